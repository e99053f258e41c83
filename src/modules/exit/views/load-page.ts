import type { ExitPlanContent } from '#content/exit-plan.ts'
import { heading, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, fileField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Whose } from '../store.ts'
import { bullets, seesPlan, type Frame } from './frame.ts'

/** Registers from a spreadsheet: all of it or none of it, with what is wrong by sheet, row and column. */
export function loadPage(
  shell: Shell,
  {
    frame,
    whose,
    form,
    faults,
    content,
  }: { frame: Frame; whose: Whose; form: Form; faults: readonly string[]; content: ExitPlanContent },
): Html {
  const { id, name } = frame.view.partnership
  const title = 'Load registers from a spreadsheet'
  const body = html`${errorSummary(form)} ${heading(title)}
    <p class="govuk-body">
      Start from <a class="govuk-link" href="${links.file(id, whose, 'registers.xlsx')}">the registers in Excel</a> or
      <a class="govuk-link" href="${links.file(id, whose, 'registers.ods')}">as ODS</a>: one sheet for each of
      ${content.registers.map(({ title: register }) => register.toLowerCase()).join(', ')}. A row with an id replaces
      that entry; a row without one is added. Nothing is ever removed.
    </p>
    ${
      faults.length > 0 &&
      html`<div class="hf-callout hf-callout--care">
        <h2 class="govuk-heading-m">Nothing was changed. Mend these and load it again</h2>
        ${bullets(faults)}
      </div>`
    }
    <form method="post" action="${links.load(id, whose)}" enctype="multipart/form-data" novalidate>
      ${fileField(form, { name: 'file', label: 'The spreadsheet', hint: 'Excel (.xlsx), ODS, CSV or the JSON you saved from here, up to 5 MB' })}
      ${govukButton({ text: 'Load it', preventDoubleClick: true })}
    </form>`
  return questionPage({
    title,
    section: name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: {
      href: links.plan(id, whose),
      text: whose === 'ours' ? 'Your own exit plan' : 'The joint strategy',
    },
    whoSees: whoSees(seesPlan(frame, whose)),
  })
}
