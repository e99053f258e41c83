import { govukButton } from '#ui/button.ts'
import { govukErrorMessage } from '#ui/error-message.ts'
import type { Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Page } from '#ui/layout.ts'
import { govukNotificationBanner } from '#ui/notification-banner.ts'
import { govukPasswordInput } from '#ui/password-input.ts'
import { govukTable } from '#ui/table.ts'

/** A page that asks one thing: its heading, a form and a button. */
export function questionPage(p: Page & { form: Form }): Html {
  return page({ ...p, hasErrors: Object.keys(p.form.errors).length > 0 })
}

export function heading(words: string): Html {
  return html`<h1 class="govuk-heading-l">${words}</h1>`
}

/** A form that posts; every one of them works without scripts. */
export function postForm(action: string, inner: Html): Html {
  return html`<form method="post" action="${action}" novalidate>${inner}</form>`
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`
}

/** One thing to do at once. `classes` such as `govuk-button--secondary`. */
export function postButton(action: string, text: string, classes = '', of = ''): Html {
  const words = html`${text}${of && html`<span class="govuk-visually-hidden"> ${of}</span>`}`
  return postForm(action, govukButton({ html: words, classes, preventDoubleClick: true }))
}

/** A table whose rows become cards on a phone: each cell then says which column it is of. */
export function cardTable(table: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Html[])[]
}): Html {
  return govukTable({
    caption: table.caption,
    classes: 'hf-table hf-table--cards',
    firstCellIsHeader: true,
    head: table.columns.map((text) => ({ text })),
    rows: table.rows.map((cells) =>
      cells.map((cell, i) => ({ html: cell, attributes: { 'data-label': table.columns[i] ?? '' } })),
    ),
  })
}

/** A password box. What was typed is never sent back. */
export function passwordField(
  form: Form,
  field: { label: string; hint?: string; isNew?: boolean; name?: string; isHeading?: boolean },
): Html {
  const name = field.name ?? 'password'
  const problem = form.errors[name]
  return govukPasswordInput({
    name,
    label: field.isHeading
      ? { text: field.label, isPageHeading: true, classes: 'govuk-label--l' }
      : { text: field.label, classes: 'govuk-label--s' },
    hint: field.hint === undefined ? undefined : { text: field.hint },
    errorMessage: typeof problem === 'string' ? { text: problem } : undefined,
    autocomplete: field.isNew ? 'new-password' : 'current-password',
  })
}

/** An error that belongs to a table or list and not to a box. */
export function problemText(words: string): Html {
  return govukErrorMessage({ text: words })
}

/** What has just been done, at the top of the page that follows. */
export function doneNotice(words: string | undefined): Html | undefined {
  return words === undefined ? undefined : govukNotificationBanner({ type: 'success', text: words })
}

/** A link that is shown once. It works for whoever has it, and says so. */
export function handOver(link: string, words: { whom: string; until: string }): Html {
  return html`<div class="hf-receipt">
    <h2 class="hf-heading">The link for ${words.whom}</h2>
    <p class="hf-copy">
      <code id="link">${link}</code>
      <button
        type="button"
        class="govuk-button govuk-button--secondary hf-only-with-script"
        data-copy="#link"
        data-module="govuk-button"
      >
        Copy
      </button>
    </p>
    <p class="govuk-body">
      It is shown only now. It works once, ${words.until}, for whoever opens it: give it to ${words.whom}
      and to nobody else.
    </p>
  </div>`
}
