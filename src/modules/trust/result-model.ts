import { formatWords } from '#modules/papers/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { links } from './links.ts'
import { leads } from './next-step.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { openedWithin, type Opened } from './queries.ts'
import { bothWays, furthestApart, matrixOf, readingOf, type BothWays } from './result.ts'
import { modelWords, pairSentence, readingSentence } from './result-words.ts'
import { seesResult } from './sees.ts'
import { ownBlindSpots } from './self-commands.ts'
import { pointsApart } from './text.ts'
import { trendRows } from './trend.ts'
import type { ResultPageModel } from './views/result-page.ts'
import { trendTable } from './views/trend-table.ts'

/** Everything on the result page, out of what was opened to this viewer and of nothing else. */
export async function resultFor(deps: TrustPages, viewer: Viewer, opened: Opened): Promise<ResultPageModel> {
  const name = (code: string) => nameOf(opened, code)
  const codes = councilsIn(opened)
  const statements = opened.statements.statements
  const isMatrix = opened.binding === 'matrix'
  const reading = isMatrix ? readingOf(matrixOf(opened.ratings, codes)) : null
  const pairCodes = pairsSeen(opened, viewer)
  const pairs = pairCodes.map(([first, second]) => {
    const rows = bothWays(opened.ratings, statements, first, second)
    const read = reading?.pairs.find((pair) => pair.first === first && pair.second === second)
    return {
      name: `${name(first)} and ${name(second)}`,
      href: links.pair(opened.round.id, first === viewer.council ? second : `${first}+${second}`),
      sentence:
        `${pairSentence(rows, name(first), name(second))} ${read ? readingSentence(read) : ''}`.trim(),
    }
  })
  const earlier = await earlierRounds(deps, viewer, opened)
  return {
    opened,
    sees: seesResult(opened, viewer),
    headline: headlineFor(
      opened,
      pairCodes.map(([first, second]) => ({
        name: `${name(first)} and ${name(second)}`,
        rows: bothWays(opened.ratings, statements, first, second),
      })),
    ),
    pairs,
    pairCodes,
    matrices: isMatrix
      ? [
          { title: 'Mean over all statements', matrix: matrixOf(opened.ratings, codes) },
          ...statements.map(({ id, about }) => ({
            title: about,
            matrix: matrixOf(opened.ratings, codes, id),
          })),
        ]
      : [],
    model: reading ? modelWords(reading.model, codes, name) : [],
    shown: opened.shown.map(
      ({ council, statement, itself, others }) =>
        `${name(council)} sees itself ${pointsApart(itself - others)} above how the others see it on “${statements.find(({ id }) => id === statement)?.about ?? statement}”.`,
    ),
    trend: trendTable(
      trendRows([...earlier, opened], viewer),
      [...earlier, opened].map(({ round }) => round.title),
    ),
    ownSpots: ownBlindSpots(opened, viewer.council).length,
    papers: (['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'] as const).map((format) => ({
      text: formatWords[format],
      href: links.paper(opened.round.id, format),
    })),
    nameOf: name,
    receipt: leads(viewer) && opened.round.seals.own?.sealedAt ? links.checkReceipt(opened.round.id) : null,
  }
}

/** The councils whose ratings were opened, in the order of their names. */
export function councilsIn({ round, ratings }: Opened): string[] {
  const seen = new Set(ratings.flatMap(({ giver, about }) => [giver, about]))
  return round.parties.map(({ council }) => council).filter((council) => seen.has(council))
}

/** The pairs that this viewer may read: their own first, then the rest. */
function pairsSeen(opened: Opened, viewer: Viewer): [string, string][] {
  const codes = councilsIn(opened)
  const all = codes.flatMap((first, i) =>
    codes.slice(i + 1).map((second): [string, string] => [first, second]),
  )
  const seen = all.filter(([a, b]) =>
    opened.ratings.some(({ giver, about }) => (giver === a && about === b) || (giver === b && about === a)),
  )
  const isOwn = ([a, b]: [string, string]) => a === viewer.council || b === viewer.council
  const own = seen.filter(isOwn).map(([a, b]): [string, string] => (b === viewer.council ? [b, a] : [a, b]))
  return [...own, ...seen.filter((pair) => !isOwn(pair))]
}

/** The statement on which two stand furthest apart, of all pairs that this viewer may read. */
function pairHeadline(
  pairs: readonly { readonly name: string; readonly rows: readonly BothWays[] }[],
): string {
  const furthest = pairs
    .flatMap(({ name, rows }) => {
      const row = furthestApart(rows)
      return row === null ? [] : [{ name, about: row.statement.about, by: Math.abs(row.difference ?? 0) }]
    })
    .reduce<{ name: string; about: string; by: number } | null>(
      (most, each) => (most === null || each.by > most.by ? each : most),
      null,
    )
  if (furthest === null) return 'What you have seen of each other'
  return furthest.by < 10
    ? 'You see each other much the same'
    : `${furthest.name} stand furthest apart, on “${furthest.about}”`
}

function headlineFor(
  { binding, figures, ratings, statements }: Opened,
  pairs: Parameters<typeof pairHeadline>[0],
): string {
  if (binding !== 'figure') return ratings.length === 0 ? 'Nothing was opened to you' : pairHeadline(pairs)
  const known = statements.statements.flatMap((statement) => {
    const tenths = figures[statement.id] ?? null
    return tenths === null ? [] : [{ statement, tenths }]
  })
  const [lowest] = known.toSorted((a, b) => a.tenths - b.tenths)
  return lowest === undefined
    ? 'Too few councils had experience to show a figure'
    : `Trust is lowest on “${lowest.statement.about}”`
}

/** The rounds before this one, oldest first, as far as they were opened to the viewer. */
async function earlierRounds(deps: TrustPages, viewer: Viewer, opened: Opened): Promise<Opened[]> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const found: Opened[] = []
    let previous: RoundId | null = opened.round.previous
    for (let steps = 0; previous !== null && steps < 8; steps++) {
      const earlier: Opened = await openedWithin(trx, viewer, previous)
      found.unshift(earlier)
      previous = earlier.round.previous
    }
    return found
  })
}
