import { allocateAll } from '#engine/allocation.ts'
import { explainUndefined } from '#engine/allocation-words.ts'
import { BadInput, demand } from '#engine/bad-input.ts'
import { chargeInPence } from '#engine/charge-in-pence.ts'
import { leastCore, type LeastCore } from '#engine/core.ts'
import { gameProperties } from '#engine/game-properties.ts'
import { jointCost, jointSaving, standAloneCosts, type Game } from '#engine/game.ts'
import { smallestFix, type SmallestFix } from '#engine/smallest-fix.ts'
import { SIMPLE_RULES, type Rule } from '#engine/sharing-rule.ts'
import { loadSolver } from '#platform/highs.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { isRecord, listAt, maybe, numberAt, recordAt, textAt } from '#root/cli/field.ts'
import {
  GAME_FIELDS,
  GAME_HELP,
  gameAt,
  gameRecord,
  inWords,
  moneyInWords,
  UNITS,
} from '#root/cli/game-input.ts'
import { ruleAt } from '#root/cli/rule-input.ts'
import { shareTables, type Shared } from '#root/cli/share-table.ts'

const FIELDS = [...GAME_FIELDS, 'keys', 'rules'] as const

const calculation: Calculation<Shared> = {
  name: 'share',
  summary: 'every sharing rule side by side, and which groups would do better alone',
  help: `
handfast share FILE [--rules shapley,nucleolus]
${GAME_HELP}

  keys:                                             # anything to share in proportion to
    population: { Ashby: 60000, Barnshire: 50000, Coldwell: 40000 }
  rules: [equal, shapley, { rule: owen, unions: [[Ashby, Barnshire], [Coldwell]] }]

Without rules, all that need nothing further are shown, and one for each key.
Rules: ${SIMPLE_RULES.join(', ')}, scrb, proportional, least-core, core-nearest (each with key), weighted-shapley
(weights), owen (unions), weighted-coalition (unions, unionWeights), myerson (links).
Tables: rules, pence, groups, properties.`,
  needsInput: true,
  options: { rules: { type: 'string' } },
  prepare: (read, options) => {
    if (read === null) throw new BadInput('arguments', 'name a file to read')
    const given = recordAt(gameRecord(read), 'the input', FIELDS)
    return typeof options['rules'] === 'string' ? { ...given, rules: options['rules'].split(',') } : given
  },
  compute: async (input) => {
    const given = recordAt(input, 'the input', FIELDS)
    const { game, unit, hasCosts } = gameAt(given)
    const keys = keysAt(given['keys'], game.players)
    const chosen = maybe(given['rules'], 'rules', listAt)
    const rules =
      chosen?.map((rule, i) => ruleAt(rule, `rules[${i}]`, game.players, keys)) ??
      usualRules(game, keys, hasCosts)
    const solveLp = await loadSolver()
    const allocations = allocateAll(
      game,
      rules.map(({ rule }) => rule),
      solveLp,
    )
    return {
      players: game.players,
      unit,
      hasCosts,
      joint: jointCost(game),
      alone: Array.from(standAloneCosts(game)),
      saving: jointSaving(game),
      properties: gameProperties(game, solveLp),
      leastCore: leastCore(game, solveLp),
      perHead: leastCore(game, solveLp, { measure: 'perHead' })?.epsilon ?? null,
      rules: allocations.map((allocation, i) => ({
        label: rules[i]!.label,
        allocation,
        charges: allocation.defined ? chargeInPence(game, allocation.shares, UNITS[unit]) : null,
        fix: allocation.defined && !allocation.inCore ? smallestFix(game, allocation.shares, solveLp) : null,
      })),
    }
  },
  show: (shared) => ({ tables: shareTables(shared), explain: words(shared) }),
}

/** `handfast share`. */
export const share = commandOf(calculation)

function keysAt(value: unknown, players: readonly string[]): Record<string, number[]> {
  if (value === undefined || value === null) return {}
  demand(isRecord(value), 'keys', 'must be records of amounts by council')
  return Object.fromEntries(
    Object.entries(value).map(([name, amounts]) => {
      if (Array.isArray(amounts))
        return [name, amounts.map((amount, i) => numberAt(amount, `keys.${name}[${i}]`))]
      const by = recordAt(amounts, `keys.${name}`, players)
      return [name, players.map((player) => numberAt(by[player], `keys.${name}.${player}`))]
    }),
  )
}

/** Every rule that needs nothing further; the slower ones up to 16 partners. */
function usualRules(
  game: Game,
  keys: Record<string, number[]>,
  hasCosts: boolean,
): { label: string; rule: Rule }[] {
  const quick = new Set(['equal', 'equal-savings', 'ensc', 'gately', 'shapley', 'nucleolus'])
  const simple = SIMPLE_RULES.filter((rule) => game.players.length <= 16 || quick.has(rule))
  const costOnly = new Set(['equal-profit', 'proportional-nucleolus', 'proportional-prenucleolus'])
  const fitting = simple.filter((rule) => hasCosts || !costOnly.has(rule))
  const alone = Array.from(standAloneCosts(game))
  return [
    ...fitting.map((rule) => ({ label: rule, rule: { rule } })),
    { label: 'scrb', rule: { rule: 'scrb' as const } },
    ...(hasCosts && alone.every((cost) => cost > 0)
      ? [{ label: 'by stand-alone cost', rule: { rule: 'proportional' as const, key: alone } }]
      : []),
    ...Object.entries(keys).flatMap(([name, key]) => [
      { label: `by ${name}`, rule: { rule: 'proportional' as const, key } },
      { label: `by ${name}, made stable`, rule: { rule: 'core-nearest' as const, key } },
    ]),
  ]
}

function words(shared: Shared): string[] {
  const { players, unit, hasCosts, joint, alone, saving, leastCore: least, rules } = shared
  const amount = (value: number) => moneyInWords(value, unit)
  const apart = alone.reduce((sum, cost) => sum + cost, 0)
  return [
    hasCosts
      ? `Alone the councils pay ${amount(apart)}; together ${amount(joint)}: a saving of ${amount(saving)}.`
      : `Together the councils save ${amount(saving)}.`,
    stability(least, amount),
    ...rules.flatMap(({ label, allocation, charges, fix }) => {
      if (!allocation.defined) return [`${label}: no answer. ${explainUndefined(allocation.why)}`]
      if (allocation.inCore) {
        const pence =
          charges?.leftCoreByRounding === true ? ' Rounded to pence, a group could gain a penny or so.' : ''
        return [`${label}: no group would do better alone.${pence}`]
      }
      const [worst] = allocation.worst
      const who = worst === undefined ? 'Some group' : inWords(worst.group, players)
      return [
        `${label}: ${who} would do better by ${amount(worst?.excess ?? 0)} without the others. ${mend(fix, players, amount)}`,
      ]
    }),
    'Shapley: each council pays the average of what its arrival adds to the bill, over every order of arriving.',
    'Nucleolus: the loudest complaint of any group is made as quiet as can be, then the next, and so on.',
    'Amounts in pence are rounded so that they add up exactly; the pence table says so.',
  ]
}

function stability(least: LeastCore | null, amount: (value: number) => string): string {
  if (least === null) return 'There is only one council.'
  if (least.coreIsEmpty) {
    return `No division keeps every group from doing better alone; it would take a charge for leaving of ${amount(least.epsilon)}.`
  }
  return `There are divisions in which no group would do better alone, with up to ${amount(0 - least.epsilon)} to spare for each.`
}

function mend(
  fix: SmallestFix | null,
  players: readonly string[],
  amount: (value: number) => string,
): string {
  if (fix === null || fix.transfers.length === 0) return ''
  const moves = fix.transfers.map(({ from, to, amount: money }) => {
    return `${textAt(players[from], 'from')} pays ${amount(money)} more so that ${textAt(players[to], 'to')} pays less`
  })
  const so = fix.outcome === 'fixed' ? 'The smallest change that holds them all' : 'The least bad division'
  return `${so}: ${moves.join('; ')}.`
}
