import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { Statement } from '#content/framework.ts'
import type { RoundView } from '../queries.ts'
import type { StaffCount } from '../staff-count.ts'
import { govukButton } from '#ui/button.ts'
import { links } from '../links.ts'
import { roundFrame } from './frame.ts'
import { staffCountWords } from './staff-words.ts'

export type OfficeRow = {
  readonly statement: Statement
  readonly said: readonly { readonly who: string; readonly said: string }[]
  readonly spread: number
  readonly agreed: string
  readonly staff: StaffCount | null
}

export type OfficesPageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly rows: readonly OfficeRow[]
  readonly apart: number
  readonly mayCloseStaff: boolean
}

/** How far apart one council's own offices are. For that council alone, before the reveal and after it. */
export function officesPage(shell: Shell, model: OfficesPageModel): Html {
  const { view, rows } = model
  const names = view.framework.levels.map(({ name }) => name)
  const title = 'How your own offices answered'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${rows.length === 0 ? 'No office has answered yet.' : model.apart === 0 ? 'Your offices see it much the same way: never two levels apart.' : `On ${model.apart} of ${rows.length} statements your own offices are two or more levels apart. Talk about those at home first.`}
    </p>
    ${whoSees(model.sees)}
    ${
      model.mayCloseStaff &&
      html`<h2 class="hf-heading">Staff answers</h2>
        <p class="govuk-body">
          Staff are still answering. Nobody can see anything until you close. Closing turns answers into
          counts and deletes who said what. It cannot be undone.
        </p>
        <form method="post" action="${links.closeStaff(view.round.id)}" novalidate>
          ${govukButton({ text: 'Close staff answers', classes: 'govuk-button--secondary', preventDoubleClick: true })}
        </form>`
    }
    ${
      rows.length > 0 &&
      html`<table class="hf-table hf-table--cards">
        <caption class="govuk-visually-hidden">
          Each statement with what your offices said, widest apart first
        </caption>
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col">Your offices</th>
            <th scope="col">What you agreed</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ statement, said, agreed, staff, spread }) =>
              html`<tr>
                <th scope="row">
                  ${statement.statement}<span class="hf-note"
                    >${statement.number}${spread >= 2 && ` · ${spread} levels apart`}</span
                  >
                </th>
                <td data-label="Your offices">
                  ${said.map(({ who, said: words }) => html`<div><strong>${who}:</strong> ${words}</div>`)}${staff && html`<div><strong>Staff:</strong> ${staffCountWords(staff, names)}</div>`}
                </td>
                <td data-label="What you agreed">${agreed}</td>
              </tr>`,
          )}
        </tbody>
      </table>`
    }`
  return roundFrame(shell, view, { title, body, wide: true })
}
