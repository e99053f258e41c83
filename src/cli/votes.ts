import { demand, demandDistinct } from '#engine/bad-input.ts'
import { doubleMajorityPower } from '#engine/double-majority.ts'
import {
  powerAgainstCost,
  votingPower,
  type PowerAgainstCost,
  type VotingPower,
} from '#engine/voting-power.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { listAt, maybe, numberAt, recordAt, textAt, wholeAt } from '#root/cli/field.ts'

const FIELDS = ['quota', 'secondQuota', 'members'] as const
const MEMBER_FIELDS = ['name', 'votes', 'second', 'cost'] as const
const MOST_VOTES = Number.MAX_SAFE_INTEGER

type Found = {
  names: string[]
  votes: number[]
  power: VotingPower
  against: PowerAgainstCost[] | null
  isDouble: boolean
}

const calculation: Calculation<Found> = {
  name: 'votes',
  summary: 'who can swing a joint committee, against who pays for it',
  help: `
handfast votes FILE [--quota N] [--secondQuota N]

FILE is CSV with columns name, votes and, where wanted, second and cost; or YAML/JSON:

  quota: 15                                  # votes needed
  members:
    - { name: Ashby, votes: 8, cost: 400000 }
    - { name: Barnshire, votes: 7, cost: 300000 }
    - { name: Coldwell, votes: 5, cost: 300000 }
  secondQuota: 100000                        # a second majority, such as people: then each member has second too

Example: handfast votes committee.csv --quota 15`,
  needsInput: true,
  options: { quota: { type: 'string' }, secondQuota: { type: 'string' } },
  prepare: (read, options) => {
    const data = read?.kind === 'table' ? { members: read.table.rows } : read?.data
    return { ...recordAt(data, 'the input', FIELDS), ...options }
  },
  compute: (input) => find(recordAt(input, 'the input', FIELDS)),
  show: (found) => ({ tables: [tableOf(found)], explain: words(found) }),
}

/** `handfast votes`. */
export const votes = commandOf(calculation)

function find(given: Record<string, unknown>): Found {
  const quota = wholeAt(given['quota'], 'quota', 1, MOST_VOTES)
  const secondQuota = maybe(given['secondQuota'], 'secondQuota', (value, field) =>
    wholeAt(value, field, 1, MOST_VOTES),
  )
  const members = listAt(given['members'], 'members').map((member, i) =>
    recordAt(member, `members[${i}]`, MEMBER_FIELDS),
  )
  const names = members.map(({ name }, i) => textAt(name, `members[${i}].name`))
  demandDistinct(names, 'members')
  const numbers = (field: 'votes' | 'second' | 'cost') =>
    members.map((member, i) => numberAt(member[field], `members[${i}].${field}`))
  const weights = numbers('votes')
  const power =
    secondQuota === undefined
      ? votingPower({ weights, quota })
      : doubleMajorityPower({ weights, quota }, { weights: numbers('second'), quota: secondQuota })
  const withCost = members.filter(({ cost }) => cost !== undefined && cost !== '').length
  demand(withCost === 0 || withCost === members.length, 'members', 'give a cost for every member or for none')
  const against = withCost === 0 ? null : powerAgainstCost(power.shapleyShubik, numbers('cost'))
  return { names, votes: weights, power, against, isDouble: secondQuota !== undefined }
}

function tableOf({ names, votes: weights, power, against }: Found) {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    id: 'members',
    title: 'Who decides',
    columns: [
      { name: 'member' },
      { name: 'votes' },
      { name: 'share of votes', decimals: 4 },
      { name: 'Shapley-Shubik', decimals: 4 },
      { name: 'Banzhaf', decimals: 4 },
      { name: 'Penrose-Banzhaf', decimals: 4 },
      { name: 'swings' },
      { name: 'can prevent', decimals: 4 },
      { name: 'can initiate', decimals: 4 },
      ...(against === null
        ? []
        : [
            { name: 'share of cost', decimals: 4 },
            { name: 'power less cost', decimals: 4 },
          ]),
    ],
    rows: names.map((name, i) => [
      name,
      weights[i]!,
      total === 0 ? null : weights[i]! / total,
      power.shapleyShubik[i]!,
      power.banzhaf?.[i] ?? null,
      power.penroseBanzhaf[i]!,
      // A count above 2^53 keeps its digits as text.
      power.swings[i]! <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(power.swings[i]) : String(power.swings[i]),
      power.powerToPrevent[i]!,
      power.powerToInitiate[i]!,
      ...(against === null ? [] : [against[i]!.costShare, against[i]!.deviation]),
    ]),
    notes: [`${percent(power.decisiveness)} of all groups can carry a motion.`],
  }
}

function words({ names, power, against, isDouble }: Found): string[] {
  const list = (members: readonly number[]) => members.map((i) => names[i]).join(', ')
  const far = against?.filter(({ deviation }) => Math.abs(deviation) >= 0.05) ?? []
  return [
    isDouble ? 'A motion needs both majorities.' : 'A motion passes when the votes for it reach the quota.',
    'Shapley-Shubik: in how many of all orders of voting a member’s vote is the one that carries the motion.',
    'Banzhaf: in how many groups of the others its vote decides. A share of votes can be far from either.',
    ...(power.vetoers.length > 0 ? [`Nothing passes without ${list(power.vetoers)}.`] : []),
    ...(power.dictator === null ? [] : [`${list([power.dictator])} decides alone.`]),
    ...(power.dummies.length > 0 ? [`The vote of ${list(power.dummies)} never decides.`] : []),
    ...far.map(({ player, powerShare, costShare }) => {
      return `${names[player]} has ${percent(powerShare)} of the power and pays ${percent(costShare)} of the cost.`
    }),
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
