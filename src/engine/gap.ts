import { demand, demandDistinct } from './bad-input.ts'

/** How far a council has come on one statement: 1 (not begun) to 5 (proven in use). */
export type Level = 1 | 2 | 3 | 4 | 5

/** How much a statement matters to a council: 1 (a little) to 3 (we would walk away). */
export type Importance = 1 | 2 | 3

/** What a council said: a level, that it does not know, or that the statement does not apply to it. */
export type LevelAnswer = { kind: 'level'; level: Level } | { kind: 'unknown' } | { kind: 'not-applicable' }

/** One council's agreed answer to one statement. */
export type CouncilAnswer = { council: string; answer: LevelAnswer; importance: Importance }

/** Which conversation a statement asks for. The first that fits is taken, in the order of `statementGap`. */
export type GapGroup = 'unknown' | 'differ' | 'ready' | 'not-ready' | 'not-applicable'

/** One row of the gap board. Councils are named in the order they were given. */
export type StatementGap = {
  group: GapGroup
  /** Highest level minus lowest, among councils that gave a level; 0 with fewer than two. */
  spread: number
  /** Levels from the lowest council up to the level needed; the full level needed where somebody does not know. */
  shortfall: number
  /** The larger of spread and shortfall, 0 to 5. */
  gap: number
  /** The highest importance given by a council it applies to; always 3 for a gate. */
  importance: Importance
  /** importance × gap, 0 to 15. */
  priority: number
  lowest: Level | null
  highest: Level | null
  gate: boolean
  /** Null when this is no gate, or applies to nobody. */
  gateMet: boolean | null
  unknown: readonly string[]
  notApplicable: readonly string[]
  belowNeeded: readonly string[]
}

/**
 * How far apart councils are on one statement, and how far from what their ambition needs.
 *
 * The first group that fits: *unknown* (somebody does not know); *differ* (levels two or more apart, or only some
 * reach the level needed); *ready* (all reach it); *not-ready* (none does). A council to which the statement does
 * not apply is left out of every comparison and named in `notApplicable`; when it applies to nobody the group is
 * *not-applicable* with priority 0. The names in the result are the reasons, for a page or a report to say.
 *
 * Throws `BadInput` for no answers, a council named twice, or a level or importance out of range.
 * O(councils). Source: this project's own rule, `docs/methods/gap.md`.
 */
export function statementGap(statement: {
  answers: readonly CouncilAnswer[]
  needed: Level
  gate: boolean
}): StatementGap {
  checkStatement(statement)
  const { answers, needed, gate } = statement
  const applicable = answers.filter(({ answer }) => answer.kind !== 'not-applicable')
  const levels = levelsOf(answers)
  const unknown = namesOf(answers, 'unknown')
  const lowest = extreme(levels, Math.min)
  const highest = extreme(levels, Math.max)
  const spread = lowest === null || highest === null ? 0 : highest - lowest
  const shortfall = unknown.length > 0 ? needed : lowest === null ? 0 : Math.max(0, needed - lowest)
  const gap = Math.max(spread, shortfall)
  const importance = importanceOf(applicable.length > 0 ? applicable : answers, gate)
  const allReach = unknown.length === 0 && lowest !== null && lowest >= needed
  return {
    group: groupOf({ unknown: unknown.length, spread, lowest, highest, needed }),
    spread,
    shortfall,
    gap,
    importance,
    priority: importance * gap,
    lowest,
    highest,
    gate,
    gateMet: gate && applicable.length > 0 ? allReach : null,
    unknown,
    notApplicable: namesOf(answers, 'not-applicable'),
    belowNeeded: answers
      .filter(({ answer }) => answer.kind === 'level' && answer.level < needed)
      .map(({ council }) => council),
  }
}

function groupOf(facts: {
  unknown: number
  spread: number
  lowest: Level | null
  highest: Level | null
  needed: Level
}): GapGroup {
  const { unknown, spread, lowest, highest, needed } = facts
  if (unknown > 0) return 'unknown'
  if (lowest === null || highest === null) return 'not-applicable'
  const onlySomeReach = lowest < needed && highest >= needed
  if (spread >= 2 || onlySomeReach) return 'differ'
  return lowest >= needed ? 'ready' : 'not-ready'
}

function levelsOf(answers: readonly CouncilAnswer[]): Level[] {
  return answers.flatMap(({ answer }) => (answer.kind === 'level' ? [answer.level] : []))
}

function namesOf(answers: readonly CouncilAnswer[], kind: LevelAnswer['kind']): string[] {
  return answers.filter(({ answer }) => answer.kind === kind).map(({ council }) => council)
}

function extreme(levels: readonly Level[], pick: (...values: number[]) => number): Level | null {
  const value = pick(...levels)
  return levels.find((level) => level === value) ?? null
}

function importanceOf(answers: readonly CouncilAnswer[], gate: boolean): Importance {
  if (gate) return 3
  return answers.reduce<Importance>((most, { importance }) => (importance > most ? importance : most), 1)
}

/** Where a row stands on the board: its priority, whether it is a gate, and its place in the framework. */
export type GapPlace = { priority: number; gate: boolean; index: number }

/**
 * The order of the gap board, for `sort`: highest priority first; ties: gates first, then framework order
 * (`index`). Total and consistent when the indexes differ. O(1).
 */
export function compareGaps(a: GapPlace, b: GapPlace): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.gate !== b.gate) return a.gate ? -1 : 1
  return a.index - b.index
}

/** How many statements the councils answered alike: what "the same on 41, within one on 15" is written from. */
export type AgreementCounts = {
  statements: number
  /** All councils it applies to gave one level. */
  same: number
  /** Levels exactly one apart: `same` is not counted again. */
  withinOne: number
  twoOrMore: number
  /** Somebody does not know; not counted in the three above. */
  unknown: number
  /** Fewer than two councils gave a level because it does not apply to the others. */
  notCompared: number
}

/**
 * Counts, over statements, how close the councils' levels are. Every statement falls in exactly one of same,
 * withinOne, twoOrMore, unknown, notCompared.
 *
 * Throws `BadInput` for a statement without answers. O(statements × councils).
 */
export function agreementCounts(statements: readonly (readonly LevelAnswer[])[]): AgreementCounts {
  const counts: AgreementCounts = {
    statements: statements.length,
    same: 0,
    withinOne: 0,
    twoOrMore: 0,
    unknown: 0,
    notCompared: 0,
  }
  for (const [index, answers] of statements.entries()) {
    demand(answers.length > 0, `statements[${index}]`, 'has no answers; leave it out or add them')
    counts[closeness(answers)] += 1
  }
  return counts
}

function closeness(answers: readonly LevelAnswer[]): Exclude<keyof AgreementCounts, 'statements'> {
  if (answers.some(({ kind }) => kind === 'unknown')) return 'unknown'
  const levels = answers.flatMap((answer) => (answer.kind === 'level' ? [answer.level] : []))
  if (levels.length < 2) return 'notCompared'
  const spread = Math.max(...levels) - Math.min(...levels)
  if (spread === 0) return 'same'
  return spread === 1 ? 'withinOne' : 'twoOrMore'
}

function checkStatement(statement: { answers: readonly CouncilAnswer[]; needed: Level }): void {
  const { answers, needed } = statement
  demand(answers.length > 0, 'answers', 'needs at least one council')
  demandLevel(needed, 'needed')
  const councils = answers.map(({ council }) => council)
  demandDistinct(councils, 'answers')
  for (const [index, { answer, importance }] of answers.entries()) {
    if (answer.kind === 'level') demandLevel(answer.level, `answers[${index}].level`)
    const inRange = importance === 1 || importance === 2 || importance === 3
    demand(inRange, `answers[${index}].importance`, 'must be 1, 2 or 3')
  }
}

function demandLevel(level: number, field: string): void {
  demand(Number.isInteger(level) && level >= 1 && level <= 5, field, 'must be a whole level from 1 to 5')
}
