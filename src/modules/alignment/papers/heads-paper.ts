import type { Block, OfficeDocument } from '#platform/document.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import type { Heads } from '../heads-commands.ts'
import type { HeadsLine } from '../heads.ts'

/** The heads of terms as a paper: what was agreed, what is still a conversation, who has approved, and the mark of the text. */
export function headsPaper(heads: Heads, nameOf: (code: string) => string): OfficeDocument {
  const { content } = heads
  const agreed = content.lines.filter((line) => line.agreed !== null)
  const open = content.lines.filter((line) => line.agreed === null)
  return {
    title: content.title,
    subject: 'Heads of terms',
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: content.title },
      {
        kind: 'paragraph',
        look: 'lead',
        words: `Between ${formatList(content.councils)}. What stands here is what every council can live with. It binds nobody in law; it is what the agreement will be written from.`,
      },
      { kind: 'heading', level: 2, words: 'What we agreed' },
      ...agreedTable(agreed),
      { kind: 'heading', level: 2, words: 'Conversations still to have' },
      ...(open.length === 0
        ? [{ kind: 'paragraph', words: 'None. Every term was agreed.' } as const]
        : open.flatMap(openPoint)),
      { kind: 'heading', level: 2, words: 'Who has approved this text' },
      ...approvals(heads, nameOf),
      {
        kind: 'paragraph',
        look: 'small',
        words: `Version ${heads.version}, written for ${nameOf(heads.writtenFor)} on ${formatInstantDay(heads.writtenAt)}. The mark of this text is ${heads.hash}. Change one letter and the mark is another, and nobody has approved it.`,
      },
    ],
  }
}

function agreedTable(lines: readonly HeadsLine[]): Block[] {
  if (lines.length === 0) return [{ kind: 'paragraph', words: 'Nothing yet.' }]
  return [
    {
      kind: 'table',
      caption: 'Terms that every council can live with',
      hasRowHeaders: true,
      columns: [
        { header: 'Term', width: 3 },
        { header: 'Agreed', width: 3 },
        { header: 'Note', width: 4 },
      ],
      rows: lines.map(({ name, agreed, note }) => [name, agreed ?? '', note]),
    },
  ]
}

function openPoint({ name, question, ask, note }: HeadsLine): Block[] {
  return [
    { kind: 'heading', level: 3, words: name },
    { kind: 'paragraph', words: question },
    { kind: 'callout', tone: 'note', title: 'Ask each other', paragraphs: [ask] },
    ...(note === '' ? [] : [{ kind: 'paragraph', words: note } as const]),
  ]
}

function approvals({ standing }: Heads, nameOf: (code: string) => string): Block[] {
  const earlier = new Set(standing.approvedEarlier)
  const line = (council: string, words: string) => `${nameOf(council)}: ${words}`
  return [
    {
      kind: 'list',
      marker: 'bullet',
      items: [
        ...standing.approved.map((council) => line(council, 'approves this text')),
        ...standing.waitingFor.map((council) =>
          line(
            council,
            earlier.has(council) ? 'approved an earlier text, not yet this one' : 'has not yet approved',
          ),
        ),
      ],
    },
  ]
}
