import type { Block, OfficeDocument } from '#platform/document.ts'
import type { TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { formatDay, formatInstantDay, formatList } from '#ui/format.ts'
import { whoSeesText } from '#ui/who-sees.ts'
import { councilsIn } from './result-model.ts'
import { bothWays } from './result.ts'
import { pairSentence, rowSentence } from './result-words.ts'
import { inferenceWords, nearWords, points, visibilityNames } from './text.ts'
import type { ResultPageModel } from './views/result-page.ts'

/** The result as a paper: what the page shows this viewer, and nothing else. */
export function trustPaper(model: ResultPageModel, today: string): OfficeDocument {
  const { opened } = model
  const { round, binding, statements, partnership } = opened
  const shownAs = binding ?? 'figure'
  return {
    title: `${round.title}: ${partnership.name}`,
    subject: model.headline,
    author: partnership.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: model.headline },
      {
        kind: 'paragraph',
        look: 'lead',
        words: `${round.title}, between ${formatList(round.parties.map(({ shortName }) => shortName))}.${round.revealedAt ? ` Opened ${formatInstantDay(round.revealedAt)}.` : ''} Drawn up ${formatDay(today)}.`,
      },
      {
        kind: 'callout',
        tone: 'care',
        title: 'Who may see this',
        paragraphs: [
          whoSeesText(model.sees),
          `The ratings are shown as: ${visibilityNames[shownAs].toLowerCase()}. No publication, and no league table.`,
        ],
      },
      ...(binding === 'figure' ? figureBlocks(model) : pairBlocks(model)),
      ...matrixBlocks(model),
      ...(model.model.length > 0
        ? [heading('How trusting, how trusted, and what is particular to a pair'), list(model.model)]
        : []),
      ...(model.shown.length > 0 ? [heading('How councils see themselves'), list(model.shown)] : []),
      heading('What can still be worked out from this'),
      list(inferenceWords(shownAs, round.parties.length)),
      heading('What to ask each other'),
      list(statements.statements.map(({ about, ask }) => `${about}: ${ask}`)),
      {
        kind: 'paragraph',
        look: 'small',
        words: `Statements: ${statements.id}, version ${statements.version} of ${formatDay(statements.date)}, ${statements.licence}. A mean is of the raters of one council, from 1 to 5, kept to a tenth.`,
      },
    ],
  }
}

const heading = (words: string): Block => ({ kind: 'heading', level: 2, words })
const list = (items: readonly string[]): Block => ({ kind: 'list', marker: 'bullet', items })

function figureBlocks({ opened: { statements, figures } }: ResultPageModel): Block[] {
  return [
    heading('One figure for each statement'),
    {
      kind: 'table',
      caption: 'The mean of what every council said of every other, from 1 to 5',
      hasRowHeaders: true,
      columns: [
        { header: 'Statement', width: 3 },
        { header: 'Mean', width: 1, isNumeric: true },
        { header: 'What it comes nearest to', width: 5 },
      ],
      rows: statements.statements.map(({ id, about, levels }) => {
        const tenths = figures[id] ?? null
        return [
          about,
          tenths === null ? '–' : points(tenths),
          tenths === null
            ? 'Fewer than three councils had experience, so no figure is shown.'
            : nearWords(tenths, levels),
        ]
      }),
    },
  ]
}

function pairBlocks(model: ResultPageModel): Block[] {
  const { opened, nameOf } = model
  const statements = opened.statements.statements
  return model.pairCodes.flatMap(([first, second]) => {
    const rows = bothWays(opened.ratings, statements, first, second)
    const [one, other] = [nameOf(first), nameOf(second)]
    return [
      heading(`${one} and ${other}`),
      { kind: 'paragraph', words: pairSentence(rows, one, other) },
      {
        kind: 'table',
        caption: `What ${one} and ${other} say of each other`,
        hasRowHeaders: true,
        columns: [
          { header: 'Statement', width: 3 },
          { header: `${one} of ${other}`, width: 1.4, isNumeric: true },
          { header: `${other} of ${one}`, width: 1.4, isNumeric: true },
          { header: 'In words', width: 4 },
        ],
        rows: rows.map((row) => [
          row.statement.about,
          row.first === null ? '–' : points(row.first),
          row.second === null ? '–' : points(row.second),
          rowSentence(row, one, other),
        ]),
      },
    ] satisfies Block[]
  })
}

function matrixBlocks({ matrices, nameOf }: ResultPageModel): Block[] {
  const [overall] = matrices
  if (!overall) return []
  const { councils, cells } = overall.matrix
  return [
    heading('Who says what of whom'),
    {
      kind: 'table',
      caption: overall.title,
      hasRowHeaders: true,
      columns: [
        { header: 'Said by', width: 2 },
        ...councils.map((council) => ({ header: `of ${nameOf(council)}`, width: 1, isNumeric: true })),
      ],
      rows: cells.map((row, i) => [
        nameOf(councils[i] ?? ''),
        ...row.map((tenths, j) => (i === j ? 'itself' : tenths === null ? '–' : points(tenths))),
      ]),
    },
  ]
}

/** The same for programs: a row a rating that this viewer may read, or a row a figure. */
export function trustWorkbook({ opened, sees, nameOf }: ResultPageModel): Workbook {
  const { round, statements, binding } = opened
  return {
    title: round.title,
    notes: [
      whoSeesText(sees),
      `Shown as: ${visibilityNames[binding ?? 'figure']}.`,
      'A mean is of the raters of one council, from 1 to 5, to a tenth.',
    ],
    sheets: [binding === 'figure' ? figureSheet() : ratingSheet()],
  }

  function figureSheet(): TableSheet {
    return {
      name: 'Figures',
      columns: [
        { key: 'statement', header: 'Statement', kind: 'text' },
        { key: 'mean', header: 'Mean', kind: 'number' },
      ],
      rows: statements.statements.map(({ id, about }) => ({
        statement: about,
        mean: inPoints(opened.figures[id] ?? null),
      })),
    }
  }

  function ratingSheet(): TableSheet {
    const seen = councilsIn(opened)
    return {
      name: 'Ratings',
      columns: [
        { key: 'giver', header: 'Said by', kind: 'text' },
        { key: 'about', header: 'Of', kind: 'text' },
        { key: 'statement', header: 'Statement', kind: 'text' },
        { key: 'mean', header: 'Mean', kind: 'number' },
      ],
      rows: opened.ratings
        .filter(({ giver, about }) => giver !== about && seen.includes(about))
        .flatMap(({ giver, about, ratings }) =>
          statements.statements.map((statement) => ({
            giver: nameOf(giver),
            about: nameOf(about),
            statement: statement.about,
            mean: inPoints(ratings[statement.id] ?? null),
          })),
        ),
    }
  }
}

function inPoints(tenths: number | null): number | null {
  return tenths === null ? null : tenths / 10
}
