import {
  openFormula,
  type FormulaCell,
  type FormulaChoice,
  type FormulaSheet,
  type FormulaWorkbook,
  type Shows,
} from './formula-sheet.ts'
import { odfManifest, ODF_NAMESPACES, xmlEntry } from './odf-package.ts'
import { odfParagraphs } from './odf-text.ts'
import { LOOK } from './page-measure.ts'
import { xmlText } from './xml.ts'
import { zipBytes } from './zip-writer.ts'

const mimeType = 'application/vnd.oasis.opendocument.spreadsheet'
const namespaces = `${ODF_NAMESPACES} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"`
const characterMm = 2.1

/** The workbook as an OpenDocument spreadsheet (ODF 1.3). Programs work the formulas out when they open it. */
export async function toFormulaOds(workbook: FormulaWorkbook): Promise<Uint8Array> {
  const parts = [
    xmlEntry('content.xml', content(workbook.sheets)),
    xmlEntry('styles.xml', styles),
    xmlEntry(
      'meta.xml',
      `<office:document-meta ${ODF_NAMESPACES}><office:meta><meta:generator>Handfast</meta:generator><dc:title>${xmlText(workbook.title)}</dc:title><dc:language>en-GB</dc:language></office:meta></office:document-meta>`,
    ),
  ]
  return zipBytes([
    { name: 'mimetype', bytes: new TextEncoder().encode(mimeType), isStored: true },
    ...parts,
    xmlEntry('META-INF/manifest.xml', odfManifest(mimeType, parts)),
  ])
}

function content(sheets: readonly FormulaSheet[]): string {
  const widths = [...new Set(sheets.flatMap((sheet) => sheet.widths))]
  const columns = widths.map(
    (width) =>
      `<style:style style:name="W${width}" style:family="table-column"><style:table-column-properties style:column-width="${((width || 8) * characterMm).toFixed(1)}mm"/></style:style>`,
  )
  const rules = sheets.flatMap(({ name, choices = [] }) => choices.map((choice, i) => rule(choice, name, i)))
  return `<office:document-content ${namespaces}><office:automatic-styles>${columns.join('')}<style:style style:name="Tall" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style><style:style style:name="Sheet" style:family="table" style:master-page-name="Default"/></office:automatic-styles><office:body><office:spreadsheet><table:content-validations>${rules.join('')}</table:content-validations>${sheets.map(tableXml).join('')}</office:spreadsheet></office:body></office:document-content>`
}

function rule({ values, otherwise, column, from }: FormulaChoice, sheet: string, at: number): string {
  const list = values.map((value) => `"${value}"`).join(';')
  const base = `${sheet}.${String.fromCodePoint(65 + column)}${from + 1}`
  return `<table:content-validation table:name="${sheet}${at}" table:condition="${xmlText(`of:cell-content-is-in-list(${list})`)}" table:allow-empty-cell="true" table:display-list="unsorted" table:base-cell-address="${base}"><table:error-message table:title="Choose from the list" table:display="true" table:message-type="stop">${odfParagraphs(otherwise)}</table:error-message></table:content-validation>`
}

function tableXml({ name, widths, rows, frozen = 0, choices = [] }: FormulaSheet): string {
  const columns = widths.map(
    (width) =>
      `<table:table-column table:style-name="W${width}" table:default-cell-style-name="Plain"${width === 0 ? ' table:visibility="collapse"' : ''}/>`,
  )
  const lines = rows.map((row, r) => {
    const cells = row.map((cell, c) => {
      const at = choices.findIndex(({ column, from, to }) => column === c && r >= from && r <= to)
      return cellXml(
        cell,
        at === -1 ? styleOf(cell) : 'Box',
        at === -1 ? '' : ` table:content-validation-name="${name}${at}"`,
      )
    })
    return `<table:table-row table:style-name="Tall">${cells.join('')}</table:table-row>`
  })
  const head =
    frozen > 0 ? `<table:table-header-rows>${lines.slice(0, frozen).join('')}</table:table-header-rows>` : ''
  return `<table:table table:name="${name}" table:style-name="Sheet">${columns.join('')}${head}${lines.slice(frozen).join('')}</table:table>`
}

function cellXml(cell: FormulaCell, style: string, more: string): string {
  const open = `<table:table-cell table:style-name="${style}"${more}`
  if (cell === null) return `${open}/>`
  if (typeof cell === 'number')
    return `${open} office:value-type="float" office:value="${cell}">${odfParagraphs(String(cell))}</table:table-cell>`
  if (typeof cell === 'string')
    return `${open} office:value-type="string">${odfParagraphs(cell)}</table:table-cell>`
  if ('value' in cell)
    return `${open} office:value-type="float" office:value="${cell.value}">${odfParagraphs(String(cell.value))}</table:table-cell>`
  if ('text' in cell)
    return `${open} office:value-type="string">${odfParagraphs(cell.text)}</table:table-cell>`
  return `${open} table:formula="${xmlText(`of:=${openFormula(cell.formula)}`)}"/>`
}

function styleOf(cell: FormulaCell): string {
  if (cell === null || typeof cell !== 'object') return 'Plain'
  if ('value' in cell) return shown(cell.shows)
  if ('formula' in cell) return shown(cell.shows, cell.isStrong)
  return { title: 'Title', line: 'Line', heading: 'Heading', figures: 'Figures', strong: 'Strong' }[cell.look]
}

function shown(shows: Shows | undefined, isStrong = false): string {
  const name = shows === undefined ? 'Plain' : `${shows.charAt(0).toUpperCase()}${shows.slice(1)}`
  if (!isStrong) return name
  return shows === undefined ? 'Strong' : `Strong${name}`
}

const places = (digits: number) =>
  `<number:number number:decimal-places="${digits}" number:min-decimal-places="${digits}" number:min-integer-digits="1"${digits === 2 ? ' number:grouping="true"' : ''}/>`
/** The ways of writing numbers, for cells of their own and for results. */
const numbers = `<number:number-style style:name="PoundsBelow" style:volatile="true"><number:text>£</number:text>${places(2)}</number:number-style><number:number-style style:name="AsPounds"><number:text>-£</number:text>${places(2)}<style:map style:condition="value()&gt;=0" style:apply-style-name="PoundsBelow"/></number:number-style><number:percentage-style style:name="AsRate"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><number:number-style style:name="AsFactor">${places(4)}</number:number-style><number:number-style style:name="AsAmount">${places(2)}</number:number-style>`
const figureLooks = (['Pounds', 'Rate', 'Factor', 'Amount'] as const)
  .flatMap((name) => [
    `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="As${name}"><style:table-cell-properties style:vertical-align="top"/></style:style>`,
    `<style:style style:name="Strong${name}" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="As${name}"><style:table-cell-properties style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>`,
  ])
  .join('')

const look = (name: string, cell: string, text = '', paragraph = ''): string =>
  `<style:style style:name="${name}" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties ${cell}/>${paragraph}${text}</style:style>`
const wrapped = 'fo:wrap-option="wrap" style:vertical-align="top"'

const styles = `<office:document-styles ${ODF_NAMESPACES}><office:font-face-decls><style:font-face style:name="${LOOK.font}" svg:font-family="${LOOK.font}"/></office:font-face-decls><office:styles><style:default-style style:family="table-cell"><style:text-properties style:font-name="${LOOK.font}" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>${numbers}<style:style style:name="Default" style:family="table-cell"/>${figureLooks}${look('Plain', wrapped)}${look('Line', 'style:vertical-align="top"')}${look('Strong', wrapped, '<style:text-properties fo:font-weight="bold"/>')}${look('Title', 'style:vertical-align="bottom"', `<style:text-properties fo:font-size="16pt" fo:font-weight="bold" fo:color="#${LOOK.green}"/>`)}${look('Heading', `fo:background-color="#${LOOK.paper}" fo:wrap-option="wrap" style:vertical-align="bottom"`, `<style:text-properties fo:font-weight="bold" fo:color="#${LOOK.green}"/>`)}${look('Figures', `fo:background-color="#${LOOK.paper}" fo:wrap-option="wrap" style:vertical-align="bottom"`, `<style:text-properties fo:font-weight="bold" fo:color="#${LOOK.green}"/>`, '<style:paragraph-properties fo:text-align="end"/>')}${look('Box', `fo:background-color="#${LOOK.noteFill}" fo:border="0.5pt solid #${LOOK.softInk}" style:vertical-align="top"`, '', '<style:paragraph-properties fo:text-align="center"/>')}</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/><style:footer-style><style:header-footer-properties fo:min-height="6mm" fo:margin-top="3mm"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="Page"><style:footer><text:p><text:sheet-name>Sheet</text:sheet-name>, page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`
