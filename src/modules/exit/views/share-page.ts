import type { ExitPlanContent } from '#content/exit-plan.ts'
import { paperBlocks } from '#modules/papers/index.ts'
import { heading, postForm } from '#modules/people/index.ts'
import { plainText, type OfficeDocument } from '#platform/document.ts'
import { govukButton } from '#ui/button.ts'
import { formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { isAnswered, type Plan } from '../plan.ts'
import { exitPage, seesPlan, type Frame } from './frame.ts'

/** Before a plan is shown to the partners: what they will read, and what stays private. */
export function sharePage(
  shell: Shell,
  { frame, plan, content }: { frame: Frame; plan: Plan; content: ExitPlanContent },
): Html {
  const { view, council } = frame
  const { id } = view.partnership
  const title = 'Show our plan to the partners'
  const others = view.members
    .filter(({ shortName }) => shortName !== council)
    .map(({ shortName }) => shortName)
  const written = content.own.filter((one) => isAnswered(plan, one.id)).map((one) => one.title.toLowerCase())
  const body = html`${heading(title)}
    <p class="govuk-body-l">${formatList(others) || 'Nobody else'} will be able to read a copy of your plan as it stands now.</p>
    <ul class="govuk-list govuk-list--bullet">
      <li>${written.length === 0 ? 'No heading has an answer yet: they will see twelve gaps.' : `Answers under: ${formatList(written)}.`}</li>
      <li>${plan.entries.length} register entries with their costs, and ${plan.rehearsals.length} rehearsals.</li>
      <li>What you wrote about thinking of leaving is no part of it, nor is whether you wrote anything.</li>
      <li>It cannot be taken back. What you change later stays yours until you show it again.</li>
    </ul>
    ${postForm(links.share(id), govukButton({ text: 'Show it to them', preventDoubleClick: true }))}
    <p><a class="govuk-link" href="${links.plan(id, 'ours')}">Not now</a></p>`
  return exitPage(shell, frame, {
    title,
    body,
    back: { href: links.plan(id, 'ours'), text: 'Your own exit plan' },
    whoSees: whoSees(seesPlan(frame, 'ours')),
  })
}

/** A plan or a settlement as a page to read and to print: word for word what Word and ODT hold. */
export function paperPage(
  shell: Shell,
  frame: Frame,
  model: {
    readonly document: OfficeDocument
    readonly sees: Audience
    readonly back: { readonly href: string; readonly text: string }
    readonly files: readonly { readonly text: string; readonly href: string }[]
  },
): Html {
  const [first, ...rest] = model.document.blocks
  const title = first?.kind === 'heading' ? plainText(first.words) : model.document.title
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${whoSees(model.sees)}
    ${
      model.files.length > 0 &&
      html`<ul class="hf-links hf-no-print govuk-!-margin-top-3 govuk-!-margin-bottom-4">
        ${model.files.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}
      </ul>`
    }
    ${paperBlocks(rest)}`
  return exitPage(shell, frame, { title, body, wide: true, back: model.back })
}
