import { formatCount, formatList, formatPounds } from './format.ts'

/** A council or group, by the places of its members, that would do better without the rest, by so many pence a year. */
export type Objector = { readonly members: readonly number[]; readonly gain: number }

/** Who would do better, and by how much. */
export function objectionWords({ members, gain }: Objector, names: readonly string[]): string {
  const who = formatList(members.map((i) => names[i] ?? 'A council'))
  const rest = formatList(names.filter((_, i) => !members.includes(i)))
  return members.length === 1
    ? `${who} would do better by ${formatPounds(gain)} a year alone.`
    : `${who} would do better by ${formatPounds(gain)} a year without ${rest}.`
}

/** Whether a split holds, in one sentence: the one that changes as the sliders move. Largest gain first. */
export function holdWords(objectors: readonly Objector[], names: readonly string[]): string {
  const [worst] = objectors
  if (!worst) return 'It holds: no council and no group would do better without the others.'
  const others = objectors.length - 1
  const more = others > 0 ? ` So would ${formatCount(others, 'other group')}.` : ''
  return `It will not hold: ${objectionWords(worst, names)}${more}`
}

/** Why a mix shares nothing, as a sentence. */
export const noMixWords: Readonly<
  Record<'floors-above-bill' | 'caps-below-bill' | 'nothing-weighed' | 'bounds-clash', string>
> = {
  'floors-above-bill':
    'What the councils must pay at least comes to more than the bill. Lower the floor, or allow a larger change.',
  'caps-below-bill':
    'What the councils may pay at most comes to less than the bill. Raise the cap, or allow a larger change.',
  'nothing-weighed': 'Nothing has a weight. Give at least one of them more than 0.',
  'bounds-clash':
    'What some council must pay at least is more than it may pay at most. Change the floor, the cap or the limit.',
}
