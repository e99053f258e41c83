import { formatPercent } from '#ui/format.ts'
import { notable, type PowerRefusal, type PowerReport, type Weight } from './power.ts'

export function powerRefusalWords(refusal: PowerRefusal): string {
  return refusal.type === 'power-role'
    ? 'The lead or a deputy of a council, or the partnership manager, can type this in.'
    : 'This is for councils that have joined the partnership.'
}

/** What stands out, in sentences: who can stop everything, who can do nothing, and whose weight differs from what it pays. */
export function powerSentences(
  { weights, dictator }: PowerReport,
  nameOf: (council: string) => string,
): string[] {
  if (dictator !== null)
    return [`${nameOf(dictator)} carries any motion alone. The other votes never decide.`]
  return weights.flatMap((weight) => {
    const name = nameOf(weight.council)
    return [
      ...(weight.vetoes ? [`Nothing passes without ${name}.`] : []),
      ...(weight.neverDecides
        ? [
            `${name} has ${weight.votes === 1 ? 'a vote' : `${weight.votes} votes`} that never ${weight.votes === 1 ? 'decides' : 'decide'} anything.`,
          ]
        : []),
      ...againstCost(weight, name),
    ]
  })
}

function againstCost({ shapleyShubik, costShare }: Weight, name: string): string[] {
  if (costShare === null || Math.abs(shapleyShubik - costShare) < notable) return []
  const [power, cost] = [formatPercent(shapleyShubik), formatPercent(costShare)]
  return shapleyShubik > costShare
    ? [`${name} decides ${power} of the time and pays ${cost} of the cost: more say than bill.`]
    : [`${name} pays ${cost} of the cost and decides ${power} of the time: more bill than say.`]
}

/** What to ask each other. It opens a conversation; it does not say what is fair. */
export const powerQuestions = [
  'Which decisions should one council alone be able to stop, and which not?',
  'Should whoever pays most decide most? What does the smallest of you need, to stay?',
  'Which matters do you keep for all councils to agree on, whatever the votes?',
  'What happens to these numbers when one of you leaves, or another joins?',
]
