import { explainUndefined } from '#engine/allocation-words.ts'
import type { Limits } from '#engine/mixed-share.ts'
import { membersOf, type Coalition } from '#engine/coalition.ts'
import { formatList, formatPounds } from '#ui/format.ts'
import { noMixWords, type Objector } from '#ui/split-words.ts'
import type { FiguresFault } from './figures.ts'
import type { RuleRow, Split } from './laboratory.ts'
import type { PotWay } from './proposal.ts'
import type { RuleName } from './rule.ts'

/** What each rule is called and what it does, in a sentence. */
export const ruleWords: Readonly<Record<RuleName, { readonly name: string; readonly says: string }>> = {
  equal: { name: 'Equal parts', says: 'Everybody pays the same.' },
  people: { name: 'By people served', says: 'Each pays in proportion to the people it serves.' },
  volume: { name: 'By use', says: 'Each pays in proportion to its volume of work.' },
  alone: {
    name: 'Same rate of saving',
    says: 'Each pays in proportion to what it would pay alone, so all save the same per cent.',
  },
  'equal-savings': {
    name: 'Equal savings',
    says: 'Each pays what it would pay alone, less an equal part of the saving.',
  },
  scrb: {
    name: 'Added cost, then benefit',
    says: 'Each pays what it adds to the bill; the rest is shared by what each still gains (separable costs, remaining benefits).',
  },
  shapley: {
    name: 'Average of joining (Shapley)',
    says: 'Each pays the average of what its arrival adds to the bill, over every order of arriving.',
  },
  nucleolus: {
    name: 'Quietest complaint (nucleolus)',
    says: 'The loudest complaint of any group is made as quiet as can be, then the next, and so on.',
  },
  'per-head-nucleolus': {
    name: 'Quietest complaint, per council',
    says: 'The same, with each group’s complaint counted for each council in it.',
  },
  gately: {
    name: 'Equal power to disrupt (Gately)',
    says: 'What the others would lose without a council, for each pound it would lose itself, is the same for all.',
  },
  tau: {
    name: 'Between least and most (tau)',
    says: 'Half way, in the same proportion for all, between the least a council can insist on and the most it could hope for.',
  },
  'equal-profit': {
    name: 'Savings as alike as can be',
    says: 'Among the splits that hold, the one in which rates of saving differ least.',
  },
  'nearest-stable': {
    name: 'Equal parts, moved until it holds',
    says: 'Among the splits that hold, the one nearest to equal parts.',
  },
}

export const missingWords = {
  people: 'Nobody has said how many people each council serves.',
  volume: 'The volume of work is not known for every council.',
  alone: 'No council has a cost of its own.',
} as const

/** Why a rule has no answer, as a sentence. */
export function whyWords(why: Extract<RuleRow, { why: unknown }>['why']): string {
  if (why === 'people' || why === 'volume' || why === 'alone') return missingWords[why]
  if (why === 'no-proportion')
    return 'Some council would be paid under this rule, so limits cannot be put on its parts.'
  return why === 'bounds-clash' || why === 'floors-above-bill' || why === 'caps-below-bill'
    ? noMixWords[why]
    : explainUndefined(why)
}

/** "Barnshire and Coldwell". */
export function groupWords(group: Coalition, names: readonly string[]): string {
  return formatList(membersOf(group).map((i) => names[i] ?? 'A council'))
}

/** The groups that would do better, with their members by place, as the words of a split take them. */
export function objectorsOf(objections: Split['objections']): Objector[] {
  return objections.map(({ group, excess }) => ({ members: membersOf(group), gain: Math.round(excess) }))
}

/** The smallest change that removes every such gain, in a sentence. */
export function fixWords({ fix }: Split, names: readonly string[]): string {
  if (!fix) return ''
  const moves = fix.transfers.map(
    ({ from, to, amount }) =>
      `${names[from]} pays ${formatPounds(Math.ceil(amount))} more so that ${names[to]} pays less`,
  )
  return fix.outcome === 'fixed'
    ? `The smallest change that makes it hold: ${moves.join('; ')}.`
    : `No split holds. ${moves.length > 0 ? `The least bad is near: ${moves.join('; ')}.` : 'This is as good as any.'} Even then a group could gain ${formatPounds(Math.round(fix.leftover))}.`
}

export const potWords: Readonly<Record<PotWay, string>> = {
  'as-bill': 'As the yearly bill is shared',
  equally: 'Equally',
  'as-saving': 'As the saving is shared',
}

/** Limits as a sentence. */
export function limitWords({ noWorseOff, cap, floor, dampening }: Limits): string {
  const limits = [
    noWorseOff && 'nobody pays more than alone',
    cap < 100 && `nobody pays more than ${cap}% of the bill`,
    floor > 0 && `nobody pays less than ${floor}% of the bill`,
    dampening !== null && `no bill differs by more than ${dampening}% from what the council pays alone`,
  ].filter((limit) => limit !== false)
  return `${limits.join('; ')}.`
}

/** Why nothing can be worked out yet, as a sentence. */
export function faultWords(fault: FiguresFault, names: readonly string[]): string {
  switch (fault.type) {
    case 'no-figures':
      return 'Nobody has put in what each council would pay alone.'
    case 'no-method':
      return 'Nobody has said what groups of councils would pay together.'
    case 'councils-changed':
      return 'The councils in the partnership have changed since these figures were put in.'
    case 'too-many':
      return `There are ${fault.councils} councils. Every rule can be worked out for up to 12.`
    case 'group-missing':
      return `What ${groupWords(fault.group, names)} would pay together is missing.`
    case 'no-volume':
      return `The volume of work of ${fault.council} is missing, so the cost of its groups cannot be worked out.`
    case 'no-platform':
      return 'What the one bill comes to is missing.'
    default:
      return fault satisfies never
  }
}
