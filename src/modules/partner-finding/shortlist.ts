import type { AuthorityColumn } from '#content/authority-column.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { betweenFeatures, councilFeatures } from './features.ts'
import type { CouncilsAlike } from './likeness-of-councils.ts'
import { commonAndApart, featureWords } from './like-words.ts'

/** The list as a workbook to take away: places, distances, what is alike and what is not, and the weights it was made with. */
export function shortlistBook(
  alike: CouncilsAlike,
  columns: readonly AuthorityColumn[],
  address: string,
): Workbook {
  const { council, weights } = alike
  const title = `Councils like ${council.shortName}`
  return {
    title,
    notes: [
      `${title}. The list again: ${address}`,
      'Difference: 0 is alike in everything that is known; 1 is the least alike of those compared. It says nothing of whether two would work well together.',
      ...new Set(columns.map(({ source }) => source.attribution)),
    ],
    sheets: [
      {
        name: 'Councils alike',
        columns: [
          { key: 'place', header: 'Place', kind: 'number' },
          { key: 'code', header: 'Code', kind: 'text' },
          { key: 'name', header: 'Council', kind: 'text' },
          { key: 'difference', header: 'Difference, 0 to 1', kind: 'number' },
          { key: 'km', header: 'Apart in a straight line', unit: 'km', kind: 'number' },
          { key: 'alike', header: 'Most alike in', kind: 'text', width: 60 },
          { key: 'different', header: 'Most different in', kind: 'text', width: 60 },
          { key: 'missing', header: 'Not compared, because a figure is missing', kind: 'text', width: 40 },
        ],
        rows: alike.near.map((one, at) => {
          const words = featureWords(council, one.council, one.likeness, weights, columns)
          const { alike: same, different } = commonAndApart(words)
          return {
            place: at + 1,
            code: one.council.code,
            name: one.council.name,
            difference: Math.round(one.rebased * 1000) / 1000,
            km: Math.round(one.km),
            alike: same.map(({ label }) => label).join('; '),
            different: different.map(({ label }) => label).join('; '),
            missing: words
              .filter(({ apart }) => apart === null)
              .map(({ label }) => label)
              .join('; '),
          }
        }),
      },
      {
        name: 'What counts',
        columns: [
          { key: 'feature', header: 'What is compared', kind: 'text' },
          { key: 'weight', header: 'Weight, 0 to 5', kind: 'number' },
        ],
        rows: [...councilFeatures, ...betweenFeatures].map(({ id, label }) => ({
          feature: label,
          weight: weights[id] ?? 0,
        })),
      },
    ],
  }
}
