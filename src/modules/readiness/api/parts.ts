import { Type, type Static } from 'typebox'
import type { LevelAnswer } from '#engine/gap.ts'
import { presentParties, type Party, type Refusal } from '#modules/round/index.ts'
import { refused as refusedFor, type Problem, type Reason } from '#platform/api-problem.ts'
import { idOf } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { formatInstant } from '#ui/format.ts'
import { confidences, grades, type AgreedAnswer, type EvidenceFile } from '../answer.ts'
import { roundFor, type RoundView } from '../queries.ts'
import type { StaffRefusal } from '../staff-commands.ts'
import type { ReadinessDeps } from '../store.ts'
import { refusalWords } from '../text.ts'

/** The pieces that the operations of readiness share: ids in addresses, answers as data, and refusals in words. */

export const instant = Type.String({ format: 'date-time' })
export const instantOrNull = Type.Union([instant, Type.Null()])
export const day = Type.String({
  format: 'date',
  pattern: '^(19|20|21)',
  description: 'A day, such as 2027-03-31.',
})
export const closed = { additionalProperties: false }
export const byRound = Type.Object({ round: Type.String({ description: 'The id of a round.' }) })
export const byItem = Type.Object({
  round: Type.String({ description: 'The id of a round.' }),
  item: Type.String({ maxLength: 120, description: 'The id of a statement, such as `purpose.same-reason`.' }),
})

export const readings = [
  'level-1',
  'level-2',
  'level-3',
  'level-4',
  'level-5',
  'unknown',
  'not-applicable',
] as const
export type Reading = (typeof readings)[number]

export function readingText(reading: LevelAnswer): Reading {
  return reading.kind === 'level' ? `level-${reading.level}` : reading.kind
}

/** A file without the key that opens it. */
export const File = Type.Object(
  { name: Type.String(), type: Type.String(), size: Type.Integer({ description: 'In bytes.' }) },
  { title: 'File' },
)

/** A council's agreed answer as the others read it. */
export const OpenedAnswer = Type.Object(
  {
    reading: Type.Enum([...readings]),
    reason: Type.String(),
    importance: Type.Integer({ minimum: 1, maximum: 3, description: 'A gate always counts 3.' }),
    confidence: Type.Union([Type.Enum([...confidences]), Type.Null()]),
    grade: Type.Union([Type.Enum([...grades]), Type.Null()], { description: 'What it rests on.' }),
    evidence: Type.String(),
    link: Type.String(),
    file: Type.Union([File, Type.Null()]),
  },
  { title: 'OpenedAnswer' },
)

export function openedAnswer(answer: AgreedAnswer): Static<typeof OpenedAnswer> {
  const { reading, reason, importance, confidence, grade, evidence, link, file } = answer
  return {
    reading: readingText(reading),
    reason,
    importance,
    confidence,
    grade,
    evidence,
    link,
    file: shownFile(file),
  }
}

export function shownFile(file: EvidenceFile | null): Static<typeof File> | null {
  return file && { name: file.name, type: file.type, size: file.size }
}

export const ReasonSchema = Type.Object(
  { type: Type.String(), says: Type.String() },
  {
    title: 'Reason',
    additionalProperties: true,
    description: 'Why not: a rule’s name, its facts, and a sentence.',
  },
)

function nameIn(parties: readonly Party[]): (council: string) => string {
  return (council) => parties.find((party) => party.council === council)?.shortName ?? 'another council'
}

/** The rules' own reasons, each in a sentence. */
export function reasonsFrom(view: RoundView, reasons: readonly StaffRefusal[]): Reason[] {
  const nameOf = nameIn(view.round.parties)
  return reasons.map((reason) => ({ ...reason, says: refusalWords(reason, nameOf, formatInstant) }))
}

export function refusedIn(view: RoundView, reasons: readonly StaffRefusal[]): { readonly problem: Problem } {
  const nameOf = nameIn(view.round.parties)
  return refusedFor(reasons, (reason) => refusalWords(reason, nameOf, formatInstant))
}

/** Refusals before there is a round to name councils by. */
export function refusedWith(reasons: readonly Refusal[]): { readonly problem: Problem } {
  return refusedFor(reasons, (reason) => refusalWords(reason, () => 'another council', formatInstant))
}

export function viewOf(deps: ReadinessDeps, viewer: CouncilViewer, text: string): Promise<RoundView> {
  return roundFor(deps, viewer, idOf(text))
}

/** The round, for a council that takes part in it. For another it has no answers of its own to speak of. */
export async function ownViewOf(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  text: string,
): Promise<RoundView> {
  const view = await viewOf(deps, viewer, text)
  if (!isParty(view, viewer)) throw new NotFound('Your council takes no part in this round.')
  return view
}

export function isParty({ round }: RoundView, viewer: CouncilViewer): boolean {
  return round.parties.some(({ council }) => council === viewer.council)
}

export function statementIn(view: RoundView, item: string) {
  const statement = view.statements.find(({ id }) => id === item)
  if (!statement) throw new NotFound('No such statement in this round.')
  return statement
}

export function presentCount(view: RoundView): number {
  return presentParties(view.round).length
}
