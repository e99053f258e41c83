import {
  type Block,
  type CalloutBlock,
  type ImageBlock,
  isSafeLink,
  type ListBlock,
  type OfficeDocument,
  type Run,
  runsOf,
  startsPage,
  type TableBlock,
  type Words,
} from './document.ts'
import { never } from './errors.ts'
import { SPACE_AFTER } from './odt-styles.ts'
import { ODF_NAMESPACES } from './odf-package.ts'
import { odfText } from './odf-text.ts'
import { columnWidths, fittedSize, LOOK, pageOf, staysWhole } from './page-measure.ts'
import { xmlText } from './xml.ts'

/** The body of an ODT file: the paper's blocks in order, and the column widths its tables need. */
export const odtContent = (document: OfficeDocument): string => {
  const body = document.blocks.map((block, index) => blockXml(block, index, document)).join('')
  return `<office:document-content ${ODF_NAMESPACES}><office:automatic-styles>${topHeadings}${cellStyles}${tableStyles(document)}<style:style style:name="NewPage" style:family="paragraph" style:parent-style-name="After_20_table"><style:paragraph-properties fo:break-after="page"/></style:style><style:style style:name="KeepNext_note" style:family="paragraph" style:parent-style-name="Callout_20_note"><style:paragraph-properties fo:keep-with-next="always"/></style:style><style:style style:name="KeepNext_care" style:family="paragraph" style:parent-style-name="Callout_20_care"><style:paragraph-properties fo:keep-with-next="always"/></style:style>${calloutInk('note', LOOK.green)}${calloutInk('care', LOOK.cord)}<style:style style:name="Frame" style:family="graphic"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/></style:style></office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`
}

/** Headings first on their page, without the space above. The space below is said again: LibreOffice takes the two as one. */
const topHeadings = ([1, 2, 3, 4] as const)
  .map(
    (level) =>
      `<style:style style:name="Top_20_${level}" style:family="paragraph" style:parent-style-name="Heading_20_${level}"><style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="${SPACE_AFTER[level]}pt"/></style:style>`,
  )
  .join('')

const calloutInk = (tone: string, hex: string): string =>
  `<style:style style:name="Ink_${tone}" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold" fo:color="#${hex}"/></style:style>`

const paragraph = (style: string, words: Words): string =>
  `<text:p text:style-name="${style}">${odtRuns(words)}</text:p>`

const PARAGRAPH_STYLE = { plain: 'Text_20_body', lead: 'Lead', small: 'Small_20_text' } as const

const blockXml = (block: Block, index: number, document: OfficeDocument): string => {
  switch (block.kind) {
    case 'heading':
      return `<text:h text:style-name="${startsPage(document.blocks, index) ? 'Top' : 'Heading'}_20_${block.level}" text:outline-level="${block.level}">${odtRuns(block.words)}</text:h>`
    case 'paragraph':
      return paragraph(PARAGRAPH_STYLE[block.look ?? 'plain'], block.words)
    case 'list':
      return listXml(block)
    case 'table':
      return `${paragraph('Table_20_caption', block.caption)}${tableXml(block, index)}${paragraph('After_20_table', '')}`
    case 'image':
      return imageXml(block, index, document)
    case 'callout':
      return calloutXml(block)
    case 'page-break':
      return paragraph('NewPage', '')
    default:
      return never(block)
  }
}

const listXml = (list: ListBlock): string => {
  const items = list.items.map(
    (item) => `<text:list-item>${paragraph('List_20_item', item)}</text:list-item>`,
  )
  const style = list.marker === 'bullet' ? 'Bullets' : 'Numbers'
  return `<text:list text:style-name="${style}">${items.join('')}</text:list>`
}

const calloutXml = (callout: CalloutBlock): string => {
  const style = callout.tone === 'care' ? 'Callout_20_care' : 'Callout_20_note'
  const first = callout.paragraphs.length > 0 ? `KeepNext_${callout.tone}` : style
  const title = `<text:p text:style-name="${first}"><text:span text:style-name="Ink_${callout.tone}">${odfText(callout.title)}</text:span></text:p>`
  const rest = callout.paragraphs.map((words) => paragraph(style, words))
  return `${title}${rest.join('')}${paragraph('After_20_table', '')}`
}

/** Where a picture lies in the file: named by the place of its block. */
export const pictureName = (image: ImageBlock, index: number): string => `Pictures/${index}.${image.format}`

const imageXml = (image: ImageBlock, index: number, document: OfficeDocument): string => {
  const size = fittedSize(image, document)
  const measure = `svg:width="${size.widthMm.toFixed(2)}mm" svg:height="${size.heightMm.toFixed(2)}mm"`
  return `<text:p text:style-name="Picture"><draw:frame draw:name="Picture ${index}" draw:style-name="Frame" text:anchor-type="as-char" ${measure}><draw:image xlink:href="${pictureName(image, index)}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:title>${xmlText(image.alt)}</svg:title></draw:frame></text:p>`
}

const tableXml = (table: TableBlock, index: number): string => {
  const columns = table.columns.map((_, at) => `<table:table-column table:style-name="T${index}.${at}"/>`)
  const heads = table.columns.map((column) =>
    cell('Head', column.isNumeric ? HEAD_FIGURES : HEAD, column.header),
  )
  const rows = table.rows.map((row) => {
    const cells = row.map((words, at) => {
      const isRowHeader = at === 0 && (table.hasRowHeaders ?? false)
      const shown = isRowHeader ? runsOf(words).map((run) => ({ ...run, bold: true })) : words
      return cell('Body', table.columns[at]?.isNumeric ? 'Table_20_figures' : 'Table_20_Contents', shown)
    })
    return `<table:table-row table:style-name="WholeRow">${cells.join('')}</table:table-row>`
  })
  return `<table:table table:name="Table ${index}" table:style-name="T${index}" table:template-name="Plain"><table:title>${xmlText(table.caption)}</table:title>${columns.join('')}<table:table-header-rows><table:table-row table:style-name="WholeRow">${heads.join('')}</table:table-row></table:table-header-rows>${rows.join('')}</table:table>`
}

const HEAD = 'Table_20_Heading'
const HEAD_FIGURES = 'Table_20_Heading_20_figures'

const cell = (style: string, paragraphStyle: string, words: Words): string =>
  `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraph(paragraphStyle, words)}</table:table-cell>`

const PADDING = 'fo:padding-top="3pt" fo:padding-bottom="3pt" fo:padding-left="4pt" fo:padding-right="4pt"'

const cellStyle = (name: string, look: string): string =>
  `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties ${PADDING} ${look}/></style:style>`

const cellStyles = [
  cellStyle(
    'Head',
    `fo:background-color="#${LOOK.paper}" fo:border-top="1.25pt solid #${LOOK.green}" fo:border-bottom="0.5pt solid #${LOOK.green}" style:vertical-align="bottom"`,
  ),
  cellStyle('Body', `fo:border-bottom="0.5pt solid #${LOOK.line}" style:vertical-align="top"`),
  '<style:style style:name="WholeRow" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>',
].join('')

const tableStyles = (document: OfficeDocument): string =>
  document.blocks
    .map((block, index) =>
      block.kind === 'table' ? widthStyles(block, index, pageOf(document).textWidthMm) : '',
    )
    .join('')

const widthStyles = (table: TableBlock, index: number, textWidthMm: number): string => {
  const columns = columnWidths(table, textWidthMm).map(
    (width, at) =>
      `<style:style style:name="T${index}.${at}" style:family="table-column"><style:table-column-properties style:column-width="${(width / 100).toFixed(2)}mm"/></style:style>`,
  )
  return `<style:style style:name="T${index}" style:family="table"><style:table-properties style:width="${textWidthMm}mm" table:align="left" style:may-break-between-rows="${staysWhole(table) ? 'false' : 'true'}"/></style:style>${columns.join('')}`
}

const odtRuns = (words: Words): string => runsOf(words).map(runXml).join('')

const runXml = (run: Run): string => {
  const text = odfText(run.text)
  const shown = run.bold ? `<text:span text:style-name="Strong">${text}</text:span>` : text
  if (run.link === undefined || !isSafeLink(run.link)) return shown
  return `<text:a xlink:type="simple" xlink:href="${xmlText(run.link)}" text:style-name="Internet_20_link">${shown}</text:a>`
}
