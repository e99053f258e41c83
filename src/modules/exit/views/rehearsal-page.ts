import { cardTable, doneNotice, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { rehearsalResults, type Kept, type Rehearsal } from '../plan.ts'
import type { Whose } from '../store.ts'
import { rehearsalWords } from '../text.ts'
import { seesPlan, typedText, type Frame } from './frame.ts'

/** What was tried, how it went and what was learnt. */
export function rehearsalPage(
  shell: Shell,
  {
    frame,
    whose,
    rehearsals,
    form,
  }: { frame: Frame; whose: Whose; rehearsals: readonly Kept<Rehearsal>[]; form: Form },
): Html {
  const { id, name } = frame.view.partnership
  const title = 'Rehearsals'
  const body = html`${doneNotice(frame.done)}${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Try a part of the parting before it counts: take back one set of data, move one system, walk through one week. A rehearsal holds for two years.</p>
    ${
      rehearsals.length === 0
        ? html`<p class="govuk-inset-text">Nothing has been rehearsed yet.</p>`
        : cardTable({
            caption: 'Rehearsals so far, newest first',
            columns: ['When', 'What', 'How it went', 'What was learnt', 'Next'],
            rows: rehearsals.map((one) => [
              html`${formatDay(one.heldOn)}`,
              html`${one.what}`,
              html`${rehearsalWords[one.result]}`,
              typedText(one.learned || 'Nothing written'),
              html`${one.nextOn ? formatDay(one.nextOn) : 'No day set'}`,
            ]),
          })
    }
    ${
      frame.mayWrite &&
      html`<h2 class="hf-heading">Record a rehearsal</h2>
        ${postForm(
          links.rehearsals(id, whose),
          html`${textField(form, { name: 'what', label: 'What did you try?' })}
          ${textField(form, { name: 'held', label: 'When?', hint: 'For example 8 July 2026', classes: 'govuk-input--width-20' })}
          ${radiosField(form, { name: 'result', label: 'How did it go?', items: rehearsalResults.map((value) => ({ value, text: rehearsalWords[value] })) })}
          ${textareaField(form, { name: 'learned', label: 'What did you learn?', rows: 4, maxlength: 2000 })}
          ${textField(form, { name: 'next', label: 'When is the next one?', hint: 'You may leave this empty', classes: 'govuk-input--width-20' })}
          ${govukButton({ text: 'Record it', preventDoubleClick: true })}`,
        )}`
    }`
  return questionPage({
    title,
    section: name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: {
      href: links.plan(id, whose),
      text: whose === 'ours' ? 'Your own exit plan' : 'The joint strategy',
    },
    whoSees: whoSees(seesPlan(frame, whose)),
  })
}
