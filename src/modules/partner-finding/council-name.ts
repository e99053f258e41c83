import { plain } from '#ui/forgiving-search.ts'

/** A council that a name may mean: what it is called now, and was called before. */
export type NamedCouncil = { readonly code: string; readonly name: string; readonly also: readonly string[] }

/** What a name in a file comes to. Scores run from 0 to 1, 1 being the same letters. */
export type NameMatch =
  | { readonly type: 'sure'; readonly code: string; readonly score: number }
  /** Nobody guesses: a person says which, or none. The likeliest first, five at most. */
  | {
      readonly type: 'ask'
      readonly candidates: readonly { readonly code: string; readonly score: number }[]
    }
  | { readonly type: 'none' }

/** From here up, and far enough above the next, a name is taken as it is; from `askFrom` up somebody is asked. */
export const sureFrom = 0.95
export const askFrom = 0.55
const clearBy = 0.05

const noise = new Set([
  'council',
  'the',
  'of',
  'and',
  'upon',
  'borough',
  'royal',
  'district',
  'metropolitan',
  'london',
  'city',
  'corporation',
  'cyngor',
  'sir',
])

/** The words of a name that tell it from others. `county` stays: Lincolnshire is not Lincoln. */
function telling(name: string): string {
  const words = plain(name)
    .split(' ')
    .filter((word) => !noise.has(word))
  return words.length > 0 ? words.join(' ') : plain(name)
}

/** Twice the pairs of letters that two have in common, over all they have. O(letters). Source: Dice (1945). */
function likeness(a: string, b: string): number {
  if (a === b) return 1
  const pairs = (text: string) => {
    const counts = new Map<string, number>()
    for (let at = 0; at < text.length - 1; at += 1) {
      const pair = text.slice(at, at + 2)
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    return counts
  }
  const [one, other] = [pairs(a), pairs(b)]
  let common = 0
  for (const [pair, count] of one) common += Math.min(count, other.get(pair) ?? 0)
  const whole = Math.max(0, a.length - 1) + Math.max(0, b.length - 1)
  return whole === 0 ? 0 : (2 * common) / whole
}

/**
 * Which council a name in a file means. The words that all councils have in common do not count; a current name in full
 * counts before a short or former one.
 */
export function matchCouncil(name: string, councils: readonly NamedCouncil[]): NameMatch {
  const typed = plain(name)
  if (typed.length < 3 || typed.length > 200) return { type: 'none' }
  const exact = councils.filter((council) => plain(council.name) === typed)
  if (exact.length === 1 && exact[0]) return { type: 'sure', code: exact[0].code, score: 1 }
  const told = telling(name)
  const scored = councils
    .map(({ code, name: own, also }) => ({
      code,
      score: Math.max(
        likeness(told, telling(own)),
        // A former or short name may have passed to somebody else: never quite as good as the name it has.
        ...also.map((other) => 0.98 * likeness(told, telling(other))),
      ),
    }))
    .filter(({ score }) => score >= askFrom)
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
  const [best, next] = scored
  if (!best) return { type: 'none' }
  // “Newcastle” alone begins the name of another as well.
  const isBeginning = councils.some(
    ({ code, name: own, also }) =>
      code !== best.code && [own, ...also].some((each) => telling(each).startsWith(`${told} `)),
  )
  if (!isBeginning && best.score >= sureFrom && best.score - (next?.score ?? 0) >= clearBy)
    return { type: 'sure', code: best.code, score: best.score }
  return { type: 'ask', candidates: scored.slice(0, 5) }
}
