import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatList } from '#ui/format.ts'
import { figures } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { baselineHash, type Baseline, type BaselineRefusal } from '../baseline.ts'
import { links } from '../links.ts'
import { serviceFigures } from './figures-page.ts'
import { caseFrame, namesIn, reasons, refusalSummary, seesPartners, type Place } from './frame.ts'

type Model = Place & {
  readonly baseline: Baseline
  readonly council: { readonly code: string; readonly name: string; readonly shortName: string }
  readonly refused: readonly BaselineRefusal[]
  readonly hasTried: boolean
}

/** A last look before a council’s figures are opened to its partners. */
export function sharePage(shell: Shell, model: Model): Html {
  const { partnership, baseline, council, refused } = model
  const numbers = figures()
  const others = baseline.councils
    .filter(({ code }) => code !== council.code)
    .map(({ shortName }) => shortName)
  const names = namesIn(partnership, baseline)
  const title = `Share ${council.shortName}’s figures`
  const body = html`${model.hasTried && refusalSummary(refused, names)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${formatList(others)} will see the figures below, with their sources, and every change you make until the baseline is locked. What has been seen cannot be taken back.</p>
    ${whoSees({ kind: 'own-council', council: council.shortName })}
    ${baseline.services.map((service) => serviceFigures(numbers, baseline, council.code, service))}
    ${
      refused.length === 0
        ? html`<form method="post" action="${links.share(partnership.id)}" novalidate>${govukButton({ text: `Share with ${formatList(others)}`, preventDoubleClick: true })}</form>`
        : html`<h2 class="hf-heading">Not yet</h2>
            ${reasons(refused, names)}`
    }
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
    hasErrors: model.hasTried,
  })
}

/** Everything a section 151 officer confirms, whole, with the mark of the text. */
export function confirmPage(shell: Shell, model: Model): Html {
  const { partnership, baseline, council, refused } = model
  const numbers = figures()
  const names = namesIn(partnership, baseline)
  const hash = baselineHash(baseline)
  const title = 'Confirm the baseline'
  const body = html`${model.hasTried && refusalSummary(refused, names)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">You confirm for ${council.name} that these figures are a fair statement of what the services cost and do now. When every council has confirmed this very text, nobody can change it.</p>
    ${whoSees(seesPartners(partnership))}
    ${baseline.councils.map(
      ({ code, name }) =>
        html`<h2 class="hf-heading">${name}</h2>
          ${baseline.shared.includes(code) || code === council.code ? baseline.services.map((service) => serviceFigures(numbers, baseline, code, service)) : html`<p class="govuk-body">Not shared yet.</p>`}`,
    )}
    <p class="hf-soft">The text has the mark <code>${hash.slice(0, 16)}</code>. The same mark means the same text.</p>
    ${
      refused.length === 0
        ? html`<form method="post" action="${links.confirm(partnership.id)}" novalidate>
            <input type="hidden" name="hash" value="${hash}" />${govukButton({ text: `Confirm for ${council.shortName}`, preventDoubleClick: true })}
          </form>`
        : html`<h2 class="hf-heading">Not now</h2>
            ${reasons(refused, names)}`
    }
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
    hasErrors: model.hasTried,
  })
}

export function correctPage(
  shell: Shell,
  model: Place & {
    readonly baseline: Baseline
    readonly form: Form
    readonly refused: readonly BaselineRefusal[]
  },
): Html {
  const { partnership, baseline, form, refused } = model
  const title = 'Correct the baseline in a new version'
  const names = namesIn(partnership, baseline)
  const body = html`${errorSummary(form)}${refusalSummary(refused, names)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Version ${baseline.version} stays as it is, for good. Version ${baseline.version + 1} begins as a copy of it, and every section 151 officer is asked again.</p>
    ${whoSees(seesPartners(partnership))}
    <form method="post" action="${links.correct(partnership.id)}" novalidate>
      ${textareaField(form, { name: 'reason', label: 'Why is a correction needed?', hint: 'It stands in the record, and in every paper that uses the new version.', maxlength: 500 })}
      ${govukButton({ text: `Begin version ${baseline.version + 1}`, preventDoubleClick: true })}
    </form>`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
    hasErrors: Object.values(form.errors).some(Boolean) || refused.length > 0,
  })
}
