/** Something that can be chosen, with other names it goes by: former names, codes. */
export type Choice = { readonly name: string; readonly also: string }

/**
 * The choices a typed text may mean, best first: those whose names begin with it, then those in which each typed word
 * begins a word, then those that differ by one letter in a word of four or more. Accents, case and "&" do not matter.
 */
export function matches<Found extends Choice>(typed: string, choices: readonly Found[]): readonly Found[] {
  const words = plain(typed).split(' ').filter(Boolean)
  if (words.length === 0) return choices
  return choices
    .map((choice) => ({ choice, rank: rank(words, plain(choice.name), plain(choice.also)) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice)
}

function rank(words: readonly string[], name: string, also: string): number {
  if (name.startsWith(words.join(' '))) return 0
  const known = `${name} ${also}`.split(' ')
  if (words.every((word) => known.some((each) => each.startsWith(word)))) return 1
  return words.every((word) => known.some((each) => each.startsWith(word) || isNear(word, each))) ? 2 : 3
}

/** Lower case, without accents or signs, words apart by one space: what typed texts and names are compared in. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** One letter more, less, other, or two neighbours swapped; also against the beginning of a longer word. */
function isNear(typed: string, word: string): boolean {
  if (typed.length < 4) return false
  return [
    word,
    word.slice(0, typed.length - 1),
    word.slice(0, typed.length),
    word.slice(0, typed.length + 1),
  ].some((part) => isOneOff(typed, part))
}

/** Whether one letter more, less or other, or two neighbours swapped, make one word of the other. */
export function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const restA = a.slice(i)
  const restB = b.slice(i)
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}
