import type { Pulse } from '#content/pulse.ts'
import type { SandboxPulse } from '#content/sandbox-pulse.ts'
import type { Sandbox } from '#content/sandbox.ts'
import { enterPower, type GovernanceDeps } from '#modules/governance/index.ts'
import {
  answerPulse,
  closePulse,
  startPulse,
  type MonitoringDeps,
  type PulseAnswer,
} from '#modules/monitoring/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import { actsForCouncil, type CouncilViewer } from '#platform/viewer.ts'
import type { Pretender } from './commands.ts'

type Content = {
  readonly sandbox: Sandbox
  readonly pulse: Pulse
  readonly sandboxPulse: SandboxPulse
}
type Where = {
  readonly partnership: PartnershipId
  readonly people: readonly Pretender[]
  readonly leads: readonly CouncilViewer[]
  readonly now: Date
}

const aWeek = 7 * 24 * 60 * 60 * 1000

/**
 * A pulse of each quarter that has closed, and one of this quarter that six have answered: whoever tries it answers, closes it
 * and sees what changed. Through the same commands as everybody else's.
 */
export async function fillPulse(deps: MonitoringDeps, content: Content, where: Where): Promise<void> {
  const { pulse: quarters } = content.sandboxPulse
  for (const [at, said] of quarters.entries()) {
    const back = quarters.length - 1 - at
    const now = back === 0 ? where.now : inTheMiddleOf(where.now, back)
    await fillQuarter(deps, content, { ...where, now }, said)
    const [first] = where.leads
    if (back > 0 && first)
      await closePulse(deps, { ...first, now: new Date(now.getTime() + aWeek) }, where.partnership)
  }
}

/** The middle of the quarter so many before the one in which `now` lies. */
function inTheMiddleOf(now: Date, back: number): Date {
  const quarter = Math.floor(now.getUTCMonth() / 3) - back
  return new Date(Date.UTC(now.getUTCFullYear(), quarter * 3 + 1, 15, 10))
}

async function fillQuarter(
  deps: MonitoringDeps,
  { pulse }: Content,
  { partnership, people, leads, now }: Where,
  { hours = [], ...levels }: Readonly<Record<string, readonly number[]>>,
): Promise<void> {
  const [first] = leads
  if (!first) return
  await startPulse(deps, { ...first, now }, partnership, pulse)
  const who = people.flatMap(({ viewer }) =>
    actsForCouncil(viewer) && viewer.role === 'contributor' ? [viewer] : [],
  )
  for (const [at, own] of hours.entries()) {
    const viewer = who[at]
    if (!viewer) continue
    const answer: PulseAnswer = {
      hours: own,
      levels: Object.fromEntries(pulse.questions.map(({ id }) => [id, levels[id]?.[at] ?? null])),
    }
    await answerPulse(deps, { ...viewer, now }, partnership, answer)
  }
}

/** What each council would bring to a vote, and what it pays. */
export async function fillPower(
  deps: GovernanceDeps,
  { sandbox, sandboxPulse }: Content,
  { partnership, leads, now }: Where,
): Promise<void> {
  const [first] = leads
  if (!first) return
  const { quota, seats } = sandboxPulse.power
  const committee = {
    quota,
    seats: leads.map(({ council }, at) => {
      const seat = seats[sandbox.councils[at]?.id ?? '']
      return { council, votes: seat?.votes ?? 0, pence: (seat?.pounds ?? 0) * 100 }
    }),
  }
  await enterPower(deps, { ...first, now }, partnership, { committee, seen: 0 })
}
