import { pulseFromSnapshot, type Pulse } from '#content/pulse.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { hoursMeasure, type Asking, type PulseAnswer, type Quarter } from './pulse.ts'
import { findingOf, type Finding, type Series } from './pulse-trend.ts'
import {
  countsOf,
  hasEnough,
  openAnswer,
  partnershipAsking,
  pulsesOf,
  respondentOf,
  type MonitoringDeps,
  type MonitoringTables,
} from './store.ts'

/** Where the pulse of a partnership stands: the one that is open, and what those that have closed say. */
export type PulseView = {
  readonly partnership: Partnership
  readonly asking: Asking
  readonly open: { readonly quarter: Quarter; readonly pulse: Pulse; readonly enough: boolean } | null
  readonly latest: Quarter | null
  /** The questions of the newest pulse, or of today. */
  readonly pulse: Pulse
  readonly series: readonly Series[]
  readonly findings: readonly Finding[]
}

export async function pulseFor(
  deps: MonitoringDeps & { readonly pulse: Pulse },
  viewer: Viewer,
  id: PartnershipId,
): Promise<PulseView> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const { partnership, asking } = await partnershipAsking(trx, viewer, id)
    const pulses = await pulsesOf(trx, id)
    const counts = await countsOf(trx, id)
    const running = pulses.find(({ closedAt }) => closedAt === null)
    const closed = pulses.filter(({ closedAt }) => closedAt !== null)
    const newest = closed.at(-1)
    const pulse = newest ? pulseFromSnapshot(newest.questions) : deps.pulse
    const measures = [...pulse.questions.map(({ id: question }) => question), hoursMeasure]
    const series = measures.map((measure): Series => ({
      measure,
      points: counts
        .filter((count) => count.measure === measure)
        .map(({ quarter, counted }) => ({ quarter, counted })),
    }))
    return {
      partnership,
      asking,
      open: running
        ? {
            quarter: running.quarter,
            pulse: pulseFromSnapshot(running.questions),
            enough: await hasEnough(trx, { partnership: id, quarter: running.quarter }),
          }
        : null,
      latest: newest?.quarter ?? null,
      pulse,
      series,
      findings: closed.length === 0 ? [] : series.map(findingOf),
    }
  })
}

/** What the viewer answered in the open pulse; theirs alone. */
export async function ownPulseAnswer(
  deps: MonitoringDeps,
  viewer: Viewer,
  view: PulseView,
): Promise<PulseAnswer | null> {
  if (!view.open) return null
  const at = { partnership: view.partnership.id, quarter: view.open.quarter }
  const respondent = respondentOf(deps, viewer, at)
  return inTransaction(deps.db, { ...viewer, respondent }, async (trx) => {
    const row = await trx
      .$pickTables<keyof MonitoringTables>()
      .selectFrom('monitoring_pulse_answer')
      .select('sealed')
      .where('partnership_id', '=', at.partnership)
      .where('quarter', '=', at.quarter)
      .where('respondent', '=', respondent)
      .executeTakeFirst()
    return row ? openAnswer(deps, at, respondent, row.sealed) : null
  })
}
