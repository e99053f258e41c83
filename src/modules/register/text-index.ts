import { isOneOff, plain } from '#ui/forgiving-search.ts'

/** What can be found: a title, other names it goes by, and its text. */
export type Searchable = { readonly title: string; readonly also: string; readonly text: string }

export type TextIndex<Doc extends Searchable> = {
  readonly docs: readonly Doc[]
  /** Where each word stands: places in `docs`, and how much it weighs there. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>
  /** All words, A to Z, for those that begin alike. */
  readonly words: readonly string[]
  /** The same by their length, for those that are nearly alike. */
  readonly byLength: ReadonlyMap<number, readonly string[]>
}

type Posting = { readonly doc: number; readonly weight: number }

const weights = { title: 6, also: 4, text: 1 } as const
/** Words so common that they say nothing, unless nothing else was typed. */
const common = new Set(
  'a an and are as at be by council councils do for how in is it of on or that the to we what who with'.split(
    ' ',
  ),
)

/** Reads every document once. O(words). */
export function textIndex<Doc extends Searchable>(docs: readonly Doc[]): TextIndex<Doc> {
  const postings = new Map<string, Posting[]>()
  docs.forEach((doc, i) => {
    const own = new Map<string, number>()
    for (const field of ['title', 'also', 'text'] as const)
      for (const word of plain(doc[field]).split(' '))
        if (word !== '') own.set(word, Math.min((own.get(word) ?? 0) + weights[field], 12))
    for (const [word, weight] of own) {
      const list = postings.get(word)
      if (list) list.push({ doc: i, weight })
      else postings.set(word, [{ doc: i, weight }])
    }
  })
  const words = [...postings.keys()].sort()
  return { docs, postings, words, byLength: Map.groupBy(words, ({ length }) => length) }
}

/**
 * The documents that hold every word typed, best first; a word counts when it begins a word of the document, or differs from
 * one by a letter and nothing begins with it. When no document holds them all, those that hold most. Rare words and titles
 * weigh more. O(words of like length + places found).
 */
export function searchIndex<Doc extends Searchable>(index: TextIndex<Doc>, typed: string, most = 60): Doc[] {
  const all = plain(typed).split(' ').filter(Boolean).slice(0, 8)
  const telling = all.filter((word) => !common.has(word))
  const words = telling.length > 0 ? telling : all
  const scores = new Map<number, { score: number; found: number }>()
  for (const word of words)
    for (const [doc, score] of scoresOf(index, word)) {
      const known = scores.get(doc) ?? { score: 0, found: 0 }
      scores.set(doc, { score: known.score + score, found: known.found + 1 })
    }
  const fullest = Math.max(0, ...[...scores.values()].map(({ found }) => found))
  const start = plain(typed)
  return [...scores]
    .filter(([, { found }]) => found === fullest)
    .map(([doc, { score }]) => ({ doc, score: score * titleBonus(index.docs[doc], start) }))
    .sort((a, b) => b.score - a.score || a.doc - b.doc)
    .slice(0, most)
    .flatMap(({ doc }) => index.docs[doc] ?? [])
}

function titleBonus(doc: Searchable | undefined, typed: string): number {
  const title = plain(doc?.title ?? '')
  return title === typed ? 4 : title.startsWith(typed) ? 2 : 1
}

function scoresOf<Doc extends Searchable>(index: TextIndex<Doc>, word: string): Map<number, number> {
  const begins = beginningWith(index.words, word)
  const near = begins.length > 0 ? [] : nearTo(index, word)
  const best = new Map<number, number>()
  for (const known of [...begins, ...near]) {
    const places = index.postings.get(known) ?? []
    const rarity = Math.log(1 + index.docs.length / places.length)
    const likeness = known === word ? 1 : begins.length > 0 ? 0.6 : 0.4
    for (const { doc, weight } of places) {
      const score = rarity * likeness * (weight / (weight + 2))
      if (score > (best.get(doc) ?? 0)) best.set(doc, score)
    }
  }
  return best
}

/** A word of one or two letters must be met as a whole; a longer one may be the beginning of another. */
function beginningWith(words: readonly string[], start: string): string[] {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const found: string[] = []
  for (let i = low; i < words.length && found.length < 200; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith(start)) break
    if (start.length > 2 || word === start) found.push(word)
  }
  return found
}

function nearTo<Doc extends Searchable>({ byLength }: TextIndex<Doc>, word: string): string[] {
  if (word.length < 4) return []
  return [-1, 0, 1]
    .flatMap((more) => byLength.get(word.length + more) ?? [])
    .filter((known) => isOneOff(word, known))
}
