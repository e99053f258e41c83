import { roundToPence } from '#engine/money.ts'
import { chanceWords, pence } from './result-words.ts'
import type { OptionFindings } from './run.ts'

/** What a run came to, in one sentence without its full stop. */
export function headline(found: OptionFindings): string {
  const words = chanceWords(1 - found.chanceOfLoss.p)
  if (words.startsWith('more') || words.startsWith('less'))
    return `The chance that this saves money is ${words}`
  return `There is ${/^(?:8|11|18)/.test(words) ? 'an' : 'a'} ${words} chance that this saves money`
}

/** The same with the chance drawn by `mark`, such as a link to where it is from. */
export function headlineWith<Drawn>(
  found: OptionFindings,
  mark: (chance: string) => Drawn,
): readonly [string, Drawn, string] {
  const whole = headline(found)
  const words = chanceWords(1 - found.chanceOfLoss.p)
  const at = whole.indexOf(words)
  return [whole.slice(0, at), mark(words), whole.slice(at + words.length)]
}

/** The plain case in whole pence: councils’ amounts add up to the partnership’s exactly. */
export function settled(found: OptionFindings): { total: number; partners: number[] } {
  const total = pence(found.likely.npv)
  return { total, partners: roundToPence(found.likely.npvByPartner, total) }
}
