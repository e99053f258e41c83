import type { Game } from '#engine/game.ts'
import type { LeavingFigures } from '#engine/leaving-answer.ts'
import { leavingRules, type LeavingRule } from '#engine/leaving-question.ts'
import type { SplitFigures } from './figures.ts'
import type { Proposal } from './proposal.ts'
import { keysOf } from './rule.ts'

/** All that a question about leaving is answered from; it stands in the page, so that a browser can answer it alone. */
export function leavingFigures(
  game: Game,
  figures: SplitFigures,
  of: { readonly proposal: Proposal | null; readonly chance: number; readonly own: string | null },
): LeavingFigures {
  const { people, volume } = keysOf(figures)
  const own = figures.councils.findIndex(({ code }) => code === of.own)
  const { proposal } = of
  return {
    names: figures.councils.map(({ name }) => name),
    values: Array.from(game.values),
    volumes: volume,
    people,
    services: (figures.services ?? []).map(({ name, volumes, values }) => ({ name, volumes, values })),
    proposed: proposal && proportionsOf(proposal, figures),
    formula: proposal?.exit ?? null,
    chance: of.chance,
    own: own < 0 ? null : own,
  }
}

/** What each would pay by the proposed split; null where somebody would be paid or was not in it. */
function proportionsOf({ pays, figures }: Proposal, { councils }: SplitFigures): readonly number[] | null {
  const own = councils.map(({ code }) => {
    const at = figures.councils.findIndex((council) => council.code === code)
    return at < 0 ? -1 : (pays[at] ?? -1)
  })
  return own.every((part) => part >= 0) && own.some((part) => part > 0) ? own : null
}

/** The rules that these figures can be followed through. */
export function rulesFor({ volumes, people, proposed }: LeavingFigures): LeavingRule[] {
  const known: Partial<Record<LeavingRule, unknown>> = { usage: volumes, people, proposed }
  return leavingRules.filter((rule) => !(rule in known) || known[rule] !== null)
}

const namedAlike: Partial<Record<Proposal['rule'], LeavingRule>> = {
  equal: 'equal',
  alone: 'stand-alone',
  'equal-savings': 'equal-savings',
  shapley: 'shapley',
  volume: 'usage',
  people: 'people',
}

/** The rule of the laboratory as a withdrawal follows it, where there is one and there are figures for it. */
export function sameRule(name: Proposal['rule'], figures: LeavingFigures): LeavingRule | undefined {
  const same = namedAlike[name]
  return same && rulesFor(figures).includes(same) ? same : undefined
}

/** The rule to begin with: the proposed one, else its proportions, else equal parts. */
export function firstRule(proposal: Proposal | null, figures: LeavingFigures): LeavingRule {
  if (!proposal) return 'equal'
  return sameRule(proposal.rule, figures) ?? (figures.proposed ? 'proposed' : 'equal')
}
