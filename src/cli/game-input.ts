import { BadInput, demand, demandDistinct } from '#engine/bad-input.ts'
import { coalitionOf, namesOf, sumsByCoalition, type Coalition } from '#engine/coalition.ts'
import { costGame, gameFromTable, savingsGame, type Game } from '#engine/game.ts'
import { choiceAt, isRecord, listAt, maybe, numberAt, textAt } from '#root/cli/field.ts'
import type { ReadInput } from '#root/cli/input.ts'

/** What one unit of an amount is worth in pounds. */
export const UNITS = { pounds: 1, thousands: 1000, millions: 1_000_000 } as const
export type Unit = keyof typeof UNITS

/** The fields in which a file says what every group costs, or saves. */
export const GAME_FIELDS = ['partners', 'costs', 'savings', 'alone', 'unit'] as const

/** A game with how it was given. */
export type GameInput = {
  game: Game
  unit: Unit
  /** False when only savings are known, so that shares are of the saving. */
  hasCosts: boolean
}

/** An amount in words: "£1,500,000", "£54 thousand", "£1.8685 million". */
export function moneyInWords(value: number, unit: Unit): string {
  // To the penny for pounds and for thousands nearly so.
  const decimals = { pounds: 2, thousands: 3, millions: 6 }[unit]
  const number = Math.abs(value).toLocaleString('en-GB', { maximumFractionDigits: decimals })
  const scale = { pounds: '', thousands: ' thousand', millions: ' million' }[unit]
  return `${value < 0 && number !== '0' ? '−' : ''}£${number}${scale}`
}

/** How files write their games: shared by the help of `share` and `partition`. */
export const GAME_HELP = `
FILE says what every group of councils would pay together (costs), or save (savings):

  partners: [Ashby, Barnshire, Coldwell]
  costs: { Ashby: 60, Barnshire: 50, Coldwell: 40, Ashby + Barnshire: 80, …, Ashby + Barnshire + Coldwell: 96 }
  unit: thousands           # pounds, thousands or millions

With savings, a council on its own saves 0 unless said; alone: { Ashby: 60, … } turns savings into costs. Costs may
also be a list of all 2^n, in the order nobody, 1st, 2nd, 1st+2nd, 3rd … CSV has columns group and cost (or saving).`

/** Makes the record that is computed and saved from what was read; a table of groups becomes costs or savings. */
export function gameRecord(read: ReadInput): Record<string, unknown> {
  if (read.kind === 'data') {
    demand(isRecord(read.data), 'the input', 'must be a record with partners and costs or savings')
    return read.data
  }
  const { columns, rows } = read.table
  const amount = ['cost', 'saving'].find((name) => columns.includes(name))
  const isTable = columns.includes('group') && amount !== undefined
  demand(isTable, 'the input', `needs columns group and cost (or saving), not ${columns.join(', ')}`)
  const groups = rows.map((row) => [row['group'] ?? '', row[amount] ?? ''] as const)
  const twice = groups.find(([group], index) => groups.findIndex(([other]) => other === group) !== index)
  if (twice !== undefined) throw new BadInput('group', `"${twice[0]}" is given twice`)
  const partners = [...new Set(groups.flatMap(([group]) => membersNamed(group)))]
  return { partners, [amount === 'cost' ? 'costs' : 'savings']: Object.fromEntries(groups) }
}

/** Reads the game. Throws `BadInput` naming the group that is missing, repeated or no number. O(2^n). */
export function gameAt(given: Record<string, unknown>): GameInput {
  const players = listAt(given['partners'], 'partners').map((name, i) => textAt(name, `partners[${i}]`))
  demandDistinct(players, 'partners')
  const joined = players.findIndex((name) => /[+;]/.test(name))
  demand(joined < 0, `partners[${joined}]`, 'must not hold + or ;, which join the names of a group')
  const unit = choiceAt(given['unit'] ?? 'pounds', 'unit', ['pounds', 'thousands', 'millions'] as const)
  const { costs, savings } = given
  demand(
    (costs === undefined) !== (savings === undefined),
    'costs',
    'give either costs or savings, and not both',
  )
  if (costs !== undefined) return { game: costsGame(players, costs), unit, hasCosts: true }
  const worths = tableOf(players, savings, 'savings', 0)
  const alone = maybe(given['alone'], 'alone', (value) => tableOf(players, value, 'alone', null, 1))
  if (alone === undefined) return { game: savingsGame(players, worths), unit, hasCosts: false }
  const apart = sumsByCoalition(players.map((_, i) => alone[2 ** i]!))
  return {
    game: costGame(
      players,
      worths.map((worth, group) => apart[group]! - worth),
    ),
    unit,
    hasCosts: true,
  }
}

function costsGame(players: readonly string[], costs: unknown): Game {
  if (Array.isArray(costs))
    return costGame(
      players,
      costs.map((cost, i) => numberAt(cost, `costs[${i}]`)),
    )
  const table = tableOf(players, costs, 'costs', null)
  // Through the engine's own reader, so that what it refuses is refused here in the same words.
  const rows = Array.from(table.keys())
    .slice(1)
    .map((group) => ({ members: namesOf(group, players), cost: table[group]! }))
  return gameFromTable(players, rows)
}

/** Amounts by group. What is not named: `single` for one council (null: refused); for others refused. */
function tableOf(
  players: readonly string[],
  value: unknown,
  field: string,
  single: number | null,
  largest = players.length,
): Float64Array {
  demand(players.length <= 30, 'partners', `are ${players.length}; at most 30 can be shared between`)
  demand(isRecord(value), field, 'must say an amount for each group, such as "Ashby + Barnshire: 80"')
  const table = new Float64Array(2 ** players.length).fill(Number.NaN)
  table[0] = 0
  for (const [name, amount] of Object.entries(value)) {
    const group = groupNamed(name, players, `${field}.${name}`)
    demand(Number.isNaN(table[group]), `${field}.${name}`, 'is given twice')
    table[group] = numberAt(amount, `${field}.${name}`)
  }
  for (const [group, amount] of table.entries()) {
    const names = namesOf(group, players)
    if (!Number.isNaN(amount) || names.length > largest) continue
    const missing = `${field}.${names.join(' + ')}`
    demand(single !== null && names.length === 1, missing, 'is missing; say what this group comes to')
    table[group] = single
  }
  return table
}

/** A group from its name, such as "Ashby + Barnshire" or "Ashby; Barnshire". */
export function groupNamed(name: string, players: readonly string[], field: string): Coalition {
  const members = membersNamed(name).map((member) => {
    const index = players.indexOf(member)
    demand(index >= 0, field, `"${member}" is not one of the partners (${players.join(', ')})`)
    return index
  })
  demand(members.length > 0, field, 'names nobody')
  demand(new Set(members).size === members.length, field, 'names a council twice')
  return coalitionOf(members)
}

function membersNamed(group: string): string[] {
  return group
    .split(/[+;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** A group in words: "Ashby and Barnshire". */
export function inWords(group: Coalition, players: readonly string[]): string {
  const names = namesOf(group, players)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
