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
    {
      href: links.groups,
      title: 'Which group might save most?',
      text: 'Every group of 2 to 5 councils in England, scored for one service by assumptions that you can change.',
    },
    {
      href: links.grandVision,
      title: 'Is our plan too grand?',
      text: 'Describe a plan, and see what real ones like it came to.',
    },
    {
      href: links.offers,
      title: 'What councils offer and seek',
      text: 'What councils could do for others, and what they look for, by service.',
    },
  ]
  const own: readonly Place[] = [
    {
      href: links.events,
      title: 'Our dates',
      text: 'Contracts, leases and equipment that end; and whose dates fall together with yours.',
    },
    {
      href: links.ownOffers,
      title: 'What we offer and seek',
      text: 'Say what your council could do for others, or looks for, and who may see it.',
    },
    {
      href: links.interests,
      title: 'Councils we are interested in',
      text: 'Name a council you would like to talk to. It learns of it only if it names you too.',
    },
  ]
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Who might share with you, and why now. Start with your need, not with a partner: sharing can be the wrong answer.</p>
    ${places(open)}
    <h2 class="hf-heading">For people who act for a council</h2>
    ${places(own)}`
  return page({ title, body, shell, whoSees: whoSees({ kind: 'public' }) })
}

function places(all: readonly Place[]): Html {
  return html`<ul class="govuk-list govuk-list--spaced">
    ${all.map(
      ({ href, title, text }) => html`<li class="hf-callout">
        <h2 class="hf-heading--small"><a class="hf-link" href="${href}">${title}</a></h2>
        <p class="govuk-body">${text}</p>
      </li>`,
    )}
  </ul>`
}
