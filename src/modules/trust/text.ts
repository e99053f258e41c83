import {
  refusalWords as roundRefusalWords,
  visibilityNames,
  type Visibility,
  type VisibilityRefusal,
} from '#modules/round/index.ts'
import { formatDay } from '#ui/format.ts'
import type { ShowSelfRefusal } from './self-view.ts'

/** The words of the pages. The rules know nothing of them. */

export { visibilityNames }

export const visibilityMeans: Record<Visibility, string> = {
  figure: 'All see one number over everything that was said. Nobody sees what anybody said of anybody.',
  pair: 'You see what each partner said of you, and each partner sees what you said of it. Nobody else does.',
  matrix: 'All see what each council said of each other council.',
}

/** What can still be worked out, said before anybody answers and again beside the result. */
export function inferenceWords(binding: Visibility, councils: number): string[] {
  const alone =
    'What a council says is the mean of its raters. If only one person rates for a council, that mean is what they said, and people may guess who it was.'
  const two = 'If two people rate, each can work out from the mean what the other said.'
  if (binding === 'figure')
    return [
      councils === 3
        ? 'If two councils compare what they said, they can work out the mean of what the third said.'
        : `If ${councils - 1} councils compare what they said, they can work out the mean of what the last one said.`,
      'Each council can take its own part away from the figure. What is left is the mean of the others.',
      'A statement on which fewer than three councils had experience shows no figure. That tells you that some had none.',
      alone,
    ]
  if (binding === 'pair')
    return councils === 2
      ? ['What your partner says of you is opened to you, so it is plain who said it.', alone, two]
      : [
          'What a partner says of you is opened to you, so it is plain which council said it.',
          'Two councils that show each other their pages know all that both of them saw.',
          alone,
          two,
        ]
  return ['It is plain to all which council said what of which.', alone, two]
}

/** Why not, in a sentence that names the thing. */
export function refusalWords(
  refusal: VisibilityRefusal | ShowSelfRefusal,
  nameOf: (council: string) => string,
  dateOf: (instant: string) => string,
): string {
  switch (refusal.type) {
    case 'self-too-early':
      return refusal.from === null
        ? 'The list of bank holidays does not reach so far, so five working days cannot be counted yet.'
        : `Only your council is shown this for five working days. You can show it to all from ${formatDay(refusal.from)}.`
    case 'self-nothing-to-show':
      return 'There is nothing here that only your council is shown.'
    case 'self-not-yours-to-show':
      return 'What your partners said of you is theirs, and the round keeps it between each pair. So it cannot be shown to all.'
    case 'self-shown-already':
      return 'Your council has shown this to all already.'
    default:
      return roundRefusalWords(refusal, nameOf, dateOf)
  }
}

/** A mean in tenths as a number of points: 37 is 3.7. */
export function points(tenths: number): string {
  return (tenths / 10).toFixed(1).replace(/\.0$/, '')
}

/** A difference in words: "1 point", "0.3 points". */
export function pointsApart(tenths: number): string {
  const amount = points(Math.abs(tenths))
  return `${amount} ${amount === '1' ? 'point' : 'points'}`
}

/** What a mean says, before the number: nearest to which level. */
export function nearWords(tenths: number, levels: readonly string[]): string {
  return levels[Math.min(levels.length, Math.max(1, Math.floor((tenths + 5) / 10))) - 1] ?? ''
}
