import { BadInput } from '#engine/bad-input.ts'
import { coalitionOf } from '#engine/coalition.ts'
import { SIMPLE_RULES, type Rule } from '#engine/sharing-rule.ts'
import { isRecord, listAt, maybe, numberAt, recordAt, textAt } from '#root/cli/field.ts'

const OTHER_RULES = [
  'proportional',
  'least-core',
  'core-nearest',
  'scrb',
  'weighted-shapley',
  'owen',
  'weighted-coalition',
  'myerson',
] as const

const FIELDS = ['rule', 'key', 'give', 'benefits', 'weights', 'unions', 'unionWeights', 'links'] as const

/**
 * Reads a sharing rule: its name alone, or a record with what it needs. A key is the name of one of `keys`, a list of
 * amounts, or amounts by council; unions and links name councils. Throws `BadInput` naming the part that is wrong.
 */
export function ruleAt(
  value: unknown,
  field: string,
  players: readonly string[],
  keys: Readonly<Record<string, readonly number[]>>,
): { label: string; rule: Rule } {
  const given = recordAt(isRecord(value) ? value : { rule: value }, field, FIELDS)
  const name = textAt(given['rule'], `${field}.rule`)
  const simple = SIMPLE_RULES.find((rule) => rule === name)
  if (simple !== undefined) return { label: simple, rule: { rule: simple } }
  const amounts = (part: string) => amountsAt(given[part], `${field}.${part}`, players, keys)
  const label = typeof given['key'] === 'string' ? `${name} by ${given['key']}` : name
  switch (name) {
    case 'proportional':
    case 'least-core':
      return { label, rule: { rule: name, key: amounts('key') } }
    case 'core-nearest': {
      const give = given['give'] === undefined ? {} : { give: amounts('give') }
      return { label, rule: { rule: name, key: amounts('key'), ...give } }
    }
    case 'scrb': {
      const benefits = given['benefits'] === undefined ? {} : { benefits: amounts('benefits') }
      return { label, rule: { rule: name, ...benefits } }
    }
    case 'weighted-shapley':
      return { label, rule: { rule: name, weights: amounts('weights') } }
    case 'owen':
      return { label, rule: { rule: name, unions: unionsAt(given['unions'], field, players) } }
    case 'weighted-coalition': {
      const unionWeights = listAt(given['unionWeights'], `${field}.unionWeights`).map((weight, i) => {
        return numberAt(weight, `${field}.unionWeights[${i}]`)
      })
      return { label, rule: { rule: name, unions: unionsAt(given['unions'], field, players), unionWeights } }
    }
    case 'myerson':
      return { label, rule: { rule: name, links: linksAt(given['links'], field, players) } }
    default:
      throw new BadInput(
        `${field}.rule`,
        `"${name}" is not one of ${[...SIMPLE_RULES, ...OTHER_RULES].join(', ')}`,
      )
  }
}

function amountsAt(
  value: unknown,
  field: string,
  players: readonly string[],
  keys: Readonly<Record<string, readonly number[]>>,
): readonly number[] {
  if (typeof value === 'string') {
    const key = keys[value]
    if (key === undefined) throw new BadInput(field, `"${value}" is not one of the keys given`)
    return key
  }
  if (Array.isArray(value)) return value.map((amount, i) => numberAt(amount, `${field}[${i}]`))
  const by = recordAt(value, field, players)
  return players.map(
    (player) => maybe(by[player], `${field}.${player}`, numberAt) ?? missing(`${field}.${player}`),
  )
}

function missing(field: string): never {
  throw new BadInput(field, 'is missing; give an amount for each council')
}

function unionsAt(value: unknown, field: string, players: readonly string[]): number[] {
  return listAt(value, `${field}.unions`).map((union, i) => {
    const members = listAt(union, `${field}.unions[${i}]`)
    return coalitionOf(members.map((name, m) => playerAt(name, `${field}.unions[${i}][${m}]`, players)))
  })
}

function linksAt(value: unknown, field: string, players: readonly string[]): [number, number][] {
  return listAt(value, `${field}.links`).map((link, i) => pairAt(link, `${field}.links[${i}]`, players))
}

/** Two councils that are linked, by name. */
export function pairAt(value: unknown, field: string, players: readonly string[]): [number, number] {
  const [a, b, ...more] = listAt(value, field)
  if (b === undefined || more.length > 0) throw new BadInput(field, 'must name two councils')
  return [playerAt(a, `${field}[0]`, players), playerAt(b, `${field}[1]`, players)]
}

/** The place of a council among the partners, by name. */
export function playerAt(value: unknown, field: string, players: readonly string[]): number {
  const name = textAt(value, field)
  const index = players.indexOf(name)
  if (index < 0) throw new BadInput(field, `"${name}" is not one of the partners (${players.join(', ')})`)
  return index
}
