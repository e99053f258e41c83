import { authoritiesLinks } from '#modules/authorities/index.ts'
import { postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textareaField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { offerShown, offerSides, shownWords, sideWords } from '../offer.ts'
import type { Offer } from '../offer-commands.ts'
import { mostOfferWords } from '../offer-form.ts'
import { serviceItems, serviceLabel } from '../services.ts'

const crumbs = [{ text: 'Find a partner', href: links.start }]

export type OffersPageModel = {
  readonly offers: readonly Offer[]
  readonly service: string
  readonly isSignedIn: boolean
  readonly mayWrite: boolean
}

/** What councils offer and seek, by service, as far as this reader may see. */
export function offersPage(shell: Shell, { offers, service, isSignedIn, mayWrite }: OffersPageModel): Html {
  const title = 'What councils offer and seek'
  const shown = offers.filter((offer) => service === '' || offer.service === service)
  const byService = Map.groupBy(shown, (offer) => serviceLabel(offer.service))
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Councils say here what they could do for others, and what they look for. It binds nobody.</p>
    <form method="get" action="${links.offers}" novalidate>
      ${selectField({ values: { service }, errors: {} }, { name: 'service', label: 'Show one service', items: [{ value: '', text: 'All services' }, ...serviceItems.slice(1)] })}
      ${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}
    </form>
    ${shown.length === 0 && html`<p class="hf-text">${offers.length === 0 ? 'No council has said anything here yet.' : 'No council has said anything of this service.'}</p>`}
    ${[...byService].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => html`<h2 class="hf-heading">${name}</h2>${each.map((offer) => card(offer, html`<p class="govuk-body hf-soft">Said on ${formatDay(offer.saidOn)}</p>`))}`)}
    ${!isSignedIn && html`<p class="hf-text">Some councils show what they seek only to people who are signed in here. <a class="hf-link" href="/sign-in">Sign in</a></p>`}
    ${mayWrite && html`<div class="hf-actions"><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${links.ownOffers}">Say what your council offers or seeks</a></div>`}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [...crumbs, { text: title }],
  })
}

function card(offer: Offer, foot: Html): Html {
  const name = offer.council.includes('-')
    ? html`${offer.councilName}`
    : html`<a class="hf-link" href="${authoritiesLinks.council(offer.council.toLowerCase())}">${offer.councilName}</a>`
  return html`<section class="hf-callout">
    <h3 class="hf-heading--small">${name} ${offer.side === 'offer' ? 'offers this' : 'seeks this'}</h3>
    <p class="govuk-body">${offer.words}</p>
    ${foot}
  </section>`
}

/** What one's own council has said. */
export function ownOffersPage(
  shell: Shell,
  model: { readonly offers: readonly Offer[]; readonly council: string; readonly mayWrite: boolean },
): Html {
  const { offers, council, mayWrite } = model
  const title = 'What we offer and seek'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${offers.length === 0 ? `${council} has said nothing yet.` : `What ${council} has said. You can change it or take it away at any time.`}</p>
    ${offers.map(
      (offer) => html`<section class="hf-callout">
        <h2 class="hf-heading--small">${sideWords[offer.side]}: ${serviceLabel(offer.service)}</h2>
        <p class="govuk-body">${offer.words}</p>
        <p class="govuk-body hf-soft">Who can see it: ${shownWords[offer.shown].toLowerCase()}. Said on ${formatDay(offer.saidOn)}.</p>
        ${mayWrite && html`<p class="govuk-body"><a class="hf-link" href="${links.offer(offer.id)}">Change<span class="govuk-visually-hidden"> ${serviceLabel(offer.service)}</span></a></p>${postButton(links.removeOffer(offer.id), 'Take it away', 'govuk-button--secondary', serviceLabel(offer.service))}`}
      </section>`,
    )}
    ${mayWrite ? html`<div class="hf-actions"><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${links.newOffer}">Add an offer or a need</a></div>` : html`<p class="hf-text">The lead and deputies of your council can add to this.</p>`}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: whoSees({ kind: 'own-council', council }),
    crumbs: [...crumbs, { text: title }],
  })
}

/** The form; `offer` is the one that is said anew. */
export function offerFormPage(
  shell: Shell,
  { form, id, council }: { form: Form; id: string | null; council: string },
): Html {
  const title = id === null ? 'Add what you offer or seek' : 'Change what you offer or seek'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${postForm(
      id === null ? links.newOffer : links.offer(id),
      html`${radiosField(form, { name: 'side', label: 'Do you offer it or seek it?', items: offerSides.map((value) => ({ value, text: sideWords[value] })) })}
      ${selectField(form, { name: 'service', label: 'Which service?', items: serviceItems })}
      ${textareaField(form, { name: 'words', label: 'What is it, in a sentence or two?', hint: 'For example: we could run payroll for two more councils from April. Name no person and no supplier’s price.', maxlength: mostOfferWords })}
      ${radiosField(form, { name: 'shown', label: 'Who may see it?', items: offerShown.map((value) => ({ value, text: shownWords[value] })) })}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: whoSees({ kind: 'own-council', council }),
    crumbs: [...crumbs, { text: 'What we offer and seek', href: links.ownOffers }, { text: title }],
  })
}
