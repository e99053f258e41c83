import type { ExitSandbox } from '#content/exit-sandbox.ts'
import {
  addRehearsal,
  approveExitTerms,
  exitViewFor,
  saveExitAnswer,
  saveExitEntry,
  saveExitTerms,
  sharePlan,
  type ExitSources,
} from '#modules/exit/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

type Where = {
  readonly partnership: PartnershipId
  /** Those who lead, by the id of their council in the content. */
  readonly leads: ReadonlyMap<string, CouncilViewer>
  readonly past: (days: number) => Date
}

/** Exit plans as three councils would have begun them, through the same commands as everybody's, with gaps that show. */
export async function fillExit(deps: ExitSources, content: ExitSandbox, where: Where): Promise<void> {
  const { partnership, leads, past } = where
  const [host] = leads.values()
  if (!host) return
  const by = (lead: CouncilViewer, days: number): CouncilViewer => ({ ...lead, now: past(days) })
  await fillTerms(deps, content, where, by)
  await fillPlan(deps, by(host, 6), { partnership, whose: 'joint' }, content.joint, past)
  for (const plan of content.plans) {
    const lead = leads.get(plan.council)
    if (!lead) continue
    await fillPlan(deps, by(lead, 5), { partnership, whose: 'ours' }, plan, past)
    if (plan.shown) await sharePlan(deps, by(lead, 4), partnership)
  }
}

async function fillTerms(
  deps: ExitSources,
  { terms }: ExitSandbox,
  { partnership, leads }: Where,
  by: (lead: CouncilViewer, days: number) => CouncilViewer,
): Promise<void> {
  const [host, ...others] = leads.values()
  if (!host) return
  const shares = Object.entries(terms.shares).flatMap(([id, share]) => {
    const council = leads.get(id)?.council
    return council === undefined ? [] : [[council, share] as const]
  })
  await saveExitTerms(deps, by(host, 8), partnership, {
    terms: { ...terms, earliestOn: null, byService: true, shares: Object.fromEntries(shares) },
    seen: 0,
  })
  const { termsHash } = await exitViewFor(deps, by(host, 8), partnership)
  // The last council has yet to agree: somebody who tries the product can do it for them.
  for (const lead of others.slice(0, -1))
    await approveExitTerms(deps, by(lead, 7), partnership, termsHash ?? '')
}

async function fillPlan(
  deps: ExitSources,
  by: CouncilViewer,
  where: { readonly partnership: PartnershipId; readonly whose: 'ours' | 'joint' },
  plan: Pick<ExitSandbox['joint'], 'answers' | 'entries' | 'rehearsals'>,
  past: Where['past'],
): Promise<void> {
  for (const [heading, text] of Object.entries(plan.answers))
    await saveExitAnswer(deps, by, where, { heading, answer: { text }, seen: 0 })
  for (const { low, high, months, testedOn, ...entry } of plan.entries)
    await saveExitEntry(deps, by, where, {
      id: null,
      seen: 0,
      entry: {
        ...entry,
        payer: '',
        needer: '',
        months: months ?? null,
        lowPence: low === undefined ? null : low * 100,
        highPence: high === undefined ? null : high * 100,
        endsOn: null,
        testedOn: testedOn === undefined ? null : londonDay(past(-testedOn)),
        evidence: '',
        extra: {},
      },
    })
  for (const { held, ...rehearsal } of plan.rehearsals)
    await addRehearsal(deps, by, where, { ...rehearsal, heldOn: londonDay(past(held)), nextOn: null })
}
