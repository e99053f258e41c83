import { formatNumber, formatPercent, formatPounds } from '#ui/format.ts'
import { followWords } from '#ui/leaving-result.ts'
import type { Block } from '#platform/document.ts'
import { engineVersion } from '#engine/version.ts'
import type { PaperInput } from './paper.ts'
import { trueUpOf } from './true-up.ts'

const pounds = (pence: number) => formatPounds(Math.round(pence))

/** What leaving would cost each council and who would follow, by the one assumption that all share. */
export function leavingBlocks({ figures, leaving, chance, likelihood }: PaperInput): Block[] {
  const names = figures.councils.map(({ name }) => name)
  const last = leaving.chance.pCollapse.at(-1)
  return [
    {
      kind: 'table',
      caption:
        'The fair fee, which makes the others good, and the fee that would hold the council, by the year of notice',
      columns: [
        { header: 'Council' },
        ...leaving.years.flatMap(({ year }) => [
          { header: `Year ${year}: fair`, isNumeric: true },
          { header: `Year ${year}: holds`, isNumeric: true },
        ]),
      ],
      hasRowHeaders: true,
      rows: names.map((name, i) => [
        name,
        ...leaving.years.flatMap(({ fair, stability }) => [pounds(fair[i] ?? 0), pounds(stability[i] ?? 0)]),
      ]),
    },
    {
      kind: 'list',
      marker: 'bullet',
      items: leaving.years
        .slice(0, 1)
        .flatMap(({ follow }) =>
          names.map((name, i) => `If ${name} gave notice in year 1: ${followWords(follow[i], i, names)}`),
        ),
    },
    {
      kind: 'paragraph',
      words:
        'Where the fee that holds is more than the fair fee, the difference pays nobody’s loss. It may not be enforceable: take advice.',
    },
    ...(last
      ? [
          {
            kind: 'paragraph' as const,
            words: `In ${formatPercent(last.p, 1)} of ${formatNumber(leaving.chance.runs)} histories the partnership ends within ${leaving.horizon} years (seed ${leaving.seed}, engine ${engineVersion}). Every council is taken to have the same chance of having to leave, ${formatPercent(chance, 1)} a year: of ${formatNumber(likelihood.watched)} shared services in the public register, ${formatNumber(likelihood.ended)} ended in ${formatNumber(likelihood.years)} years of running. It is a starting value and no law.`,
          },
        ]
      : []),
  ]
}

/** Each year that has come to an end. */
export function yearBlocks({ years }: PaperInput): Block[] {
  return years.flatMap((year): Block[] => [
    { kind: 'heading', level: 2, words: `What ${year.year} came to` },
    {
      kind: 'table',
      caption: `Forecast and actual of ${year.year}. ${year.source}; who answers for them: ${year.owner}`,
      columns: [
        { header: 'Council' },
        ...['Forecast', 'Its part of what was spent', 'Has paid', 'Still owes'].map((header) => ({
          header,
          isNumeric: true,
        })),
      ],
      hasRowHeaders: true,
      rows: trueUpOf(year).lines.map(({ name, forecast, share, paid, owes }) => [
        name,
        ...[forecast, share, paid, owes].map(pounds),
      ]),
    },
  ])
}
