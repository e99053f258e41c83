import { statuses } from '#content/arrangement.ts'
import { govukButton } from '#ui/button.ts'
import { radiosField, selectField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { page } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { correctable, fieldWords, replyWorkingDays } from '../correction.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import type { Suggestion } from '../queries.ts'
import { entryFrame } from './entry-frame.ts'
import { listTitle } from './frame.ts'

const forDeciders = whoSees({
  kind: 'own-council',
  council: 'the councils that answer for the entry, and whoever runs this service',
  people: 'the leads',
})

/** A reader suggests a change. No account, and nothing of the reader is kept. */
export function suggestPage(
  shell: Shell,
  { entry, form, isSent }: { entry: Entry; form: Form; isSent: boolean },
): Html {
  const title = 'Suggest a change'
  if (isSent)
    return entryFrame(shell, entry, {
      title: 'Thank you',
      sees: forDeciders,
      body: html`<p class="hf-lead">Your suggestion has been kept. It changes nothing until somebody has checked it.</p>
        <p class="hf-text">${entry.claimedBy.length > 0 ? 'The councils that answer for this entry are told.' : 'Whoever runs this service reads it.'} If it is right, the entry is corrected and says so. That takes at least ${replyWorkingDays} working days, so that the councils named can reply.</p>
        <p class="hf-text"><a class="hf-link" href="${links.entry(entry.id)}">Back to ${entry.name}</a></p>`,
    })
  return entryFrame(shell, entry, {
    title,
    form,
    sees: forDeciders,
    body: html`<p class="hf-lead">Is something wrong or missing in “${entry.name}”? Tell us what, and where we can check it.</p>
      <p class="hf-text">You need no account. Do not give your name: we keep nothing of you but what you write here.</p>
      <form method="post" action="${links.suggest(entry.id)}" novalidate>
        ${radiosField(form, { name: 'field', label: 'What is wrong?', items: [...correctable, 'other' as const].map((value) => ({ value, text: fieldWords[value] })) })}
        ${textareaField(form, { name: 'shouldBe', label: 'What should it say?', rows: 3, maxlength: 1000 })}
        ${textField(form, { name: 'source', label: 'Where can we check it?', hint: 'The address of a public page or paper. We correct nothing without one.' })}
        ${govukButton({ text: 'Send the suggestion', preventDoubleClick: true })}
      </form>`,
  })
}

/** The suggestions that this person may decide on. */
export function suggestionsPage(
  shell: Shell,
  suggestions: readonly (Suggestion & { readonly entryName: string })[],
): Html {
  const title = 'Suggested changes'
  return page({
    title,
    section: listTitle,
    shell,
    whoSees: forDeciders,
    crumbs: [{ text: listTitle, href: links.list }, { text: title }],
    body: html`<h1 class="hf-headline">${title}</h1>
      <p class="hf-lead">What readers suggest for entries that you may decide on. Nothing changes until you have checked it.</p>
      ${
        suggestions.length === 0
          ? html`<p class="hf-text">None is waiting.</p>`
          : html`<ul class="govuk-list govuk-list--spaced">
              ${suggestions.map(({ id, entryName, field, onDay }) => html`<li><a class="hf-link" href="${links.suggestion(id)}">${entryName}: ${fieldWords[field].toLowerCase()}</a> <span class="hf-soft">suggested on ${formatDay(onDay)}</span></li>`)}
            </ul>`
      }`,
  })
}

/** One suggestion, and what to do with it. */
export function decidePage(
  shell: Shell,
  { suggestion, entry, form }: { suggestion: Suggestion; entry: Entry; form: Form },
): Html {
  const title = 'Decide on a suggestion'
  return entryFrame(shell, entry, {
    title,
    form,
    sees: forDeciders,
    body: html`<p class="hf-lead">A reader suggests a change to “${entry.name}”.</p>
      <dl class="govuk-summary-list">
        ${pair('What is wrong', fieldWords[suggestion.field])} ${pair('What it should say', suggestion.shouldBe)}
        ${pair('Where to check it', html`<a class="hf-link hf-address" href="${suggestion.source}">${suggestion.source}</a>`)}
        ${pair('Suggested on', formatDay(suggestion.onDay))}
      </dl>
      <form method="post" action="${links.suggestion(suggestion.id)}" novalidate>
        ${radiosField(form, {
          name: 'decision',
          label: 'What do you do with it?',
          items: [
            { value: 'accept', text: 'Correct the entry' },
            { value: 'decline', text: 'Leave it as it is' },
          ],
        })}
        ${selectField(form, { name: 'field', label: 'What is corrected', hint: 'Only if you correct it.', items: [{ value: '', text: 'Choose' }, ...correctable.map((value) => ({ value, text: fieldWords[value] }))] })}
        ${textareaField(form, { name: 'value', label: 'What it says from then on', hint: `A date as 2018, 2018-07 or 2018-07-01. Where it stands as one of: ${statuses.join(', ')}.`, rows: 3 })}
        ${textareaField(form, { name: 'why', label: 'Why it is corrected', hint: 'Anyone can read this beside the entry.', rows: 2 })}
        ${textField(form, { name: 'source', label: 'Who says so', hint: 'The address that you have checked. Anyone can read it.' })}
        ${textareaField(form, { name: 'answer', label: 'Why not', hint: 'Only if you leave it as it is. It is kept with the suggestion.', rows: 2 })}
        <p class="hf-note">A correction is shown to the councils that are named at once, and to everybody after ${replyWorkingDays} working days, so that each can reply first.</p>
        ${govukButton({ text: 'Decide', preventDoubleClick: true })}
      </form>`,
  })
}

function pair(name: string, value: Content): Html {
  return html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`
}
