import { authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import { partnershipLinks } from '#modules/partnership/index.ts'
import { postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { errorSummary, selectField, type Form } from '#ui/form.ts'
import { formatCount, formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import {
  freeOn,
  heldDays,
  heldUntil,
  lockedDays,
  mostInterests,
  type Interest,
  type InterestRefusal,
} from '../interest.ts'
import { links } from '../links.ts'
import type { Match } from '../match-queries.ts'
import { refusalWords } from '../refusal-words.ts'
import { serviceItems, serviceLabel } from '../services.ts'

const crumbs = [{ text: 'Find a partner', href: links.start }]

export type HeldInterest = Interest & { readonly targetName: string; readonly isHeld: boolean }

export type InterestsModel = {
  readonly council: string
  readonly held: readonly HeldInterest[]
  readonly matches: readonly Match[]
  readonly roomLeft: number
}

const seenBy = (council: string) => whoSees({ kind: 'own-council', council, people: 'the lead and deputies' })

/** The interests of one's own council, and those that turned out to be mutual. */
export function interestsPage(shell: Shell, model: InterestsModel): Html {
  const { council, held, matches, roomLeft } = model
  const title = 'Councils we are interested in'
  const waiting = matches.filter(({ partnership }) => partnership === null)
  const [first] = waiting
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Tell us which council you would like to talk to. It learns of it only if it tells us the same of you.</p>
    ${nextStep(
      first
        ? {
            title: `See who is interested too`,
            text: html`${first.otherName} and ${council} are interested in each other, for ${serviceLabel(first.service)}.`,
            action: { text: 'Look at it', href: links.match(first.id) },
          }
        : roomLeft > 0
          ? {
              title: 'Name a council',
              text: `You can have ${formatCount(roomLeft, 'more interest', 'more interests')} now.`,
              action: { text: 'Name a council', href: links.newInterest },
            }
          : { title: 'Nothing to do now', text: 'You have named as many councils as you can at once.' },
    )}
    ${matches.length > 0 && html`<h2 class="hf-heading">Both of you are interested</h2>${matches.map(matchCard)}`}
    ${held.length > 0 && html`<h2 class="hf-heading">What only you know</h2>${held.map(heldCard)}`}
    ${promise()}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: seenBy(council),
    crumbs: [...crumbs, { text: title }],
  })
}

function matchCard({ id, otherName, service, partnership }: Match): Html {
  return html`<section class="hf-callout">
    <h3 class="hf-heading--small"><a class="hf-link" href="${links.match(id)}">${otherName}: ${serviceLabel(service)}</a></h3>
    <p class="govuk-body">${partnership === null ? 'No partnership has been opened yet.' : html`<a class="hf-link" href="${partnershipLinks.home(partnership)}">Go to your partnership</a>`}</p>
  </section>`
}

function heldCard(one: HeldInterest): Html {
  return html`<section class="hf-callout">
    <h3 class="hf-heading--small">${one.targetName}: ${serviceLabel(one.service)}</h3>
    <p class="govuk-body">${
      one.isHeld
        ? `Held since ${formatDay(one.since)}, until ${formatDay(heldUntil(one))}.`
        : `No longer held. Its place is free again on ${formatDay(freeOn(one))}.`
    }</p>
    ${one.isHeld && postButton(links.takeBack(one.id), 'Take it back', 'govuk-button--secondary', `${one.targetName}, ${serviceLabel(one.service)}`)}
  </section>`
}

function promise(): Html {
  return html`<h2 class="hf-heading" id="kept">What we keep, and who could see it</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>You can have ${mostInterests} at once. Each is held for ${heldDays} days. One that you take back keeps its place for ${lockedDays} days from the day it began, so that nobody can try out one council after another.</li>
      <li>It is kept under a key of your own council, in a row without a name and without a time. The other council, its people, our pages for operators, our mails and our logs show nothing of it.</li>
      <li><strong>Whoever runs this server could work it out</strong>: the program must be able to tell when two councils match, so the server holds the key. Somebody with a copy of each night’s backup could see that some council’s interest came or went, but not whose or in whom.</li>
      <li>Your council’s own record has no entry of it, because entries carry a time.</li>
      <li>When it is mutual, the leads and deputies of both councils get a mail in the same moment. It says that there is something new, and not what.</li>
    </ul>`
}

export type NewInterestModel = {
  readonly council: string
  readonly form: Form
  readonly options: readonly CouncilOption[]
  readonly refused: readonly InterestRefusal[]
}

export function newInterestPage(shell: Shell, { council, form, options, refused }: NewInterestModel): Html {
  const title = 'Name a council you would like to talk to'
  const body = html`${errorSummary(form)}
    ${refused.length > 0 && govukErrorSummary({ titleText: 'This cannot be done now', errorList: refused.map((refusal) => ({ text: refusalWords(refusal) })) })}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">It learns of it only if it names you for the same service.</p>
    ${postForm(
      links.newInterest,
      html`${authorityPicker(form, { name: 'council', label: 'Which council?', items: options })}
      ${selectField(form, { name: 'service', label: 'For which service?', items: serviceItems })}
      <p class="govuk-body">It is held for ${heldDays} days. You can take it back, but its place stays taken for ${lockedDays} days. Whoever runs this server could work it out; <a class="govuk-link" href="${links.interests}#kept">what we keep, and who could see it</a>.</p>
      ${govukButton({ text: 'Keep this between us', preventDoubleClick: true })}`,
    )}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length + refused.length > 0,
    whoSees: seenBy(council),
    crumbs: [...crumbs, { text: 'Councils we are interested in', href: links.interests }, { text: title }],
  })
}

/** Both are interested. What each sees is the same. */
export function matchPage(shell: Shell, { match, warning }: { match: Match; warning: Html | null }): Html {
  const title = `${match.names.join(' and ')} are interested in each other`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Both of you named the other for this service: ${serviceLabel(match.service)}. Both councils were told at the same moment, on ${formatDay(match.matchedAt.toISOString().slice(0, 10))}.</p>
    ${
      match.partnership === null
        ? nextStep({
            title: 'Open a private partnership',
            text: 'A place for the two of you. The other council is invited and joins when it wants to. Nobody else is told, and it binds you to nothing.',
            action: postButton(links.open(match.id), 'Open a private partnership'),
          })
        : nextStep({
            title: 'Go on in your partnership',
            text: 'A private partnership has been opened.',
            action: { text: 'Go to the partnership', href: partnershipLinks.home(match.partnership) },
          })
    }
    ${warning}
    <h2 class="hf-heading">What to ask first</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>Why do we want this, each of us, in one sentence? Is it the same reason?</li>
      <li>What would make either of us leave, and what would that cost?</li>
      <li>What is the smallest part of the service that we could share first?</li>
    </ul>`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: whoSees({ kind: 'councils', councils: match.names, people: 'The leads and deputies' }),
    crumbs: [
      ...crumbs,
      { text: 'Councils we are interested in', href: links.interests },
      { text: match.otherName },
    ],
  })
}
