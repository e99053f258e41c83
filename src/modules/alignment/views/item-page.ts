import { pointsToSpread } from '../aims.ts'
import { errorSummary, radiosField, textareaField, textField, checkboxesField, type Form } from '#ui/form.ts'
import { namesIn, othersIn, ownName, refusalSummary, roundFrame } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { govukButton } from '#ui/button.ts'
import { html, type Html } from '#ui/html.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { marks } from '../board.ts'
import type { Frame } from '../deps.ts'
import { choicesFor } from '../exercise.ts'
import { markField, pointsField, type Item } from '../item.ts'
import { links } from '../links.ts'
import type { ExerciseView } from '../store.ts'
import { kindWords, markWords } from '../text.ts'

export type ItemPageModel = {
  readonly view: ExerciseView
  readonly viewer: Viewer
  readonly item: Item
  readonly form: Form
  readonly version: number
  readonly position: { readonly number: number; readonly of: number }
  readonly carried: boolean
  readonly conflict: boolean
  /** Changes of position that this council has left on this term; null where they are not counted. */
  readonly triesLeft: number | null
  readonly reasons: readonly string[]
}

/** Who can see what is written here: positions on a board are never opened. */
export function seesItem({ round, exercise }: ExerciseView, viewer: Viewer): Audience {
  const council = ownName(round, viewer)
  return exercise.kind === 'board'
    ? { kind: 'own-council', council, people: 'the lead, deputies, approvers and readers' }
    : { kind: 'after-reveal', council, partners: othersIn(round, viewer) }
}

/** One thing a page: a service, the points, the return, the challenges, a term. */
export function itemPage(frame: Frame, model: ItemPageModel): Html {
  const { view, item, form, position } = model
  const { round, exercise } = view
  const title = titleOf(item)
  const body = html`${errorSummary(form)}${refusalSummary(model.reasons)}
    ${model.conflict && html`<p class="govuk-inset-text">A colleague saved this page after you opened it. What you typed stands in the boxes. Save again to put it in place of theirs.</p>`}
    <span class="govuk-caption-l">${kindWords[exercise.kind].name} · ${position.number} of ${position.of}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    ${whoSees(seesItem(view, model.viewer))}
    ${exercise.kind === 'board' && html`<p class="govuk-body">It is never opened to your partners, not even when all have sealed.</p>`}
    ${model.carried && html`<p class="govuk-inset-text">This is what your council said last time. Change it or leave it.</p>`}
    ${model.triesLeft !== null && triesNote(model.triesLeft)}
    <form method="post" action="${links.answer(round.id, item.id)}" novalidate data-keep-text>
      <input type="hidden" name="version" value="${model.version}" />
      ${fields(view, item, form)} ${govukButton({ text: 'Save and continue', preventDoubleClick: true })}
    </form>`
  return roundFrame(
    { ...frame, round },
    { title, body, hasErrors: Object.values(form.errors).some(Boolean) || model.reasons.length > 0 },
  )
}

function triesNote(left: number): Html {
  return html`<p class="govuk-inset-text">${left === 0 ? 'You have no changes left on this term: it stays as it was last time.' : `You can change this term ${left === 1 ? 'once more' : `${left} more times`}, counted each time the board is worked out.`} Only your council sees this.</p>`
}

function titleOf(item: Item): string {
  switch (item.asks) {
    case 'ladder':
      return `How close are we on ${item.name}?`
    case 'points':
      return 'Spread 100 points over the aims'
    case 'return':
      return 'What must your council get out of it?'
    case 'challenges':
      return 'What do you expect to be hard?'
    case 'options':
    case 'range':
      return item.term?.question ?? item.name
  }
}

function fields(view: ExerciseView, item: Item, form: Form): Html {
  switch (item.asks) {
    case 'ladder':
      return ladderFields(view, form)
    case 'points':
      return pointsFields(view, form)
    case 'return':
      return returnFields(form)
    case 'challenges':
      return html`${textareaField(form, { name: 'challenges', label: 'What will be hard, one a line', hint: 'For example, two pay scales, a contract that runs to 2029, members who doubt it.', rows: 6, maxlength: 2000, threshold: 75 })}
      ${noneBox(form, 'We expect nothing to be hard')}`
    case 'options':
      return markFields(view, item, form)
    case 'range':
      return rangeFields(item, form)
  }
}

function ladderFields({ pinned }: ExerciseView, form: Form): Html {
  const items = pinned.ladder.map(({ id, name, meaning }) => ({
    value: id,
    text: name,
    hint: { text: meaning },
  }))
  return html`${radiosField(form, { name: 'now', label: 'Where do you see us now?', items })}
  ${radiosField(form, { name: 'wanted', label: 'Where do you want us to be?', hint: 'In three years, say. Less is a good answer too.', items })}
  ${textareaField(form, { name: 'why', label: 'Why? (if you can say)', rows: 3, maxlength: 1000, threshold: 75 })}`
}

function pointsFields({ exercise }: ExerciseView, form: Form): Html {
  const aims = exercise.kind === 'aims' ? exercise.aims : []
  return html`<p class="govuk-body">Give more points to what matters more. They must add up to ${pointsToSpread}. Leave a box empty for none.</p>
  ${aims.map(({ id, name, meaning }) => textField(form, { name: pointsField(id), label: name, ...(meaning ? { hint: meaning } : {}), inputmode: 'numeric', classes: 'govuk-input--width-3', suffix: { text: 'points' } }))}`
}

function returnFields(form: Form): Html {
  return html`<p class="govuk-body">Below this your council would not go on. The business case will be held against it.</p>
  ${textField(form, { name: 'saving', label: 'A saving each year', hint: 'In pounds, like 120,000 or 1.2 million. Leave it empty if you need none.', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
  ${textField(form, { name: 'payback', label: 'What you put in, earned back within', inputmode: 'numeric', classes: 'govuk-input--width-3', suffix: { text: 'months' } })}
  ${textareaField(form, { name: 'other', label: 'Anything else you must get', hint: 'For example, cover at weekends.', rows: 3, maxlength: 1000, threshold: 75 })}
  ${noneBox(form, 'We need no return at all')}`
}

function noneBox(form: Form, text: string): Html {
  return checkboxesField(form, {
    name: 'none',
    label: { text: 'Or', classes: 'govuk-visually-hidden' },
    items: [{ value: 'yes', text }],
  })
}

function markFields({ round }: ExerciseView, item: Item, form: Form): Html {
  if (!item.term) return html``
  const nameOf = namesIn(round)
  return html`<p class="govuk-body">${item.term.meaning} Mark each one.</p>
  ${choicesFor(item.term, round).map(({ id, name, meaning }) =>
    radiosField(form, {
      name: markField(id),
      label: item.term?.kind === 'councils' ? nameOf(id) : name,
      hint: meaning,
      classes: 'govuk-radios--inline govuk-radios--small',
      items: marks.map((value) => ({ value, text: markWords[value] })),
    }),
  )}`
}

function rangeFields({ term }: Item, form: Form): Html {
  if (term?.kind !== 'range') return html``
  const box = (name: string, label: string) =>
    textField(form, {
      name,
      label,
      inputmode: 'numeric',
      classes: 'govuk-input--width-3',
      suffix: { text: term.unit.many },
    })
  return html`<p class="govuk-body">${term.meaning} Use whole numbers from ${term.least} to ${term.most}.</p>
  ${box('low', 'The fewest you could live with')} ${box('high', 'The most you could live with')}
  ${box('preferred', 'What you would like best')}`
}
