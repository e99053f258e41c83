import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type Items, type MaybeWords, type Options, words } from './options.ts'

export type TableCell = MaybeWords &
  Options<{
    /** `numeric` lines figures up on the right. */
    format?: 'numeric'
    classes?: string
    colspan?: number
    rowspan?: number
    attributes?: Attributes
  }>

export type TableOptions = Options<{
  rows: Items<readonly TableCell[]>
  head?: readonly TableCell[]
  caption?: string
  captionClasses?: string
  firstCellIsHeader?: boolean
  classes?: string
  attributes?: Attributes
}>

export function govukTable(options: TableOptions): Html {
  const { caption, head } = options
  return html`<table class="${classes('govuk-table', options.classes)}" ${attributes(options.attributes)}>
    ${
      caption &&
      html`<caption class="${classes('govuk-table__caption', options.captionClasses)}">
        ${caption}
      </caption>`
    }
    ${
      head &&
      html`<thead class="govuk-table__head">
        <tr class="govuk-table__row">
          ${head.map(headCell)}
        </tr>
      </thead>`
    }
    <tbody class="govuk-table__body">
      ${options.rows.map((row) => row && bodyRow(row, options.firstCellIsHeader))}
    </tbody>
  </table>`
}

function headCell(cell: TableCell): Html {
  const name = classes(
    'govuk-table__header',
    cell.format && `govuk-table__header--${cell.format}`,
    cell.classes,
  )
  return html`<th scope="col" class="${name}" ${extent(cell)}>${words(cell)}</th>`
}

function bodyRow(row: readonly TableCell[], firstCellIsHeader: boolean | undefined): Html {
  const cells = row.map((cell, i) => (firstCellIsHeader && i === 0 ? rowHeader(cell) : bodyCell(cell)))
  return html`<tr class="govuk-table__row">
    ${cells}
  </tr>`
}

function rowHeader(cell: TableCell): Html {
  return html`<th scope="row" class="${classes('govuk-table__header', cell.classes)}" ${extent(cell)}>
    ${words(cell)}
  </th>`
}

function bodyCell(cell: TableCell): Html {
  const name = classes('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)
  return html`<td class="${name}" ${extent(cell)}>${words(cell)}</td>`
}

function extent(cell: TableCell): Content {
  return [attribute('colspan', cell.colspan), attribute('rowspan', cell.rowspan), attributes(cell.attributes)]
}
