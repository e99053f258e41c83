import type { WhyUndefined } from './sharing-rule.ts'

/** Why a rule gives no answer for a game, as a sentence for people. O(1). */
export function explainUndefined(why: WhyUndefined): string {
  return WORDS[why]
}

const WORDS: Readonly<Record<WhyUndefined, string>> = {
  'dearer-together':
    'Working together costs more than going alone, so no division leaves every council no worse off.',
  'limits-clash': 'Groups that would pay nothing alone cannot all be kept from paying.',
  'nothing-to-measure-by': 'No group has a cost of its own to measure its complaint by.',
  'nothing-to-divide-by':
    'No council adds to the saving by itself, so there is no proportion to share it in.',
  'least-above-most': 'What some council can insist on is more than the most it could hope for.',
  'saving-outside-range':
    'The saving is less than what councils can insist on together, or more than all could hope for.',
  'not-connected': 'The links do not connect all the councils.',
  'core-is-empty': 'No division leaves every group no worse off than alone.',
  'cost-not-above-nothing': 'Some council pays nothing alone, so its share cannot be compared with that.',
}
