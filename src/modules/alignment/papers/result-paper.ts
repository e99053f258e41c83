import type { Block, OfficeDocument } from '#platform/document.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { formatList, formatPounds } from '#ui/format.ts'
import type { AimsView } from '../aims-queries.ts'
import type { BoardView } from '../board-queries.ts'
import { choicesFor, rungName, termsOn } from '../exercise.ts'
import type { LadderView } from '../queries.ts'
import { hasDeal } from '../session.ts'
import { differingWords, indexWords, ladderWords, namer } from '../text.ts'

/** What a round came to, as this viewer may read it. */
export type Result =
  | { readonly kind: 'ladder'; readonly view: LadderView }
  | { readonly kind: 'aims'; readonly view: AimsView }
  | { readonly kind: 'board'; readonly view: BoardView }

/** The result as a paper and as tables: the same facts, and no others. */
export function resultPaper(result: Result): OfficeDocument {
  const { round, partnership } = result.view
  const workbook = resultWorkbook(result)
  return {
    title: `${round.title}: ${partnership.name}`,
    author: partnership.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: `${round.title}: ${partnership.name}` },
      ...findings(result).map((words, at): Block => ({
        kind: 'paragraph',
        words,
        ...(at === 0 ? { look: 'lead' } : {}),
      })),
      ...workbook.sheets.map(({ name, columns, rows }): Block => ({
        kind: 'table',
        caption: name,
        hasRowHeaders: true,
        columns: columns.map(({ header, kind, unit }) => ({
          header: unit ? `${header} (${unit})` : header,
          isNumeric: kind === 'number' || kind === 'pence',
        })),
        rows: rows.map((row) => columns.map(({ key, kind }) => inCell(row[key] ?? null, kind))),
      })),
      ...workbook.notes.map((words): Block => ({ kind: 'paragraph', look: 'small', words })),
    ],
  }
}

/** A value as people write it: a sheet keeps pence, a paper shows pounds. */
function inCell(value: string | number | null, kind: string): string {
  return kind === 'pence' && typeof value === 'number' ? formatPounds(value) : String(value ?? '')
}

function findings(result: Result): string[] {
  const nameOf = namer(result.view.round.parties)
  if (result.kind === 'ladder') {
    const { rows, pinned } = result.view
    return rows.map(
      ({ name, finding }) => `${name}: ${ladderWords(finding, (id) => rungName(pinned.ladder, id))}`,
    )
  }
  if (result.kind === 'aims') {
    const { report, drift } = result.view
    return [
      ...(report.index === null ? [] : [indexWords(report.index)]),
      ...(drift?.found.type === 'compared' && drift.found.alarm
        ? ['The drift alarm was raised: your aims have moved since the time before.']
        : []),
      ...report.differing.map((each) => differingWords(each, nameOf)),
    ]
  }
  const { result: board, exercise, pinned } = result.view
  const terms = termsOn(exercise, pinned)
  const deals = terms.filter(({ id }) => hasDeal(board.terms.find(({ term }) => term === id)))
  return [
    `A deal exists on ${deals.length} of ${terms.length} terms.`,
    ...(board.hostConflict === true
      ? ['There is a host conflict: every council would do it as the host, and none with another host.']
      : []),
  ]
}

export function resultWorkbook(result: Result): Workbook {
  switch (result.kind) {
    case 'ladder':
      return ladderWorkbook(result.view)
    case 'aims':
      return aimsWorkbook(result.view)
    case 'board':
      return boardWorkbook(result.view)
  }
}

const text = (key: string, header: string) => ({ key, header, kind: 'text' as const })

function ladderWorkbook({ round, rows, pinned }: LadderView): Workbook {
  const nameOf = namer(round.parties)
  const rung = (id: string) => rungName(pinned.ladder, id)
  return {
    title: round.title,
    notes: ['Where each council sees the partnership now, and where it wants it, service by service.'],
    sheets: [
      {
        name: 'The ladder',
        columns: [
          text('service', 'Service'),
          text('council', 'Council'),
          text('now', 'Now'),
          text('wanted', 'Wanted'),
          text('why', 'Why'),
        ],
        rows: rows.flatMap(({ name, lines }) =>
          lines.map(({ council, now, wanted, why }) => ({
            service: name,
            council: nameOf(council),
            now: rung(now),
            wanted: rung(wanted),
            why,
          })),
        ),
      },
    ],
  }
}

function aimsWorkbook({ round, aims, hands, returns, challenges }: AimsView): Workbook {
  const nameOf = namer(round.parties)
  return {
    title: round.title,
    notes: [
      'Each council spread 100 points over the aims. The alignment index is the points that two councils have in common, on average over all pairs.',
    ],
    sheets: [
      {
        name: 'Points',
        columns: [
          text('aim', 'Aim'),
          ...hands.map(({ council }) => ({ key: council, header: nameOf(council), kind: 'number' as const })),
        ],
        rows: aims.map(({ id, name }) => ({
          aim: name,
          ...Object.fromEntries(hands.map(({ council, points }) => [council, points[id] ?? 0])),
        })),
      },
      {
        name: 'Required return',
        columns: [
          text('council', 'Council'),
          { key: 'saving', header: 'Saving a year', kind: 'pence' },
          { key: 'payback', header: 'Payback', unit: 'months', kind: 'number' },
          text('other', 'Other'),
        ],
        rows: returns.map(({ council, savingPence, paybackMonths, other }) => ({
          council: nameOf(council),
          saving: savingPence,
          payback: paybackMonths,
          other,
        })),
      },
      {
        name: 'Expected to be hard',
        columns: [text('council', 'Council'), text('expected', 'What it expects to be hard')],
        rows: challenges.flatMap(({ council, expected }) =>
          (expected.length === 0 ? ['Nothing'] : expected).map((each) => ({
            council: nameOf(council),
            expected: each,
          })),
        ),
      },
    ],
  }
}

function boardWorkbook(view: BoardView): Workbook {
  const { round, result, exercise, pinned, ranges } = view
  return {
    title: round.title,
    notes: [
      round.parties.length === 2
        ? 'What both councils accept, and nothing else. No council’s own position is in this file; but each of two can tell that the other blocks what it accepts itself and does not find here.'
        : 'What every council accepts, and nothing else. No council’s own position is in this file; but all but one, comparing notes, can tell what the last one blocks.',
    ],
    sheets: [
      {
        name: 'Terms',
        columns: [
          text('term', 'Term'),
          text('found', 'What was found'),
          text('accepted', 'Acceptable to all'),
        ],
        rows: termsOn(exercise, pinned).map((term) => {
          const found = result.terms.find((each) => each.term === term.id)
          const shown = ranges[term.id]
          const names = choicesFor(term, round)
            .filter(({ id }) => found?.kind === 'options' && found.acceptable.includes(id))
            .map(({ name }) => name)
          return {
            term: term.name,
            found: hasDeal(found) ? 'A deal exists' : 'No deal yet',
            accepted:
              shown && term.kind === 'range'
                ? `From ${shown.low} to ${shown.high} ${term.unit.many}`
                : found?.kind === 'range'
                  ? found.overlap
                    ? 'The ranges overlap'
                    : 'The ranges do not overlap'
                  : names.length > 0
                    ? formatList(names)
                    : 'None',
          }
        }),
      },
    ],
  }
}
