import { formatList, formatPounds } from './format.ts'

/** Who leaves, in order: what each gains by it over the years left, in pence; null for who goes first. */
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

/** Whether the one who asks would be better off outside, before any fee. Pence over what remains of the agreement. */
export function gainWords(gain: number, name: string): string {
  const amount = Math.round(gain)
  if (amount > 0)
    return `Over what remains of the agreement ${name} would gain ${formatPounds(amount)} by leaving, before any fee.`
  if (amount < 0)
    return `Over what remains of the agreement ${name} would lose ${formatPounds(0 - amount)} by leaving, even without a fee.`
  return `Over what remains of the agreement ${name} would neither gain nor lose by leaving, before any fee.`
}

/** What each way of reckoning the payment is called, and what it covers. */
export const exitWayWords: Readonly<Record<'harm' | 'idle' | 'nothing', string>> = {
  harm: 'Whoever leaves pays what its leaving costs the others',
  idle: 'Whoever leaves pays only for the capacity it leaves idle, until that is gone',
  nothing: 'Whoever leaves pays nothing',
}

/** The two fees and what their difference means. Pence. */
export function feeWords(
  { fair, stability }: { readonly fair: number; readonly stability: number },
  name: string,
): string {
  const [least, harm] = [Math.round(stability), Math.round(fair)]
  if (least <= 0)
    return harm <= 0
      ? `${name} would not gain by leaving, and its leaving costs the others nothing. No exit fee is needed.`
      : `${name} would not gain by leaving even without a fee. If it left all the same, ${formatPounds(harm)} would leave the others as well off as before.`
  if (least > harm)
    return `It would take a fee of ${formatPounds(least)} to hold the partnership together, but ${name}’s leaving costs the others only ${formatPounds(harm)}. The difference of ${formatPounds(least - harm)} pays nobody’s loss: it may not be enforceable. Take advice. A fairer split would hold it better than a larger fee.`
  return `A fee of ${formatPounds(least)} is enough to hold the partnership together. What ${name}’s leaving costs the others is ${formatPounds(harm)}, so a fee that only makes them good, ${formatPounds(harm - least)} more, holds it too.`
}

function money(pence: number): string {
  return formatPounds(Math.round(pence))
}
