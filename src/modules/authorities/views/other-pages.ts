import type { Authority } from '#content/authority.ts'
import { formatDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { FormerCouncil } from '../directory.ts'
import { links } from '../links.ts'
import type { OtherBody } from '../search.ts'
import { otherKind } from '../text.ts'
import { sharedPart, type Shared } from './shared-part.ts'

export type FormerPageModel = {
  readonly former: FormerCouncil
  /** Those that exist today. */
  readonly successors: readonly Authority[]
  /** What it had itself replaced. */
  readonly replaced: readonly FormerCouncil[]
  /** What followed it at once, where that has ended too. */
  readonly between: readonly FormerCouncil[]
  readonly shared: Shared
}

/** A council that is no more: when it ended, and who followed it. */
export function formerPage(shell: Shell, model: FormerPageModel): Html {
  const { former, successors, between, replaced } = model
  const names = formatList(successors.map(({ name }) => name))
  const body = html`<h1 class="hf-headline">${former.name}</h1>
    <p class="hf-lead">This council ended on ${formatDay(former.lastDay)}. ${between.length > 0 ? `${formatList(between.map(({ name }) => name))} took over, and has ended too. Today it is ${names}.` : `${names} took over from it.`}</p>
    ${successors.length > 1 && html`<p class="hf-text">Its area was split. Each of these took over a part:</p>`}
    <ul class="govuk-list govuk-list--bullet">
      ${successors.map(({ name, slug }) => html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a></li>`)}
      ${between.map(({ name, slug, lastDay }) => html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a>, which ended on ${formatDay(lastDay)}</li>`)}
    </ul>
    ${
      replaced.length > 0 &&
      html`<h2 class="hf-heading">What came before it</h2>
        <ul class="govuk-list govuk-list--bullet">
          ${replaced.map(({ name, slug, lastDay }) => html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a>, which ended on ${formatDay(lastDay)}</li>`)}
        </ul>`
    }
    ${sharedPart(model.shared)}
    <p class="hf-note">Its code in national statistics was ${former.code}. Source: mySociety, UK local authority names and codes, CC BY 4.0.</p>
    <p class="hf-text"><a class="hf-link" href="${links.councils}">Look for another council</a></p>`
  return framed(shell, former.name, body)
}

/** A body that the operator of this instance added. Nothing else is known of it. */
export function otherBodyPage(shell: Shell, body: OtherBody): Html {
  const kind = otherKind(body.kind)
  return framed(
    shell,
    body.name,
    html`<h1 class="hf-headline">${body.name}</h1>
      <p class="hf-lead">${/^[aeiou]/.test(kind) ? 'An' : 'A'} ${kind}. Whoever runs this service added it, so we hold no facts about it but its name and its code, ${body.code}.</p>
      <h2 class="hf-heading">What it takes part in</h2>
      <p class="hf-text">No partnership of this body is public here. That does not mean that there is none.</p>
      <p class="hf-text"><a class="hf-link" href="${links.councils}">Look for a council</a></p>`,
  )
}

function framed(shell: Shell, title: string, body: Html): Html {
  return page({
    title,
    section: 'Councils',
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [{ text: 'Councils', href: links.councils }, { text: title }],
  })
}
