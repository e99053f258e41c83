import { formatList, formatPounds } from './format.ts'

/** Who leaves, in order: what each gains by it over the years left, in pounds; null for who goes first. */
export type Step = { readonly player: number; readonly gain: number | null }
export type Knock = {
  readonly path: readonly Step[]
  readonly final: readonly number[]
  readonly ending: 'too-few-members' | 'host-left' | 'nothing-saved' | null
}

/** Who follows and in what order, and whether the service goes on: a few sentences. */
export function knockOnWords({ path, final, ending }: Knock, names: readonly string[]): string {
  const [first, ...followers] = path
  const leaver = names[first?.player ?? 0] ?? 'A council'
  const steps = followers.map(
    ({ player, gain }, i) =>
      `${i === 0 ? 'Then' : 'After that'} ${names[player]} would do better outside, by ${money(gain ?? 0)} over the years left, and follow.`,
  )
  const start = `${leaver} leaves.`
  const still = formatList(final.map((i) => names[i] ?? 'A council'))
  const end = {
    'too-few-members':
      final.length === 1 ? `Only ${still} is left: the service ends.` : 'Nobody is left: the service ends.',
    'host-left': 'The host has gone and nobody follows it: the service ends.',
    'nothing-saved': `Between ${still} nothing is saved any more: the service has lost its reason.`,
  }
  const nobody = followers.length === 0 ? ' Nobody would follow.' : ''
  return `${[start, ...steps].join(' ')}${nobody} ${ending ? end[ending] : `${still} go on.`}`
}

/** The two fees and what their difference means. Pounds. */
export function feeWords(
  { fair, stability }: { readonly fair: number; readonly stability: number },
  name: string,
): string {
  const [least, harm] = [Math.round(stability * 100), Math.round(fair * 100)]
  if (least <= 0)
    return harm <= 0
      ? `${name} would not gain by leaving, and its leaving costs the others nothing. No exit fee is needed.`
      : `${name} would not gain by leaving even without a fee. If it left all the same, ${formatPounds(harm)} would leave the others as well off as before.`
  if (least > harm)
    return `It would take a fee of ${formatPounds(least)} to hold the partnership together, but ${name}’s leaving costs the others only ${formatPounds(harm)}. The difference of ${formatPounds(least - harm)} pays nobody’s loss: it may not be enforceable. Take advice. A fairer split would hold it better than a larger fee.`
  return `A fee of ${formatPounds(least)} is enough to hold the partnership together. What ${name}’s leaving costs the others is ${formatPounds(harm)}, so a fee that only makes them good, ${formatPounds(harm - least)} more, holds it too.`
}

function money(pounds: number): string {
  return formatPounds(Math.round(pounds * 100))
}
