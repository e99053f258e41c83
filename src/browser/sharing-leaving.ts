import { leavingAnswer, type LeavingFigures } from '#engine/leaving-answer.ts'
import { leavingBlockers, type LeavingRule } from '#engine/leaving-question.ts'
import { solveExactly } from '#engine/simplex.ts'
import { errorSummary, type Form } from '#ui/form.ts'
import { render } from '#ui/html.ts'
import { leavingBlockerErrors, readLeaving } from '#ui/leaving-form.ts'
import { leavingResult, type LeavingSetting } from '#ui/leaving-result.ts'
import { announce } from './announce.ts'

/**
 * "What if we left", worked out in the browser by the same engine from the figures on the page. Nothing is sent, unless the
 * question is to be kept. What the server would say of a wrong box is said here too.
 */
type OnPage = {
  readonly asked: LeavingFigures
  readonly setting: LeavingSetting
  readonly today: string
  readonly rules: readonly LeavingRule[]
}

const form = document.querySelector<HTMLFormElement>('form[data-leaving]')
const place = document.querySelector<HTMLElement>('[data-leaving-result]')
const problem = document.querySelector<HTMLElement>('[data-leaving-problem]')
if (form && place && problem) follow(form, place, problem)

function follow(form: HTMLFormElement, place: HTMLElement, problem: HTMLElement): void {
  // Written by our own page, from this type.
  const page = JSON.parse(form.dataset.leaving ?? '') as OnPage
  for (const keep of form.querySelectorAll<HTMLElement>('[data-leaving-keep]')) keep.hidden = false
  form.addEventListener('submit', (event) => {
    if (event.submitter?.getAttribute('name') === 'keep') return
    event.preventDefault()
    const errors = answer(form, place, page)
    say(form, problem, errors ?? {})
    if (!errors) place.querySelector<HTMLElement>('#answer')?.focus()
  })
}

/** Draws the answer, or gives back what is wrong with the question. */
function answer(form: HTMLFormElement, place: HTMLElement, page: OnPage): Form['errors'] | null {
  const data = new FormData(form)
  const { asked, setting, today, rules } = page
  const read = readLeaving(
    (box) => {
      const value = data.get(box)
      return typeof value === 'string' ? value : ''
    },
    { councils: asked.names.length, services: asked.services.length, rules },
  )
  if ('errors' in read) return read.errors
  const [blocker] = leavingBlockers(read.question)
  if (blocker) return leavingBlockerErrors[blocker]
  place.innerHTML = render(leavingResult(leavingAnswer(asked, read.question, today, solveExactly), setting))
  announce('Worked out in your browser.')
  return null
}

/** The error summary, and each problem beside its box. */
function say(form: HTMLFormElement, problem: HTMLElement, errors: Form['errors']): void {
  for (const old of form.querySelectorAll('[data-leaving-error]')) old.remove()
  for (const group of form.querySelectorAll('.govuk-form-group--error'))
    group.classList.remove('govuk-form-group--error')
  const summary = errorSummary({ values: {}, errors })
  problem.innerHTML = summary ? render(summary) : ''
  for (const [name, error] of Object.entries(errors)) {
    const box = form.querySelector(`#${CSS.escape(name)}, #${CSS.escape(`${name}-day`)}`)
    const words = typeof error === 'string' ? error : error?.problem
    if (!box || words === undefined) continue
    const groups = [
      box.closest('.govuk-form-group')?.parentElement?.closest('.govuk-form-group'),
      box.closest('.govuk-form-group'),
    ]
    const group = groups.find((each) => each)
    group?.classList.add('govuk-form-group--error')
    const told = document.createElement('p')
    told.className = 'govuk-error-message'
    told.dataset['leavingError'] = ''
    told.textContent = words
    ;(group ?? box).prepend(told)
  }
  problem.querySelector<HTMLElement>('.govuk-error-summary')?.focus()
}
