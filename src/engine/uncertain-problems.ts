import { choiceProblems, isRecord, numberProblems, numbersProblems, type Problem } from './problem.ts'

/** The forms of an uncertain number (`Uncertain` in distribution.ts). */
const kinds = [
  'pert',
  'triangular',
  'uniform',
  'normal',
  'lognormal',
  'sure',
  'discrete',
  'percentiles',
  'event',
]

/** What is wrong with an uncertain number, as data; `field` is its path. Empty when nothing is. */
export function uncertainProblems(value: unknown, field: string, atLeast = -Infinity): Problem[] {
  if (typeof value === 'number') return numberProblems(value, field, { atLeast })
  if (!isRecord(value)) {
    return [{ field, problem: 'is missing', mend: 'give a number, or low, likely and high' }]
  }
  const kind = value['kind'] ?? 'pert'
  const wrongKind = choiceProblems(kind, `${field}.kind`, kinds)
  if (wrongKind.length > 0) return wrongKind
  if (kind === 'discrete') return discreteProblems(value, field, atLeast)
  if (kind === 'normal' || kind === 'lognormal') return centredProblems(value, field, kind)
  return rangeProblems(value, field, kind, atLeast)
}

function rangeProblems(
  value: Record<string, unknown>,
  field: string,
  kind: unknown,
  atLeast: number,
): Problem[] {
  const hasMiddle = kind === 'pert' || kind === 'triangular' || kind === 'event'
  const names =
    kind === 'percentiles' ? ['p10', 'p50', 'p90'] : hasMiddle ? ['low', 'likely', 'high'] : ['low', 'high']
  const problems = names.flatMap((name) => numberProblems(value[name], `${field}.${name}`))
  if (problems.length > 0) return problems
  const numbers = names.map((name) => Number(value[name]))
  if (numbers[0]! < atLeast) return numberProblems(numbers[0], `${field}.${names[0]}`, { atLeast })
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i]! < numbers[i - 1]!) {
      const problem = `is ${numbers[i]}, less than ${names[i - 1]} (${numbers[i - 1]})`
      return [{ field: `${field}.${names[i]}`, problem, mend: `order them ${names.join(', ')}` }]
    }
  }
  if (kind === 'pert' && value['shape'] !== undefined) {
    return numberProblems(value['shape'], `${field}.shape`, { atLeast: 0, atMost: 20 })
  }
  if (kind === 'event') {
    if (numbers[0]! < 0 && numbers[2]! > 0) {
      const mend = 'keep the whole range at or above nought: a gain and a loss are two events'
      return [{ field: `${field}.low`, problem: `is ${numbers[0]} and high is ${numbers[2]}`, mend }]
    }
    return numberProblems(value['chance'], `${field}.chance`, { atLeast: 0, atMost: 1 })
  }
  return kind === 'sure'
    ? numberProblems(value['sure'], `${field}.sure`, { atLeast: 0.01, atMost: 0.999 })
    : []
}

function centredProblems(value: Record<string, unknown>, field: string, kind: string): Problem[] {
  if (kind === 'normal') {
    return [
      ...numberProblems(value['mean'], `${field}.mean`),
      ...numberProblems(value['sd'], `${field}.sd`, { atLeast: 0 }),
    ]
  }
  return [
    ...numberProblems(value['median'], `${field}.median`, { atLeast: Number.MIN_VALUE }),
    ...numberProblems(value['spread'], `${field}.spread`, { atLeast: 0, atMost: 10 }),
  ]
}

function discreteProblems(value: Record<string, unknown>, field: string, atLeast: number): Problem[] {
  const { values, chances } = value
  const problems = numbersProblems(values, `${field}.values`, { atLeast })
  if (problems.length > 0 || !Array.isArray(values)) return problems
  const wrong = numbersProblems(chances, `${field}.chances`, { length: values.length, atLeast: 0, atMost: 1 })
  if (wrong.length > 0 || !Array.isArray(chances)) return wrong
  const total = chances.reduce((sum: number, chance: number) => sum + chance, 0)
  if (Math.abs(total - 1) <= 1e-9) return []
  return [{ field: `${field}.chances`, problem: `add up to ${total}`, mend: 'make them add up to 1' }]
}
