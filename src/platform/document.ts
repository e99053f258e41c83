/**
 * A formal paper as plain data: what is on it, in order, with no word of how
 * any one program draws it. `word.ts` and `odt.ts` each turn the same tree into
 * a file, so that a report says the same thing in both.
 *
 * The tree can hold only what both formats can hold accessibly: real headings,
 * real lists, tables with one header row, pictures with words beside them.
 */

/** A stretch of words in one look. A line feed in `text` starts a new line. */
export type Run = {
  readonly text: string
  readonly bold?: boolean
  /** http, https or mailto. Any other kind of address is printed as text and not linked. */
  readonly link?: string
}

/** Words with or without emphasis: a plain string is one plain run. */
export type Words = string | readonly Run[]

export type HeadingLevel = 1 | 2 | 3 | 4

export type HeadingBlock = { readonly kind: 'heading'; readonly level: HeadingLevel; readonly words: Words }

export type ParagraphBlock = {
  readonly kind: 'paragraph'
  readonly words: Words
  /** `lead`: the finding, larger. `small`: sources and notes. */
  readonly look?: 'lead' | 'small'
}

export type ListBlock = {
  readonly kind: 'list'
  readonly marker: 'bullet' | 'number'
  readonly items: readonly Words[]
}

export type TableColumn = {
  readonly header: string
  /** Share of the table's width, in any unit: 3 is three times 1. Left out: shared out by how long the words are. */
  readonly width?: number
  /** Figures: set to the right so that the digits line up. */
  readonly isNumeric?: boolean
}

export type TableBlock = {
  readonly kind: 'table'
  readonly caption: string
  readonly columns: readonly TableColumn[]
  /** One entry a column in every row. */
  readonly rows: readonly (readonly Words[])[]
  /** The first column names its row (a council, a statement) and is set in bold. */
  readonly hasRowHeaders?: boolean
}

/**
 * A picture. Word before 2016 cannot draw SVG and sees a grey panel in its
 * place, so a picture never carries the content alone: put the figures in a
 * table beside it, and the finding in `alt`.
 */
export type ImageBlock = {
  readonly kind: 'image'
  readonly format: 'png' | 'svg'
  readonly bytes: Uint8Array
  readonly widthMm: number
  readonly heightMm: number
  /** What a person who cannot see the picture should know. Never empty. */
  readonly alt: string
}

/** Words set apart: `note` to inform, `care` where something needs attention. The title says which, so colour never has to. */
export type CalloutBlock = {
  readonly kind: 'callout'
  readonly tone: 'note' | 'care'
  readonly title: string
  readonly paragraphs: readonly Words[]
}

export type PageBreakBlock = { readonly kind: 'page-break' }

export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | ImageBlock
  | CalloutBlock
  | PageBreakBlock

export type OfficeDocument = {
  /** The title property, and the words at the head of every page. Begin `blocks` with a level 1 heading too. */
  readonly title: string
  readonly language: 'en-GB'
  readonly subject?: string
  /** Who issues the paper, for its properties. */
  readonly author?: string
  /** A4 either way; wide tables read better on `landscape`. Left out: portrait. */
  readonly orientation?: 'portrait' | 'landscape'
  readonly blocks: readonly Block[]
}

/** What is wrong with a tree, by the place of the block in `blocks`. */
export type DocumentFault =
  | { readonly type: 'no-title' }
  | { readonly type: 'no-words'; readonly block: number }
  | {
      readonly type: 'heading-skips-a-level'
      readonly block: number
      readonly from: number
      readonly to: number
    }
  | { readonly type: 'no-columns'; readonly block: number }
  | {
      readonly type: 'wrong-number-of-cells'
      readonly block: number
      readonly row: number
      readonly wanted: number
      readonly found: number
    }
  | { readonly type: 'no-alt-text'; readonly block: number }
  | { readonly type: 'no-size'; readonly block: number }
  | { readonly type: 'not-the-picture-it-says'; readonly block: number; readonly format: 'png' | 'svg' }

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Words as runs, whichever way they were given. */
export const runsOf = (words: Words): readonly Run[] =>
  typeof words === 'string' ? [{ text: words }] : words

/** The bare text of some words, for measuring and searching. */
export const plainText = (words: Words): string =>
  runsOf(words)
    .map((run) => run.text)
    .join('')

/** Only these may be opened from a paper: an address from a form could otherwise run a program. */
export const isSafeLink = (link: string): boolean => {
  if (!URL.canParse(link)) return false
  return ['http:', 'https:', 'mailto:'].includes(new URL(link).protocol)
}

/** Every reason why a tree would make an inaccessible or broken file. Empty: it may be written. */
export const documentFaults = (document: OfficeDocument): DocumentFault[] => {
  const faults: DocumentFault[] = document.title.trim() === '' ? [{ type: 'no-title' }] : []
  let level = 0
  document.blocks.forEach((block, index) => {
    if (block.kind === 'heading') {
      if (block.level > level + 1) {
        faults.push({ type: 'heading-skips-a-level', block: index, from: level, to: block.level })
      }
      level = block.level
    }
    faults.push(...blockFaults(block, index))
  })
  return faults
}

const blockFaults = (block: Block, index: number): DocumentFault[] => {
  switch (block.kind) {
    case 'heading':
      return plainText(block.words).trim() === '' ? [{ type: 'no-words', block: index }] : []
    case 'list':
      return block.items.length === 0 ? [{ type: 'no-words', block: index }] : []
    case 'callout':
      return block.title.trim() === '' ? [{ type: 'no-words', block: index }] : []
    case 'table':
      return tableFaults(block, index)
    case 'image':
      return imageFaults(block, index)
    default:
      return []
  }
}

const tableFaults = (table: TableBlock, index: number): DocumentFault[] => {
  if (table.columns.length === 0) return [{ type: 'no-columns', block: index }]
  const faults: DocumentFault[] = []
  const words = [table.caption, ...table.columns.map((column) => column.header)]
  if (words.some((text) => text.trim() === '')) faults.push({ type: 'no-words', block: index })
  table.rows.forEach((row, at) => {
    if (row.length !== table.columns.length) {
      faults.push({
        type: 'wrong-number-of-cells',
        block: index,
        row: at,
        wanted: table.columns.length,
        found: row.length,
      })
    }
  })
  return faults
}

const imageFaults = (image: ImageBlock, index: number): DocumentFault[] => {
  const faults: DocumentFault[] = []
  if (image.alt.trim() === '') faults.push({ type: 'no-alt-text', block: index })
  if (!(image.widthMm > 0 && image.heightMm > 0)) faults.push({ type: 'no-size', block: index })
  const isPng = PNG_SIGNATURE.every((byte, at) => image.bytes[at] === byte)
  const isSvg = new TextDecoder().decode(image.bytes.subarray(0, 512)).includes('<svg')
  if (image.format === 'png' ? !isPng : !isSvg) {
    faults.push({ type: 'not-the-picture-it-says', block: index, format: image.format })
  }
  return faults
}

/** Nothing stands above this block on its page, so a heading there needs no space before it. */
export const startsPage = (blocks: readonly Block[], index: number): boolean =>
  index === 0 || blocks[index - 1]?.kind === 'page-break'

/** Both writers call this first: a faulty tree is a bug in the page that built it, never something a person typed. */
export const refuseFaults = (document: OfficeDocument): void => {
  const faults = documentFaults(document)
  if (faults.length > 0) {
    throw new Error(`The document "${document.title}" can't be written: ${JSON.stringify(faults)}`)
  }
}
