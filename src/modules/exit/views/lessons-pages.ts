import type { ApprovalStanding } from '#modules/partnership/index.ts'
import { doneNotice, heading, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, textField, type Form } from '#ui/form.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Leaving, Refusal } from '../leaving.ts'
import type { Lessons } from '../lessons.ts'
import { links } from '../links.ts'
import { nameIn, refusedSummary, seesAll, typedText, type Frame } from './frame.ts'

export type LessonsPageModel = {
  readonly frame: Frame
  readonly leaving: Leaving
  readonly lessons: Lessons | null
  readonly version: number
  readonly hash: string | null
  readonly publishedAt: Date | null
  readonly standing: ApprovalStanding
  readonly form: Form
  readonly refused: readonly Refusal[]
  readonly mayAgree: boolean
  readonly mayEdit: boolean
}

/** What was learnt from a parting: written together, public when every council agrees to the very text. */
export function lessonsPage(shell: Shell, model: LessonsPageModel): Html {
  const { frame, leaving, lessons, hash, publishedAt, standing, form, refused, mayAgree, mayEdit, version } =
    model
  const { view } = frame
  const { id } = view.partnership
  const title = 'What was learnt'
  const waiting = standing.waitingFor.map(nameIn(view))
  const body = html`${doneNotice(frame.done)}${refusedSummary(view, refused)}${errorSummary(form)} ${heading(title)}
    <p class="govuk-body-l">
      ${publishedAt ? `Public since ${formatInstantDay(publishedAt)}. It stays as it was agreed.` : 'Only the councils see this until every one of them agrees that this very text becomes public.'}
    </p>
    ${lessons !== null && lessonsText(lessons)}
    ${lessons !== null && !publishedAt && html`<p class="govuk-body">${waiting.length > 0 ? `Not agreed yet by ${formatList(waiting)}.` : 'Agreed by all.'}</p>`}
    ${
      mayAgree &&
      hash !== null &&
      postForm(
        links.approveLessons(id, leaving.id),
        html`<input type="hidden" name="hash" value="${hash}" />${govukButton({ text: 'We agree that this becomes public', preventDoubleClick: true })}`,
      )
    }
    ${
      mayEdit &&
      postForm(
        links.lessons(id, leaving.id),
        html`<input type="hidden" name="version" value="${version}" />
          ${textField(form, { name: 'title', label: 'Title', hint: 'Say what ended. Name the councils only if all of you want it' })}
          ${textareaField(form, { name: 'why', label: 'Why did it end?', rows: 5, maxlength: 3000 })}
          ${textareaField(form, { name: 'went', label: 'What went well?', rows: 5, maxlength: 3000 })}
          ${textareaField(form, { name: 'again', label: 'What would you do otherwise?', rows: 5, maxlength: 3000 })}
          ${textareaField(form, { name: 'figures', label: 'Figures, with where they are from', hint: 'You may leave this empty', rows: 3, maxlength: 1000 })}
          ${govukButton({ text: 'Save the text', preventDoubleClick: true })}`,
      )
    }`
  return questionPage({
    title,
    section: view.partnership.name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: { href: links.leaving(id, leaving.id), text: 'The parting' },
    whoSees: publishedAt ? whoSees({ kind: 'public' }) : whoSees(seesAll(frame)),
  })
}

function lessonsText({ title, why, went, again, figures }: Lessons): Html {
  return html`<article class="hf-callout">
    <h2 class="hf-heading">${title}</h2>
    <h3 class="govuk-heading-s">Why it ended</h3>
    ${typedText(why)}
    <h3 class="govuk-heading-s">What went well</h3>
    ${typedText(went)}
    <h3 class="govuk-heading-s">What they would do otherwise</h3>
    ${typedText(again)}
    ${figures.trim() !== '' && html`<h3 class="govuk-heading-s">Figures</h3> ${typedText(figures)}`}
  </article>`
}

/** Lessons from partings, for anybody. */
export function publicLessonsPage(
  shell: Shell,
  lessons: readonly { text: Lessons; publishedAt: Date }[],
): Html {
  const title = 'Lessons from partings'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">What councils that parted want others to know. Each text was agreed by every council concerned.</p>
    ${whoSees({ kind: 'public' })}
    ${
      lessons.length === 0
        ? html`<p class="govuk-inset-text">Nobody has published lessons on this instance yet.</p>`
        : lessons.map(
            ({ text, publishedAt }) =>
              html`${lessonsText(text)}<p class="hf-note">Published on ${formatInstantDay(publishedAt)}</p>`,
          )
    }`
  return page({ title, body, shell })
}
