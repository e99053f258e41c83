/**
 * What a framework is: the statements that councils hold themselves against, the five levels of each, and the
 * level each ambition needs. Types and small questions only; `framework-schema.ts` checks the files.
 */
export type LevelNumber = 1 | 2 | 3 | 4 | 5

export const offices = [
  'chief-executive',
  'cio',
  'section-151',
  'monitoring',
  'member',
  'service-manager',
  'staff',
] as const
export type Office = (typeof offices)[number]

export const phases = ['before', 'joining', 'during', 'leaving'] as const
export type Phase = (typeof phases)[number]

/** Where a fact comes from: a name a reader can find, and its address where there is one. */
export type Source = { text: string; url?: string }

export type Level = { level: LevelNumber; name: string; meaning: string }

/** How far the councils want to go. `needs` gives, for every area, the level that going so far asks for. */
export type Ambition = {
  id: string
  letter: string
  name: string
  meaning: string
  needs: Record<string, LevelNumber>
}

export type Theme = { id: string; name: string; meaning: string }

export type Framework = {
  id: string
  version: string
  title: string
  summary: string
  date: string
  source: string
  licence: string
  levels: Level[]
  ambitions: Ambition[]
  themes: Theme[]
  areas: Area[]
}

export type Area = {
  id: string
  number: number
  name: string
  theme: string
  summary: string
  statements: Statement[]
}

export type Statement = {
  /** Dotted and stable for ever, such as `purpose.same-reason`. */
  id: string
  number: string
  /** The sentence that councils hold themselves against. */
  statement: string
  /** The plain question on the page. */
  question: string
  why: { text: string; sources: Source[] }
  /** The office that leads comes first; the others answer for comparison. */
  offices: Office[]
  phases: Phase[]
  /** A gate below the level needed, or unknown, is not met, and no average can hide it. */
  gate: boolean
  about: 'us' | 'partnership' | 'others'
  /** What a visitor could see or be shown at levels 1 to 5. */
  levels: [string, string, string, string, string]
  /** The question to read aloud when answers differ. */
  ask: string
}

/** Every statement in the framework's order, or only those of one phase, of one office, or of both. */
export function statementsOf(
  framework: Framework,
  only: { phase?: Phase; office?: Office } = {},
): Statement[] {
  const { phase, office } = only
  return framework.areas
    .flatMap((area) => area.statements)
    .filter((statement) => phase === undefined || statement.phases.includes(phase))
    .filter((statement) => office === undefined || statement.offices.includes(office))
}

export function findStatement(framework: Framework, statementId: string): Statement | undefined {
  return areaOf(framework, statementId)?.statements.find(({ id }) => id === statementId)
}

/** Where each statement of a framework stands; drawn up once, because a gap board asks it hundreds of times. */
const areasByStatement = new WeakMap<Framework, ReadonlyMap<string, Area>>()

/** The area a statement belongs to. */
export function areaOf(framework: Framework, statementId: string): Area | undefined {
  const known = areasByStatement.get(framework)
  if (known) return known.get(statementId)
  const areas = new Map(
    framework.areas.flatMap((area) => area.statements.map(({ id }) => [id, area] as const)),
  )
  areasByStatement.set(framework, areas)
  return areas.get(statementId)
}

/**
 * The level that an ambition asks of a statement: that of its area.
 * `undefined` when the framework knows no such ambition or statement.
 */
export function neededLevel(
  framework: Framework,
  ambitionId: string,
  statementId: string,
): LevelNumber | undefined {
  const area = areaOf(framework, statementId)
  const ambition = framework.ambitions.find(({ id }) => id === ambitionId)
  return area && ambition?.needs[area.id]
}

/**
 * The whole framework as canonical JSON: keys in alphabetical order, no spaces. The same framework always
 * gives the same text, so a round can pin it, and anyone can check later that not a letter has changed.
 */
export function frameworkSnapshot(framework: Framework): string {
  return canonicalJson(framework)
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}
