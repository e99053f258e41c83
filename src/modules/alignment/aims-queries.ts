import { openedAnswers, type RoundTables } from '#modules/round/index.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { aimsReport, type AimsReport, type Hand, type RequiredReturn } from './aims.ts'
import { driftSince, type Drift } from './drift.ts'
import { isFields, textOf } from './json.ts'
import { exercisesOf, exerciseWithin, own, type AlignmentTrx, type ExerciseView } from './store.ts'
import type { TimelineEvent } from './timeline.ts'
import type { Aim } from './exercise.ts'

/** The aims as they were opened: for those who put their own on the table. */
export type AimsView = ExerciseView & {
  readonly aims: readonly Aim[]
  readonly hands: readonly Hand[]
  readonly report: AimsReport
  readonly returns: readonly (RequiredReturn & { readonly council: AuthorityCode })[]
  readonly challenges: readonly { readonly council: AuthorityCode; readonly expected: readonly string[] }[]
  /** The time before, and how far the aims have moved since; null the first time. */
  readonly drift: { readonly since: Date | null; readonly found: Drift } | null
  readonly events: readonly TimelineEvent[]
}

/** What the aims came to, or null while nothing has been opened to this viewer. */
export async function aimsFor(trx: AlignmentTrx, viewer: Viewer, id: RoundId): Promise<AimsView | null> {
  const opened = await openedAims(trx, viewer, id)
  if (opened === null) return null
  const events = await eventsOf(trx, viewer, opened.round.partnership)
  return { ...opened, drift: await driftOf(trx, viewer, opened), events }
}

type Opened = Omit<AimsView, 'drift' | 'events'>

async function openedAims(trx: AlignmentTrx, viewer: Viewer, id: RoundId): Promise<Opened | null> {
  const view = await exerciseWithin(trx, viewer, id)
  const answers = await openedAnswers(trx.$pickTables<keyof RoundTables>(), viewer, id)
  if (view.exercise.kind !== 'aims' || answers.length === 0) return null
  const { aims } = view.exercise
  const of = (item: string) =>
    view.round.parties.flatMap(({ council }) => {
      const found = answers.find((answer) => answer.council === council && answer.item === item)
      return found && isFields(found.content) ? [{ council, content: found.content }] : []
    })
  const hands = of('points').map(({ council, content }) => ({ council, points: pointsIn(content['points']) }))
  return {
    ...view,
    aims,
    hands,
    report: aimsReport(aims, hands),
    returns: of('return').map(({ council, content }) => ({
      council,
      savingPence: numberOr(content['savingPence']),
      paybackMonths: numberOr(content['paybackMonths']),
      other: textOf(content['other']),
    })),
    challenges: of('challenges').map(({ council, content }) => ({
      council,
      expected: Array.isArray(content['expected']) ? content['expected'].map(textOf) : [],
    })),
  }
}

function pointsIn(value: unknown): Record<string, number> {
  if (value === null || typeof value !== 'object') return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([aim, points]) => (typeof points === 'number' ? [[aim, points]] : [])),
  )
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

async function driftOf(trx: AlignmentTrx, viewer: Viewer, now: Opened): Promise<AimsView['drift']> {
  if (now.round.previous === null) return null
  const before = await openedAims(trx, viewer, now.round.previous)
  const found = before && driftSince(before, now)
  return found ? { since: before.round.revealedAt, found } : null
}

/** Elections, changes of control and the rest, in the order of their days. */
export async function eventsOf(
  trx: AlignmentTrx,
  _viewer: Viewer,
  partnership: PartnershipId,
): Promise<TimelineEvent[]> {
  return own(trx)
    .selectFrom('alignment_event')
    .select([
      'id',
      'kind',
      'authority_code as council',
      'on_day as onDay',
      'what',
      'source',
      'recorded_for as recordedFor',
    ])
    .where('partnership_id', '=', partnership)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
}

/** What one council must get out of it, as it was opened. */
export type RevealedReturn = RequiredReturn & { readonly council: AuthorityCode; readonly round: RoundId }

/**
 * The required returns of the newest aims that were opened to this viewer: a saving a year in pence, a payback in whole
 * months, anything else in words; null or empty where a council asks for none. Empty while nothing was opened to the viewer.
 */
export async function requiredReturnsFor(
  trx: AlignmentTrx,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<readonly RevealedReturn[]> {
  for (const line of await exercisesOf(trx, viewer, partnership)) {
    if (line.state !== 'revealed' && line.state !== 'archived') continue
    const opened = await openedAims(trx, viewer, line.id)
    if (opened) return opened.returns.map((required) => ({ ...required, round: line.id }))
  }
  return []
}
