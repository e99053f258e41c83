import {
  dissentFromRule,
  proposeRule,
  readProposal,
  splitFor,
  takeFromCase,
  workedOut,
  type CostSharingDeps,
} from '#modules/cost-sharing/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

type Where = {
  readonly partnership: PartnershipId
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
}

/**
 * A split as three councils would have come to talk about it, through the same commands and forms as everybody's: its figures
 * from their business case, a rule that the first proposes, and the last not yet agreeing. The second has yet to answer.
 */
export async function fillSharing(deps: CostSharingDeps, { partnership, leads, past }: Where): Promise<void> {
  const [first] = leads
  const last = leads.at(-1)
  if (!first || !last) return
  const by = { ...first, now: past(10) }
  const { councils } = await splitFor(deps, by, partnership)
  const taken = await takeFromCase(deps, by, { partnership, seen: 0, councils })
  if ('refused' in taken) throw new Error(`The sandbox split was refused: ${JSON.stringify(taken.refused)}`)
  const place = await splitFor(deps, by, partnership)
  const worked = await workedOut(place)
  if (!('game' in worked)) throw new Error(`The sandbox split lacks ${JSON.stringify(worked.refused)}.`)
  const boxes = {
    rule: 'alone',
    'set-up': 'as-bill',
    savings: 'as-saving',
    overspend: 'as-bill',
    exit: 'harm',
    rebase: '3',
    'rebase-limit': '10',
    reason:
      'Each council saves the same part of what it pays today, and no council or group would do better without the others.',
  }
  const read = await readProposal(boxes, worked, by)
  if ('form' in read) throw new Error(`The sandbox proposal: ${JSON.stringify(read.form.errors)}`)
  const proposed = await proposeRule(deps, by, {
    partnership,
    seen: place.split?.seen ?? 0,
    proposal: read.value,
  })
  if ('refused' in proposed) throw new Error(`The sandbox proposal: ${JSON.stringify(proposed.refused)}`)
  await dissentFromRule(
    deps,
    { ...last, now: past(6) },
    {
      partnership,
      hash: proposed.done,
      reason: 'We would like to see the figures for two more years before we agree.',
    },
  )
}
