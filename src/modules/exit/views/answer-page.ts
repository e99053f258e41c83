import { heading, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukWarningText } from '#ui/warning-text.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Whose } from '../store.ts'
import { bullets, seesLeads, seesPlan, typedText, type Frame } from './frame.ts'

export type AnswerPageModel = {
  readonly frame: Frame
  readonly whose: Whose
  readonly asked: {
    readonly id: string
    readonly title: string
    readonly question: string
    readonly good: readonly string[]
  }
  readonly text: string
  readonly version: number
  readonly form: Form
  /** What somebody else saved meanwhile. */
  readonly theirs: string | null
  /** This is about thinking of leaving: for those who lead alone. */
  readonly isConsidering: boolean
}

/** One heading of a plan: the question, what a good answer looks like, and room to write. */
export function answerPage(shell: Shell, model: AnswerPageModel): Html {
  const { frame, whose, asked, form, theirs, isConsidering } = model
  const { partnership } = frame.view
  const sees = whoSees(isConsidering ? seesLeads(frame) : seesPlan(frame, whose))
  const body = html`${errorSummary(form)}
    <span class="govuk-caption-l">${whose === 'ours' ? 'Your own exit plan' : 'The joint strategy'}</span>
    ${heading(asked.title)}
    <p class="govuk-body-l">${asked.question}</p>
    ${isConsidering && consideringNote}
    <h2 class="govuk-heading-s">What a good answer looks like</h2>
    ${bullets(asked.good)}
    ${theirs !== null && conflictNote(theirs)}
    ${frame.mayWrite ? answerForm(model) : model.text.trim() === '' ? html`<p class="govuk-inset-text">Nothing is written here yet.</p>` : typedText(model.text)}`
  return questionPage({
    title: asked.title,
    section: partnership.name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: {
      href: links.plan(partnership.id, whose),
      text: whose === 'ours' ? 'Your own exit plan' : 'The joint strategy',
    },
    whoSees: sees,
  })
}

function answerForm({ frame, whose, asked, text, version, form }: AnswerPageModel): Html {
  const shown: Form = { values: { text, ...form.values }, errors: form.errors }
  return postForm(
    links.answer(frame.view.partnership.id, whose, asked.id),
    html`<input type="hidden" name="version" value="${version}" />
      ${textareaField(shown, { name: 'text', label: 'Your answer', hint: 'Leave it empty to take it out again.', rows: 12, maxlength: 8000 })}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
  )
}

function conflictNote(theirs: string): Html {
  return html`${govukWarningText({
    iconFallbackText: 'Warning',
    text: 'A colleague or partner saved another answer while you wrote. Yours is in the box below and is not saved yet. Theirs is:',
  })}
    <div class="govuk-inset-text">${typedText(theirs)}</div>`
}

const consideringNote = html`<p class="govuk-body">
  Nobody but the lead and deputies of your council can read this. It is sealed, and it is kept among the answers of your own plan, so that nothing shows that it is there. It is never part of the plan you show to partners, nor of any file.
</p>`
