import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'

type Place = { readonly href: string; readonly title: string; readonly text: string }

/** The ways to look for a partner, the open ones first. */
export function startPage(shell: Shell): Html {
  const title = 'Find a partner'
  const open: readonly Place[] = [
    {
      href: links.like,
      title: 'Councils like mine',
      text: 'Choose a council. See who is most like it, in what, and how far away they are.',
    },
  ]
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Who might share with you, and why now. Start with your need, not with a partner: sharing can be the wrong answer.</p>
    ${places(open)}`
  return page({ title, body, shell, whoSees: whoSees({ kind: 'public' }) })
}

function places(all: readonly Place[]): Html {
  return html`<ul class="govuk-list">
    ${all.map(
      ({ href, title, text }) => html`<li class="hf-callout">
        <h2 class="hf-heading--small"><a class="hf-link" href="${href}">${title}</a></h2>
        <p class="govuk-body">${text}</p>
      </li>`,
    )}
  </ul>`
}
