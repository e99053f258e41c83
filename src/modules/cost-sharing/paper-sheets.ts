import { membersOf } from '#engine/coalition.ts'
import type { TableSheet } from '#platform/spreadsheet.ts'
import { costOf, groupsOf } from './figures.ts'
import type { PaperInput } from './paper.ts'
import { trueUpOf } from './true-up.ts'
import { groupWords } from './words.ts'

const text = (key: string, header: string) => ({ key, header, kind: 'text' as const })
const pence = (key: string, header: string) => ({ key, header, kind: 'pence' as const })

/** What every group pays, with what its members pay apart. */
export function groupSheet({ figures }: PaperInput): TableSheet {
  const names = figures.councils.map(({ name }) => name)
  return {
    name: 'Groups',
    columns: [text('group', 'Group'), pence('together', 'Together, a year'), pence('apart', 'Apart, a year')],
    rows: groupsOf(names.length).map((group) => {
      const together = costOf(figures, group)
      return {
        group: groupWords(group, names),
        together: typeof together === 'number' ? together : null,
        apart: membersOf(group).reduce((sum, i) => sum + (figures.councils[i]?.alone ?? 0), 0),
      }
    }),
  }
}

/** What leaving would cost each council, by the year of notice. */
export function leavingSheet({ figures, leaving }: PaperInput): TableSheet {
  return {
    name: 'Leaving',
    columns: [
      text('council', 'Council'),
      { key: 'year', header: 'Year of notice', kind: 'number' },
      { key: 'given', header: 'Notice on', kind: 'date' },
      pence('fair', 'Fair fee'),
      pence('idle', 'Of it, idle capacity'),
      pence('holds', 'Fee that holds'),
      text('follow', 'Who would follow without a fee'),
    ],
    rows: leaving.years.flatMap(({ year, given, fair, stranded, stability, follow }) =>
      figures.councils.map(({ name }, i) => ({
        council: name,
        year,
        given,
        fair: Math.round(fair[i] ?? 0),
        idle: Math.round(stranded[i] ?? 0),
        holds: Math.round(stability[i] ?? 0),
        follow: (follow[i]?.followers ?? []).map((at) => figures.councils[at]?.name ?? '').join(', then '),
      })),
    ),
    note: 'Under the proposed rule, or equal parts where none is proposed.',
  }
}

/** Each year that has come to an end. */
export function yearSheet({ years }: PaperInput): TableSheet {
  return {
    name: 'Years',
    columns: [
      text('year', 'Year'),
      text('council', 'Council'),
      pence('forecast', 'Forecast'),
      pence('share', 'Its part of what was spent'),
      pence('paid', 'Has paid'),
      pence('owes', 'Still owes'),
    ],
    rows: years.flatMap((year) =>
      trueUpOf(year).lines.map(({ name, forecast, share, paid, owes }) => ({
        year: year.year,
        council: name,
        forecast,
        share,
        paid,
        owes,
      })),
    ),
  }
}
