import type { Pulse } from '#content/pulse.ts'
import type { PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import type { NextStep } from '#ui/next-step.ts'
import { links } from './links.ts'
import { quarterOf, quarterWords, startPulseBlockers } from './pulse.ts'
import { ownPulseAnswer, pulseFor } from './queries.ts'
import type { MonitoringDeps } from './store.ts'

/** What the pulse asks of this person: to answer one that is open, or to start that of this quarter; null where it asks nothing. */
export async function pulseNextFor(
  deps: MonitoringDeps & { readonly pulse: Pulse },
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<{ readonly toAnswer: NextStep | null; readonly toStart: NextStep | null }> {
  const nothing = { toAnswer: null, toStart: null }
  const view = await pulseFor(deps, viewer, partnership)
  if (!actsForCouncil(viewer) || !view.asking.isMember) return nothing
  if (view.open) {
    if ((await ownPulseAnswer(deps, viewer, view)) !== null) return nothing
    const title = `Answer the pulse of ${quarterWords(view.open.quarter)}`
    const text = 'Six short questions, two minutes, and nobody learns who said what.'
    return {
      ...nothing,
      toAnswer: { title, text, action: { text: 'Answer', href: links.answer(partnership) } },
    }
  }
  const quarter = quarterOf(londonDay(viewer.now))
  const known = view.latest === null ? [] : [{ quarter: view.latest, closedAt: viewer.now }]
  if (startPulseBlockers(view.asking, quarter, known).length > 0) return nothing
  const title = `Ask how the people who do the work feel, for ${quarterWords(quarter)}`
  const text = 'Five questions without a name, and the hours that agreeing things takes.'
  return {
    ...nothing,
    toStart: { title, text, action: { text: 'Go to the pulse', href: links.pulse(partnership) } },
  }
}
