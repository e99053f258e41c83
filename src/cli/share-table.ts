import type { Allocation } from '#engine/allocation.ts'
import type { Charges } from '#engine/charge-in-pence.ts'
import { namesOf } from '#engine/coalition.ts'
import type { LeastCore } from '#engine/core.ts'
import type { GameProperties, Verdict } from '#engine/game-properties.ts'
import type { SmallestFix } from '#engine/smallest-fix.ts'
import { moneyInWords, type Unit } from '#root/cli/game-input.ts'
import type { Cell, Table } from '#root/cli/table.ts'

/** What `handfast share` found: every rule side by side, and how stable the game is. */
export type Shared = {
  players: readonly string[]
  unit: Unit
  hasCosts: boolean
  joint: number
  alone: readonly number[]
  saving: number
  properties: GameProperties
  leastCore: LeastCore | null
  perHead: number | null
  rules: readonly SharedRule[]
}

/** One rule with its charges in pence and the smallest change that would keep every group in. */
export type SharedRule = {
  label: string
  allocation: Allocation
  charges: Charges | null
  fix: SmallestFix | null
}

/** The tables of `handfast share`: rules side by side, the same in pence, the groups that object, the properties. */
export function shareTables(shared: Shared): Table[] {
  const { hasCosts, unit, saving } = shared
  const one = hasCosts ? 'cost' : 'saving'
  return [
    {
      id: 'rules',
      title: `Each council's share of the ${one}, in ${unit === 'pounds' ? 'pounds' : `${unit} of pounds`}`,
      columns: columns(shared, 'stable', 'largest gain from leaving'),
      rows: [
        ...(hasCosts ? [['alone', ...shared.alone, null, null]] : []),
        ...shared.rules.map(({ label, allocation }): Cell[] => {
          if (!allocation.defined) return [label, ...shared.players.map(() => null), 'no answer', null]
          const amounts = hasCosts ? allocation.shares : allocation.savings
          return [
            label,
            ...amounts,
            allocation.inCore ? 'yes' : 'no',
            plainGain(shared, allocation.worst[0]?.excess ?? null),
          ]
        }),
      ],
      notes: [`Saving together: ${moneyInWords(saving, unit)}.`],
    },
    penceTable(shared, one),
    groupsTable(shared),
    propertiesTable(shared),
  ]
}

/** What is nothing but rounding is shown as nothing. */
function plainGain({ joint, alone }: Shared, gain: number | null): number | null {
  const size = Math.max(Math.abs(joint), ...alone.map(Math.abs))
  return gain !== null && Math.abs(gain) <= 1e-9 * size ? 0 : gain
}

function columns({ players }: Shared, ...more: string[]) {
  return ['rule', ...players, ...more].map((name) => ({ name }))
}

function penceTable(shared: Shared, one: string): Table {
  return {
    id: 'pence',
    title: `The same in pence, adding up exactly (${one})`,
    columns: columns(shared, 'stable to the penny'),
    rows: shared.rules.flatMap(({ label, charges }) => {
      if (charges === null) return []
      const pence = charges.pence.map((amount) => (shared.hasCosts ? amount : 0 - amount))
      return [
        [label, ...pence, charges.inCore ? 'yes' : charges.leftCoreByRounding ? 'not by rounding' : 'no'],
      ]
    }),
  }
}

function groupsTable({ players, rules }: Shared): Table {
  return {
    id: 'groups',
    title: 'Groups that would do better alone',
    columns: [{ name: 'rule' }, { name: 'group' }, { name: 'would gain' }],
    rows: rules.flatMap(({ label, fix }) =>
      (fix?.objections ?? [])
        .slice(0, 10)
        .map(({ group, excess }) => [label, namesOf(group, players).join(' + '), excess]),
    ),
  }
}

function propertiesTable({ players, properties, leastCore, perHead }: Shared): Table {
  const verdict = (name: string, found: Verdict | null): Cell[] => {
    if (found === null) return [name, 'too many partners to say', '']
    if (found.holds) return [name, 'yes', '']
    const [first, second] = [found.first, found.second].map((group) => namesOf(group, players).join(' + '))
    return [name, 'no', `see ${first} with ${second}`]
  }
  return {
    id: 'properties',
    title: 'What kind of game it is',
    columns: [{ name: 'property' }, { name: 'holds' }, { name: 'because' }],
    rows: [
      verdict('joining never costs extra', properties.superadditive),
      verdict('a larger group saves a joiner more', properties.convex),
      verdict('a joiner never lowers the saving', properties.monotone),
      ['some division keeps every group in', properties.balanced ? 'yes' : 'no', ''],
      ['charge for leaving that would hold every group', leastCore?.epsilon ?? null, 'below 0: slack'],
      ['the same for each leaving council', perHead, 'below 0: slack'],
    ],
  }
}
