import { BadInput } from '#engine/bad-input.ts'
import { namesOf } from '#engine/coalition.ts'
import { savings } from '#engine/game.ts'
import { bestPartition, regretOf, type Partition } from '#engine/partition.ts'
import { bestGroupsFor } from '#engine/partner-choice.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { choiceAt, listAt, maybe, recordAt, wholeAt } from '#root/cli/field.ts'
import {
  GAME_FIELDS,
  GAME_HELP,
  gameAt,
  gameRecord,
  groupNamed,
  moneyInWords,
  type Unit,
} from '#root/cli/game-input.ts'
import { pairAt, playerAt } from '#root/cli/rule-input.ts'

const FIELDS = [...GAME_FIELDS, 'preferred', 'host', 'fewest', 'most', 'links', 'by'] as const

type Groups = { groups: string[][]; value: number }
type Found = {
  unit: Unit
  best: Groups
  second: Groups | null
  preferred: (Groups & { regret: number }) | null
  allTogetherIsBest: boolean
  regretOfAllTogether: number
  hosts: { host: string | null; groups: { members: string[]; value: number; score: number }[] }
}

const calculation: Calculation<Found> = {
  name: 'partition',
  summary: 'which councils should work together: the best map, the second best, the best group for a host',
  help: `
handfast partition FILE [--host NAME]
${GAME_HELP}

  host: Ashby                       # list the best groups that hold this council
  fewest: 2                         # smallest and largest group for the host
  most: 4
  links: [[Ashby, Barnshire]]       # pairs that can work together, for the host's groups
  by: per-head                      # rank the host's groups by saving for each member, not in all
  preferred: [Ashby + Barnshire, Coldwell]    # what a preferred map would lose against the best

Tables: maps, host.`,
  needsInput: true,
  options: { host: { type: 'string' } },
  prepare: (read, options) => {
    if (read === null) throw new BadInput('arguments', 'name a file to read')
    return { ...recordAt(gameRecord(read), 'the input', FIELDS), ...options }
  },
  compute: (input) => find(recordAt(input, 'the input', FIELDS)),
  show: (found) => ({ tables: tablesOf(found), explain: words(found) }),
}

/** `handfast partition`. */
export const partition = commandOf(calculation)

function find(given: Record<string, unknown>): Found {
  const { game, unit } = gameAt(given)
  const { players } = game
  const values = savings(game)
  const named = ({ groups, value }: Partition): Groups => ({
    groups: groups.map((group) => namesOf(group, players)),
    value,
  })
  const { best, second, allTogetherIsBest, regretOfAllTogether } = bestPartition(values, players.length)
  const preferred = maybe(given['preferred'], 'preferred', (value, field) =>
    listAt(value, field).map((group, i) => groupNamed(String(group), players, `${field}[${i}]`)),
  )
  const value = preferred?.reduce((sum, group) => sum + values[group]!, 0) ?? 0
  return {
    unit,
    best: named(best),
    second: second === null ? null : named(second),
    preferred: preferred
      ? { ...named({ groups: preferred, value }), regret: regretOf(values, preferred, best.value) }
      : null,
    allTogetherIsBest,
    regretOfAllTogether,
    hosts: hostGroups(given, players, values),
  }
}

function hostGroups(
  given: Record<string, unknown>,
  players: readonly string[],
  values: Float64Array,
): Found['hosts'] {
  const n = players.length
  const host = maybe(given['host'], 'host', (value, field) => playerAt(value, field, players))
  const fewest = maybe(given['fewest'], 'fewest', (value, field) => wholeAt(value, field, 1, n))
  const most = maybe(given['most'], 'most', (value, field) => wholeAt(value, field, 1, n))
  const by = maybe(given['by'], 'by', (value, field) =>
    choiceAt(value, field, ['total', 'per-head'] as const),
  )
  const links = maybe(given['links'], 'links', (value, field) =>
    listAt(value, field).map((link, i) => pairAt(link, `${field}[${i}]`, players)),
  )
  const wish = {
    ...(host === undefined ? {} : { host }),
    ...(fewest === undefined ? {} : { fewest }),
    ...(most === undefined ? {} : { most }),
    ...(by === undefined ? {} : { by }),
    ...(links === undefined ? {} : { links }),
  }
  const groups = bestGroupsFor(values, n, wish, 5)
  return {
    host: host === undefined ? null : players[host]!,
    groups: groups.map(({ group, value, score }) => ({ members: namesOf(group, players), value, score })),
  }
}

function tablesOf({ unit, best, second, preferred, regretOfAllTogether, hosts }: Found) {
  const map = ({ groups }: Groups) => groups.map((members) => members.join(' + ')).join(' | ')
  return [
    {
      id: 'maps',
      title: `Ways to divide the councils, by saving in ${unit}`,
      columns: [{ name: 'map' }, { name: 'groups' }, { name: 'saving' }, { name: 'less than the best' }],
      rows: [
        ['best', map(best), best.value, 0],
        ...(second === null ? [] : [['second best', map(second), second.value, best.value - second.value]]),
        ...(preferred === null ? [] : [['preferred', map(preferred), preferred.value, preferred.regret]]),
        ['all together', '', best.value - regretOfAllTogether, regretOfAllTogether],
      ],
    },
    {
      id: 'host',
      title: hosts.host === null ? 'Best groups' : `Best groups with ${hosts.host}`,
      columns: [{ name: 'group' }, { name: 'saving' }, { name: 'ranked by' }],
      rows: hosts.groups.map(({ members, value, score }) => [members.join(' + '), value, score]),
    },
  ]
}

function words({ best, second, preferred, allTogetherIsBest, regretOfAllTogether, unit }: Found): string[] {
  const amount = (value: number) => moneyInWords(value, unit)
  return [
    'Every way of dividing the councils into groups was compared by what its groups save in all.',
    `The best saves ${amount(best.value)}${second === null ? '.' : `; the next best ${amount(best.value - second.value)} less.`}`,
    allTogetherIsBest
      ? 'Working all together is as good as any.'
      : `Working all together would lose ${amount(regretOfAllTogether)} against it.`,
    ...(preferred === null ? [] : [`The preferred map would lose ${amount(preferred.regret)}.`]),
  ]
}
