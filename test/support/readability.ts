/**
 * How old a reader must be to read a text with ease: the Flesch–Kincaid grade plus five.
 *
 * Grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom,
 * 1975, Research Branch Report 8-75). A pupil of an American grade g is about g + 5 years old. The formula knows
 * nothing of sense or order: a low age is no proof that a text is clear, a high one is a good sign that it is not.
 * Syllables are counted by spelling, which is right for about nineteen words in twenty; the tests show where.
 *
 * Names a writer cannot choose (places, people, laws) are left out before counting.
 */
export function readingAge(text: string, names: readonly string[] = properNames): number {
  const sentences = sentencesOf(withoutNames(text, names))
  const words = sentences.flat()
  if (words.length === 0) return 5
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  const grade = (0.39 * words.length) / sentences.length + (11.8 * syllables) / words.length - 15.59
  return grade + 5
}

/** Sentences as lists of words. A line break ends a sentence, as the end of a list item or a heading does. */
export function sentencesOf(text: string): string[][] {
  return text
    .split(/[.!?:;]+(?=\s|$)|\n+/)
    .map((sentence) => sentence.match(/[\p{L}\d][\p{L}\d'’]*(?:[.,]\d+\p{L}*)*/gu) ?? [])
    .filter((words) => words.length > 0)
    .map((words) => [...words])
}

/** Syllables in one English word, by its spelling; a number counts as one. */
export function syllablesIn(word: string): number {
  const plain = word.toLowerCase().replaceAll(/['’]s?\b|[^a-z]/g, '')
  if (plain.length <= 2) return 1
  const known = exceptions.get(plain)
  if (known !== undefined) return known
  const stem = plain
    .replaceAll(/(?<=[aeou])y(?=[aeiou])/g, 'j')
    .replace(/(?<=[gq])ues?$/, '')
    .replace(/(?<=[^aeiouytd])(?<![^aeiouyl]l)ed$|(?<=[iuo]e)d$/, '')
    .replace(/(?<=[^aeiouyscgxzh])es$/, 's')
    .replace(/(?<=[aeiouy][^aeiouyscgxzhl])es$/, 's')
    .replace(/(?<=[^aeiouy](?<!l))e$|(?<=[aeiouy]l)e$/, '')
    .replace(/(?<=[^aeiouyl])e(?=(ly|ment|ments|ful|less)$)/, '')
  const groups = stem.match(/[aeiouy]+/g)?.length ?? 0
  const more = splits.filter((pattern) => pattern.test(stem)).length
  return Math.max(1, groups + more)
}

/** Vowels that stand together but are spoken apart. */
const splits = [
  /i(?:a(?!l|n|ble)|et|um|ous$(?<!cious|tious|gious))/,
  /(?<![ctsgx])ia[ln]/,
  /(?<![tsgcxnl])i(?:on|or)/,
  /[^gqaeo]u(?:a|ou)/,
  /eo(?!p|u)/,
  /[aeou]ing$/,
  /creat|react|being|idea|area|quiet|scien|realit|client|trial|diar/,
]

const exceptions = new Map<string, number>([
  ['area', 3],
  ['areas', 3],
  ['being', 2],
  ['business', 2],
  ['businesses', 3],
  ['client', 2],
  ['clients', 2],
  ['diary', 3],
  ['every', 2],
  ['everyone', 3],
  ['everything', 3],
  ['idea', 3],
  ['ideas', 3],
  ['people', 2],
  ['someone', 2],
  ['something', 2],
  ['sometimes', 2],
  ['somebody', 3],
  ['whole', 1],
  ['trial', 2],
  ['trials', 2],
  ['quiet', 2],
  ['rely', 2],
  ['supplier', 3],
  ['suppliers', 3],
  ['review', 2],
  ['reviews', 2],
  ['reviewed', 2],
  ['create', 2],
  ['created', 3],
  ['whose', 1],
  ['rehearse', 2],
  ['rehearsed', 2],
  ['risen', 2],
  ['evening', 2],
])

function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(name, ''), text)
}

/** Names that stand in the content and that no plainer word can replace. */
export const properNames: readonly string[] = []
