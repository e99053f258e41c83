import type { CouncilOption } from '#modules/authorities/index.ts'
import { authorityPicker } from '#modules/authorities/index.ts'
import { registerLinks } from '#modules/register/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, radiosField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { GrandReason, RealCase } from '../grand-vision.ts'
import { grandReasonWords, grandTypeWords } from '../grand-vision-words.ts'
import { links } from '../links.ts'
import { sharedServices } from '../services.ts'

export type GrandVisionModel = {
  readonly form: Form
  readonly options: readonly CouncilOption[]
  /** Null before a plan has been described. */
  readonly found: { readonly reasons: readonly GrandReason[]; readonly cases: readonly RealCase[] } | null
}

export const mostInPlan = 8

/** Is our plan a grand vision? Said in words, beside real ones that resemble it. */
export function grandVisionPage(shell: Shell, { form, options, found }: GrandVisionModel): Html {
  const title = found === null ? 'Is our plan too grand?' : titleOf(found.reasons)
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${found === null ? html`<p class="hf-lead">Many services at once, councils that are unlike, one large supplier: plans like that have gone wrong before. Describe yours. Nothing is kept.</p>` : grandWarning(found.reasons, found.cases)}
    <h2 class="hf-heading">${found === null ? 'Your plan' : 'Change the plan'}</h2>
    <form method="get" action="${links.grandVision}" novalidate>
      ${Array.from({ length: mostInPlan }, (_, at) => at + 1).map((at) => (at <= 4 || form.values[`council-${at}`] ? authorityPicker(form, { name: `council-${at}`, label: `Council ${at}${at > 2 ? ' (if there is one)' : ''}`, items: options }) : ''))}
      ${checkboxesField(form, { name: 'services', label: 'What would you share?', items: sharedServices.map(({ id, label }) => ({ name: `service-${id}`, value: 'yes', text: label, checked: form.values[`service-${id}`] === 'yes' })) })}
      ${radiosField(form, {
        name: 'supplier',
        label: 'Would one large supplier carry it?',
        items: [
          { value: 'no', text: 'No' },
          { value: 'yes', text: 'Yes' },
        ],
      })}
      ${govukButton({ text: 'Look at it' })}
    </form>`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [{ text: 'Find a partner', href: links.start }, { text: 'Is our plan too grand?' }],
  })
}

function titleOf(reasons: readonly GrandReason[]): string {
  if (reasons.length === 0) return 'This plan begins small'
  return reasons.length === 1 ? 'One thing about this plan is grand' : 'This is a grand vision'
}

/** The warning by itself: on the page of a match, and of a plan. Nothing to say of a plan that begins small. */
export function grandWarning(reasons: readonly GrandReason[], cases: readonly RealCase[]): Html {
  if (reasons.length === 0)
    return html`<p class="hf-lead">We see nothing here that real plans of this kind stumbled over. That is no promise: most ended because priorities drifted apart.</p>`
  return html`<p class="hf-lead">${reasons.length === 1 ? 'It can still work. Look at this first.' : 'Each of these makes it harder; together they have sunk real plans. Could you begin with one service and those most like you?'}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${reasons.map((reason) => html`<li>${grandReasonWords(reason)}</li>`)}
    </ul>
    ${
      cases.length > 0 &&
      html`<h2 class="hf-heading">Real plans that resemble it</h2>
        <p class="hf-text">Only those that ended, in whole or in part, or never began. They were found in public papers and the press, which write more of failures.</p>
        ${cases.map(
          ({ arrangement, shares }) => html`<section class="hf-callout">
            <h3 class="hf-heading--small"><a class="hf-link" href="${registerLinks.entry(arrangement.id)}">${arrangement.name}</a></h3>
            <p class="govuk-body">${arrangement.about} ${arrangement.endWords}</p>
            <p class="govuk-body hf-soft">Like yours: ${shares.map((type) => grandTypeWords[type]).join('; ')}.</p>
          </section>`,
        )}`
    }`
}
