import type { Block } from '#platform/document.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { formatInstant } from '#ui/format.ts'
import type { Board } from '../queries.ts'
import { councilIn, councilsOn } from './paper-words.ts'

/** A council's published seal: when, and the figure that everybody can check its answers by. */
export type PaperReceipt = {
  readonly council: AuthorityCode
  readonly sealedAt: Date | null
  readonly root: string
}

/** How the answers were given and how the order and the figures were made, for somebody who doubts them. */
export function methodBlocks(board: Board): Block[] {
  const { framework } = board
  const isAlone = councilsOn(board).length === 1
  return [
    { kind: 'heading', level: 2, words: 'How this was done' },
    ...(isAlone
      ? []
      : [
          {
            kind: 'paragraph',
            words:
              'Each council agreed the terms first. Then each answered in confidence and sealed its answers. All opened together, so nobody could read another’s answer and change its own.',
          } as const,
        ]),
    { kind: 'paragraph', words: 'Every statement is held against the same five levels:' },
    {
      kind: 'list',
      marker: 'bullet',
      items: framework.levels.map(({ level, name, meaning }) => [
        { text: `Level ${level}, ${name.toLowerCase()}. `, bold: true },
        { text: meaning },
      ]),
    },
    {
      kind: 'paragraph',
      words:
        'The gap on a statement is the larger of two figures: the highest level minus the lowest, and the level needed minus the lowest. Where a council does not know, the level needed counts in full. The order is the gap times the highest importance that a council gave, from 1 to 3. A gate always counts 3.',
    },
    ...(isAlone
      ? []
      : [
          {
            kind: 'paragraph',
            words:
              'How far the councils agree is said in counts first. The figure beside it is Krippendorff’s alpha for levels that have an order. It is left out where the answers vary too little for it to mean anything.',
          } as const,
        ]),
    {
      kind: 'paragraph',
      words:
        'There is no overall score. One figure would hide a gate that is not met. The answers are the councils’ own views, with the evidence they chose to give. Nobody has audited them, unless an answer says so.',
    },
    {
      kind: 'paragraph',
      look: 'small',
      words: `Questions: ${framework.title}, version ${framework.version}. ${framework.source.replace(/\.$/u, '')}. Licence: ${framework.licence}.`,
    },
  ]
}

/** The figure by which anybody can check that a council's answers are those it sealed. */
export function receiptBlocks(board: Board, receipts: readonly PaperReceipt[]): Block[] {
  if (receipts.length === 0) return []
  return [
    { kind: 'heading', level: 2, words: 'Receipts' },
    {
      kind: 'paragraph',
      words:
        'Each council got this receipt when it sealed. If an answer had been changed since, the receipt would no longer fit it. You can check it on the page of the round.',
    },
    {
      kind: 'table',
      caption: 'What each council sealed',
      hasRowHeaders: true,
      columns: [
        { header: 'Council', width: 2 },
        { header: 'Sealed', width: 2.4 },
        { header: 'Receipt', width: 6 },
      ],
      rows: receipts.map(({ council, sealedAt, root }) => [
        councilIn(board)(council),
        sealedAt ? formatInstant(sealedAt) : '',
        inEights(root),
      ]),
    },
  ]
}

/** In groups, so that it can break at a line's end and be read aloud. */
function inEights(root: string): string {
  return (root.match(/.{1,8}/gu) ?? []).join(' ')
}
