import type { OfficeDocument } from '#platform/document.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { formatCount, formatDay, formatPercent } from '#ui/format.ts'
import type { PowerReport } from './power.ts'
import type { PowerView } from './store.ts'
import { powerQuestions, powerSentences } from './text.ts'

function nameIn({ partnership }: PowerView): (code: string) => string {
  return (code) => partnership.members.find(({ council }) => council === code)?.shortName ?? 'A council'
}

/** Who would carry a vote, as a paper for a meeting. */
export function powerPaper(view: PowerView, report: PowerReport, today: string): OfficeDocument {
  const nameOf = nameIn(view)
  const [finding = 'Each of you decides about as much as it pays', ...rest] = powerSentences(report, nameOf)
  const percent = (share: number | null) => (share === null ? '–' : formatPercent(share))
  return {
    title: `Who would carry a vote: ${view.partnership.name}`,
    author: view.partnership.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: finding },
      {
        kind: 'paragraph',
        look: 'lead',
        words: `${view.partnership.name}. Version ${view.version}, drawn up ${formatDay(today)}. A motion needs ${formatCount(report.quota, 'vote')} of ${report.totalVotes}.`,
      },
      ...(rest.length > 0 ? [{ kind: 'list', marker: 'bullet', items: rest } as const] : []),
      {
        kind: 'table',
        caption: 'What each council would weigh',
        hasRowHeaders: true,
        columns: [
          { header: 'Council', width: 3 },
          { header: 'Votes', width: 1, isNumeric: true },
          { header: 'Of the votes', width: 1.4, isNumeric: true },
          { header: 'Decides (Shapley–Shubik)', width: 1.8, isNumeric: true },
          { header: 'Decides (Banzhaf)', width: 1.8, isNumeric: true },
          { header: 'Pays', width: 1.2, isNumeric: true },
        ],
        rows: report.weights.map(({ council, votes, voteShare, shapleyShubik, banzhaf, costShare }) => [
          nameOf(council),
          String(votes),
          percent(voteShare),
          percent(shapleyShubik),
          percent(banzhaf),
          percent(costShare),
        ]),
      },
      { kind: 'heading', level: 2, words: 'What to ask each other' },
      { kind: 'list', marker: 'bullet', items: powerQuestions },
    ],
  }
}

export function powerWorkbook(view: PowerView, report: PowerReport): Workbook {
  const nameOf = nameIn(view)
  return {
    title: `Who would carry a vote: ${view.partnership.name}`,
    notes: [
      `A motion needs ${report.quota} of ${report.totalVotes} votes.`,
      'Shares are of 1. Typed in by the partnership.',
    ],
    sheets: [
      {
        name: 'Power',
        columns: [
          { key: 'council', header: 'Council', kind: 'text' },
          { key: 'votes', header: 'Votes', kind: 'number' },
          { key: 'pays', header: 'Pays a year', kind: 'pence' },
          { key: 'shapley', header: 'Shapley-Shubik', kind: 'number' },
          { key: 'banzhaf', header: 'Banzhaf', kind: 'number' },
          { key: 'cost', header: 'Share of cost', kind: 'number' },
        ],
        rows: report.weights.map(({ council, votes, shapleyShubik, banzhaf, costShare }) => ({
          council: nameOf(council),
          votes,
          pays: view.committee?.seats.find((seat) => seat.council === council)?.pence ?? 0,
          shapley: shapleyShubik,
          banzhaf,
          cost: costShare,
        })),
      },
    ],
  }
}
