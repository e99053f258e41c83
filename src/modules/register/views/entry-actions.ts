import { govukButton } from '#ui/button.ts'
import { textareaField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { fieldWords, valueWords } from '../correction.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import type { PendingCorrection } from '../queries.ts'
import { entryFrame } from './entry-frame.ts'

/** What the council says about an entry, in its own words. */
export function replyPage(
  shell: Shell,
  { entry, form, council }: { entry: Entry; form: Form; council: string },
): Html {
  return entryFrame(shell, entry, {
    title: 'Reply for your council',
    form,
    sees: whoSees({ kind: 'public' }),
    body: html`<p class="hf-lead">What ${council} says about this entry stands beside it at once. Nobody reviews it. It is public, and it carries the name of your council.</p>
      <form method="post" action="${links.reply(entry.id)}" novalidate>
        ${textareaField(form, { name: 'words', label: 'What does your council say?', hint: 'Up to 1,000 characters. Leave it empty to take an earlier reply away.', rows: 6, maxlength: 1000 })}
        ${govukButton({ text: 'Publish the reply', preventDoubleClick: true })}
      </form>`,
  })
}

export function takeAwayPage(shell: Shell, { entry, form }: { entry: Entry; form: Form }): Html {
  return entryFrame(shell, entry, {
    title: 'Take the entry away',
    form,
    sees: whoSees({ kind: 'public' }),
    body: html`<p class="hf-lead">The entry goes from every list, file and search within a minute. Its address stays and says why.</p>
      <form method="post" action="${links.takeAway(entry.id)}" novalidate>
        ${textareaField(form, { name: 'why', label: 'Why is it taken away?', hint: 'Anyone can read this.', rows: 3 })}
        ${govukButton({ text: 'Take it away', classes: 'govuk-button--warning', preventDoubleClick: true })}
      </form>`,
  })
}

export type EntryActions = {
  readonly entry: Entry
  /** The person leads a council that is named in the entry. */
  readonly council: { readonly hasClaimed: boolean } | null
  readonly isOperator: boolean
  readonly pending: readonly PendingCorrection[]
}

/** What a reader may do about an entry; and, for the lead of a council that is named and for the operator, what they may. */
export function entryActions({ entry, council, isOperator, pending }: EntryActions): Html {
  const button = (action: string, text: string) =>
    html`<form method="post" action="${action}" novalidate>${govukButton({ text, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
  return html`<h2 class="hf-heading">Something wrong or missing?</h2>
    <p class="hf-text"><a class="hf-link" href="${links.suggest(entry.id)}">Suggest a change</a>. You need no account.</p>
    ${
      pending.length > 0 &&
      html`<h2 class="hf-heading">Corrections on the way</h2>
        <p class="hf-text">Only the councils that are named see these until the day given. You can reply before then.</p>
        <ul class="govuk-list govuk-list--bullet">${pending.map(({ field, was, is, why, publicOn }) => html`<li>Public on ${formatDay(publicOn)}: ${fieldWords[field].toLowerCase()}. It said “${valueWords(field, was)}”. It will say “${valueWords(field, is)}”. ${why}</li>`)}</ul>`
    }
    ${
      council &&
      html`<h2 class="hf-heading">For your council</h2>
        <div class="hf-row">
          ${council.hasClaimed ? button(links.confirm(entry.id), 'All of this is still so') : button(links.claim(entry.id), 'Answer for this entry')}
          <a class="hf-link" href="${links.reply(entry.id)}">Reply for your council</a>
          ${council.hasClaimed && html`<a class="hf-link" href="${links.suggestions}">Suggested changes</a>`}
        </div>
        <p class="hf-note">A council that answers for an entry decides on suggestions, and is asked twice a year if all is still so.</p>`
    }
    ${isOperator && html`<p class="hf-text"><a class="hf-link" href="${links.suggestions}">Suggested changes</a> · <a class="hf-link" href="${links.takeAway(entry.id)}">Take the entry away</a> · <a class="hf-link" href="${links.imports}">Lists taken over</a></p>`}`
}
