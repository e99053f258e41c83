import type { OfficeDocument } from './document.ts'
import { ODF_NAMESPACES } from './odf-package.ts'
import { LOOK, pageOf } from './page-measure.ts'
import { xmlText } from './xml.ts'

type Look = {
  readonly text?: string
  readonly paragraph?: string
  readonly parent?: string
  readonly more?: string
}

/** Named styles, so that an officer can restyle a whole paper from the style list. */
export const odtStyles = (document: OfficeDocument): string => {
  const styles = [
    defaults(document.language),
    paragraphStyle('Standard', 'Standard', { more: 'style:class="text"' }),
    paragraphStyle('Text_20_body', 'Text body', { paragraph: `${after(8)} ${LEADING}` }),
    paragraphStyle('Lead', 'Lead', { text: fontSize(LOOK.lead), paragraph: `${after(12)} ${LEADING}` }),
    paragraphStyle('Small_20_text', 'Small text', {
      text: `${fontSize(LOOK.small)} ${colour(LOOK.softInk)}`,
      paragraph: after(6),
    }),
    ...([1, 2, 3, 4] as const).map(headingStyle),
    paragraphStyle('List_20_item', 'List item', { paragraph: `${after(3)} ${LEADING}` }),
    paragraphStyle('Table_20_caption', 'Table caption', {
      text: `${fontSize(LOOK.body - 1)} ${BOLD}`,
      paragraph: `fo:margin-top="8pt" ${after(4)} fo:keep-with-next="always"`,
    }),
    paragraphStyle('Table_20_Contents', 'Table Contents', { text: fontSize(LOOK.table) }),
    paragraphStyle('Table_20_figures', 'Table figures', {
      parent: 'Table_20_Contents',
      paragraph: 'fo:text-align="end"',
    }),
    paragraphStyle('Table_20_Heading', 'Table Heading', {
      parent: 'Table_20_Contents',
      text: `${BOLD} ${colour(LOOK.green)}`,
      paragraph: 'fo:keep-with-next="always"',
    }),
    paragraphStyle('Table_20_Heading_20_figures', 'Table Heading figures', {
      parent: 'Table_20_Heading',
      paragraph: 'fo:text-align="end"',
    }),
    paragraphStyle('After_20_table', 'After table', { text: fontSize(4), paragraph: after(4) }),
    paragraphStyle('Picture', 'Picture', { paragraph: `fo:margin-top="4pt" ${after(8)}` }),
    calloutStyle('Callout_20_note', 'Callout note', LOOK.noteFill, LOOK.green),
    calloutStyle('Callout_20_care', 'Callout care', LOOK.careFill, LOOK.cord),
    paragraphStyle('Header', 'Header', {
      text: `${fontSize(9)} ${colour(LOOK.softInk)}`,
      paragraph: `fo:border-bottom="1.5pt solid #${LOOK.cord}" fo:padding-bottom="4pt"`,
    }),
    paragraphStyle('Footer', 'Footer', {
      text: `${fontSize(9)} ${colour(LOOK.softInk)}`,
      paragraph: 'fo:text-align="end"',
    }),
    `<style:style style:name="Strong" style:family="text"><style:text-properties ${BOLD}/></style:style>`,
    `<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties ${colour(LOOK.link)} style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>`,
    listStyle('Bullets', '<text:list-level-style-bullet text:level="1" text:bullet-char="•">', 'bullet'),
    listStyle(
      'Numbers',
      '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">',
      'number',
    ),
  ]
  return `<office:document-styles ${ODF_NAMESPACES}><office:font-face-decls><style:font-face style:name="${LOOK.font}" svg:font-family="${LOOK.font}" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls><office:styles>${styles.join('')}</office:styles>${pageStyles(document)}</office:document-styles>`
}

const LEADING = 'fo:line-height="120%"'
const BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'
const after = (points: number): string => `fo:margin-bottom="${points}pt"`
const colour = (hex: string): string => `fo:color="#${hex}"`
const fontSize = (points: number): string =>
  `fo:font-size="${points}pt" style:font-size-asian="${points}pt" style:font-size-complex="${points}pt"`

const defaults = (language: string): string => {
  const [speech = 'en', country = 'GB'] = language.split('-')
  return `<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:writing-mode="page"/><style:text-properties style:font-name="${LOOK.font}" style:font-name-asian="${LOOK.font}" style:font-name-complex="${LOOK.font}" ${fontSize(LOOK.body)} ${colour(LOOK.ink)} fo:language="${speech}" fo:country="${country}" style:language-asian="none" style:country-asian="none" style:language-complex="none" style:country-complex="none" fo:hyphenate="false"/></style:default-style>`
}

const paragraphStyle = (name: string, shown: string, look: Look): string => {
  const parent = name === 'Standard' ? '' : ` style:parent-style-name="${look.parent ?? 'Standard'}"`
  const paragraph = look.paragraph ? `<style:paragraph-properties ${look.paragraph}/>` : ''
  const text = look.text ? `<style:text-properties ${look.text}/>` : ''
  return `<style:style style:name="${name}" style:display-name="${shown}" style:family="paragraph"${parent} ${look.more ?? ''}>${paragraph}${text}</style:style>`
}

const SPACE_BEFORE = { 1: 20, 2: 20, 3: 14, 4: 10 } as const
/** Points below a heading, by level. */
export const SPACE_AFTER = { 1: 8, 2: 6, 3: 4, 4: 3 } as const

const headingStyle = (level: 1 | 2 | 3 | 4): string =>
  paragraphStyle(`Heading_20_${level}`, `Heading ${level}`, {
    more: `style:default-outline-level="${level}" style:next-style-name="Text_20_body" style:class="text"`,
    text: `${fontSize(LOOK.headings[level])} ${BOLD} ${colour(LOOK.green)}`,
    paragraph: `fo:margin-top="${SPACE_BEFORE[level]}pt" ${after(SPACE_AFTER[level])} fo:keep-with-next="always" fo:keep-together="always"`,
  })

const calloutStyle = (name: string, shown: string, fill: string, line: string): string =>
  paragraphStyle(name, shown, {
    paragraph: `fo:margin-left="0pt" fo:margin-right="0pt" ${after(0)} ${LEADING} fo:background-color="#${fill}" fo:border-left="4.5pt solid #${line}" fo:border-right="none" fo:border-top="none" fo:border-bottom="none" fo:padding-left="8pt" fo:padding-top="4pt" fo:padding-bottom="4pt" fo:padding-right="6pt" fo:keep-together="always"`,
  })

const listStyle = (name: string, open: string, kind: 'bullet' | 'number'): string =>
  `<text:list-style style:name="${name}">${open}<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="20pt" fo:text-indent="-16pt" fo:margin-left="20pt"/></style:list-level-properties></text:list-level-style-${kind}></text:list-style>`

const pageStyles = (document: OfficeDocument): string => {
  const page = pageOf(document)
  const way = page.isWide ? 'landscape' : 'portrait'
  return `<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="${page.widthMm}mm" fo:page-height="${page.heightMm}mm" style:print-orientation="${way}" fo:margin-top="11mm" fo:margin-bottom="11mm" fo:margin-left="${page.sideMm}mm" fo:margin-right="${page.sideMm}mm"/><style:header-style><style:header-footer-properties fo:min-height="7mm" fo:margin-bottom="6mm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="5mm" fo:margin-top="5mm"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header><text:p text:style-name="Header">${xmlText(document.title)}</text:p></style:header><style:footer><text:p text:style-name="Footer">Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>`
}
