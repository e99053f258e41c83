import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { CaseView } from '../queries.ts'
import type { CaseRunView } from '../run.ts'
import { caseFrame, seesPartners, type Place } from './frame.ts'

/** The paper on the screen: the same words as in Word and ODT, and the files beside it. */
export function paperPage(
  shell: Shell,
  model: Place &
    Pick<CaseView, 'case'> & {
      readonly run: CaseRunView
      readonly title: string
      readonly blocks: readonly Html[]
    },
): Html {
  const { partnership, case: of, run, title, blocks } = model
  const file = (name: string) => links.file(partnership.id, of.id, run.id, name)
  const body = html`${whoSees(seesPartners(partnership))}
    <ul class="hf-links hf-no-print">
      <li><a class="govuk-link" href="${file('business-case.docx')}">Word</a></li>
      <li><a class="govuk-link" href="${file('business-case.odt')}">ODT</a></li>
      <li><a class="govuk-link" href="${file('model.xlsx')}">Model in Excel</a></li>
      <li><a class="govuk-link" href="${file('model.ods')}">Model in ODS</a></li>
      <li><a class="govuk-link" href="${file('results.csv')}">Results as CSV</a></li>
      <li><a class="govuk-link" href="${file('results.json')}">Results as JSON</a></li>
      <li><a class="govuk-link" href="${file('run.json')}">The run</a></li>
    </ul>
    ${blocks}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.result(partnership.id, of.id, run.id), text: `Run ${run.number}` },
  })
}
