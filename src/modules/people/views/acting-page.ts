import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, typed, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import type { Choice } from '../acting.ts'
import { links } from '../links.ts'
import { asWords } from '../text.ts'
import { heading, hidden, postForm, questionPage } from './parts.ts'

type Item = { readonly key: string; readonly choice: Choice }

/** For whom somebody acts, when there is more than one answer. */
export function actingPage(shell: Shell, { items, form }: { items: readonly Item[]; form: Form }): Html {
  const title = 'For whom do you act?'
  if (items.length === 0) return nobodyPage(shell, title)
  const body = html`${errorSummary(form)}
    ${postForm(
      links.actingFor(),
      html`${hidden('next', typed(form, 'next') ?? '/')}
      ${radiosField(form, {
        name: 'choice',
        label: title,
        isPageHeading: true,
        hint: 'What you see and do is that council’s alone until you choose again. It stands at the top of every page.',
        items: items.map(({ key, choice }) => ({
          value: key,
          text: choice.name,
          hint: {
            text:
              choice.kind === 'council'
                ? `You are ${asWords(choice.role, choice.office, null)}`
                : 'You are partnership manager. You see no answers before they are opened.',
          },
        })),
      })}
      ${govukButton({ text: 'Continue', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, body, shell, form, back: { href: links.start } })
}

function nobodyPage(shell: Shell, title: string): Html {
  const body = html`${heading(title)}
    <p class="govuk-body">
      You act for no council at the moment. Ask the person who leads for your council to invite you, with the
      address you sign in with.
    </p>`
  return page({ title, body, shell, back: { href: links.start } })
}
