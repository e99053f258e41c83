import type { Block, OfficeDocument } from '#platform/document.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { formatDay, formatList, formatPounds } from '#ui/format.ts'
import type { Leaving } from '../leaving.ts'
import { flowsOf, paymentsToMake, positions, sumOf, type Settlement } from '../settlement.ts'

export type SettlementPaper = {
  readonly partnership: string
  readonly leaver: string
  readonly leaving: Leaving
  readonly settlement: Settlement
  readonly councils: readonly string[]
  readonly nameOf: (who: string) => string
  readonly waitingFor: readonly string[]
  readonly hash: string | null
  readonly day: string
  readonly sees: string
}

const exact = (pence: number) => formatPounds(pence, { pence: 'always' })

/** The settlement as a paper: every line with its source, what it comes to, and that it adds up to nothing. */
export function settlementPaper(paper: SettlementPaper): OfficeDocument {
  const { partnership, leaver, leaving, settlement, councils, nameOf, day, sees } = paper
  const settled = positions(settlement, councils)
  const title = `Settlement: ${leaver} leaves`
  return {
    title,
    subject: partnership,
    author: partnership,
    language: 'en-GB',
    orientation: 'landscape',
    blocks: [
      { kind: 'heading', level: 1, words: title },
      { kind: 'paragraph', look: 'lead', words: standingLine(paper) },
      {
        kind: 'paragraph',
        look: 'small',
        words: `${partnership}. Notice of ${formatDay(leaving.notice.givenOn)}, left on ${formatDay(leaving.notice.leavesOn)}. Drawn up on ${formatDay(day)}. ${sees}`,
      },
      { kind: 'heading', level: 2, words: 'Lines' },
      ...lineBlocks(paper),
      { kind: 'heading', level: 2, words: 'What it comes to' },
      {
        kind: 'table',
        caption: 'For each council, and for everybody else',
        hasRowHeaders: true,
        columns: [
          { header: 'Who', width: 3 },
          ...['Pays', 'Receives', 'In all'].map((header) => ({ header, isNumeric: true, width: 2 })),
        ],
        rows: [...settled].map(([who, { pays, receives, net }]) => [
          nameOf(who),
          exact(pays),
          exact(receives),
          exact(net),
        ]),
      },
      { kind: 'paragraph', words: `All of it together: ${exact(sumOf(settled))}.` },
      { kind: 'heading', level: 2, words: 'Payments that carry it out' },
      ...paymentBlocks(settlement, councils, nameOf),
      ...(paper.hash === null
        ? []
        : [
            {
              kind: 'paragraph' as const,
              look: 'small' as const,
              words: `What was agreed to: ${paper.hash}`,
            },
          ]),
    ],
  }
}

function standingLine({ waitingFor, hash }: SettlementPaper): string {
  if (hash === null) return 'There is no settlement yet.'
  return waitingFor.length === 0
    ? 'Agreed by every council.'
    : `A draft: not agreed yet by ${formatList(waitingFor)}.`
}

function lineBlocks({ settlement, nameOf }: SettlementPaper): Block[] {
  if (settlement.lines.length === 0) return [{ kind: 'paragraph', words: 'There are no lines yet.' }]
  return [
    {
      kind: 'table',
      caption: 'Lines of the settlement',
      hasRowHeaders: true,
      columns: [
        { header: 'What', width: 3 },
        { header: 'Where it is from', width: 4 },
        { header: 'Who pays', width: 2 },
        { header: 'Who is paid', width: 2 },
        { header: 'Amount', width: 2, isNumeric: true },
      ],
      rows: settlement.lines.flatMap((line) =>
        flowsOf(line).map(({ from, to, pence }) => [
          line.what,
          line.basis,
          nameOf(from),
          nameOf(to),
          exact(pence),
        ]),
      ),
    },
  ]
}

function paymentBlocks(
  settlement: Settlement,
  councils: readonly string[],
  nameOf: (who: string) => string,
): Block[] {
  const flows = paymentsToMake(positions(settlement, councils))
  if (flows.length === 0) return [{ kind: 'paragraph', words: 'Nobody pays anybody.' }]
  return [
    {
      kind: 'list',
      marker: 'bullet',
      items: flows.map(({ from, to, pence }) => `${nameOf(from)} pays ${nameOf(to)} ${exact(pence)}`),
    },
  ]
}

/** The same as a workbook: the lines as payments, and each council's position. */
export function settlementWorkbook({
  partnership,
  leaver,
  settlement,
  councils,
  nameOf,
  day,
}: SettlementPaper): Workbook {
  return {
    title: `Settlement: ${leaver} leaves ${partnership}`,
    notes: [
      `Drawn up on ${formatDay(day)}. Amounts are exact to the penny; shared bills are divided by largest remainder.`,
      'Over all rows of “Positions” the column “In all” adds up to £0.00.',
    ],
    sheets: [
      {
        name: 'Lines',
        columns: [
          { key: 'what', header: 'What', kind: 'text' },
          { key: 'basis', header: 'Where it is from', kind: 'text' },
          { key: 'from', header: 'Who pays', kind: 'text' },
          { key: 'to', header: 'Who is paid', kind: 'text' },
          { key: 'pence', header: 'Amount', kind: 'pence' },
        ],
        rows: settlement.lines.flatMap((line) =>
          flowsOf(line).map(({ from, to, pence }) => ({
            what: line.what,
            basis: line.basis,
            from: nameOf(from),
            to: nameOf(to),
            pence,
          })),
        ),
      },
      {
        name: 'Positions',
        columns: [
          { key: 'who', header: 'Who', kind: 'text' },
          { key: 'pays', header: 'Pays', kind: 'pence' },
          { key: 'receives', header: 'Receives', kind: 'pence' },
          { key: 'net', header: 'In all', kind: 'pence' },
        ],
        rows: [...positions(settlement, councils)].map(([who, position]) => ({
          who: nameOf(who),
          ...position,
        })),
      },
    ],
  }
}
