import type { SharingKeys } from '#engine/mixed-share.ts'
import type { Rule } from '#engine/sharing-rule.ts'
import type { SplitFigures } from './figures.ts'

/** The rules that are set side by side, in the order of the page: what people ask for first, then what is worked out. */
export const ruleNames = [
  'equal',
  'people',
  'volume',
  'alone',
  'equal-savings',
  'scrb',
  'shapley',
  'nucleolus',
  'per-head-nucleolus',
  'gately',
  'tau',
  'equal-profit',
  'nearest-stable',
] as const
export type RuleName = (typeof ruleNames)[number]

/** The rule as the engine takes it; or what is missing for it. */
export function engineRule(
  name: RuleName,
  figures: SplitFigures,
): { readonly rule: Rule } | { readonly missing: 'people' | 'volume' | 'alone' } {
  const alone = figures.councils.map((council) => council.alone)
  switch (name) {
    case 'people':
    case 'volume':
      return byKey(name, figures)
    case 'alone':
      return alone.some((cost) => cost > 0)
        ? { rule: { rule: 'proportional', key: alone } }
        : { missing: 'alone' }
    case 'per-head-nucleolus':
      return { rule: { rule: 'per-capita-nucleolus' } }
    case 'nearest-stable':
      return { rule: { rule: 'core-nearest', key: alone.map(() => 1) } }
    default:
      return { rule: { rule: name } }
  }
}

function byKey(name: 'people' | 'volume', { councils }: SplitFigures) {
  const key = councils.map((council) => council[name])
  const known = key.filter((part): part is number => part !== null)
  return known.length === key.length && known.some((part) => part > 0)
    ? { rule: { rule: 'proportional' as const, key: known } }
    : { missing: name }
}

/** The keys that these figures can be shared by. */
export function keysOf({ councils }: SplitFigures): SharingKeys {
  const whole = (name: 'people' | 'volume') => {
    const key = councils.map((council) => council[name])
    const known = key.filter((part): part is number => part !== null)
    return known.length === key.length && known.some((part) => part > 0) ? known : null
  }
  return { alone: councils.map(({ alone }) => alone), people: whole('people'), volume: whole('volume') }
}
