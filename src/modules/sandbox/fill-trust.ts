import type { Sandbox } from '#content/sandbox.ts'
import type { TrustStatements } from '#content/trust.ts'
import type { Round, Visibility } from '#modules/round/index.ts'
import {
  agreeTrustTerms,
  chooseTrustVisibility,
  revealTrust,
  saveSheet,
  sealTrust,
  startTrust,
  type Sheet,
  type TrustDeps,
} from '#modules/trust/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

type Content = { readonly sandbox: Sandbox; readonly trust: TrustStatements }
type Where = {
  readonly partnership: PartnershipId
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
}

/**
 * Two trust rounds: one that is finished, with everything shown; and one in which all but the first council have sealed, so that
 * whoever tries it rates, seals and opens it in minutes. Through the same commands as everybody else's.
 */
export async function fillTrust(deps: TrustDeps, content: Content, where: Where): Promise<void> {
  const [first, ...others] = where.leads
  if (!first) return
  const finished = await openRound(deps, content, where, {
    title: 'Trust round 1',
    since: 22,
    previous: null,
    choice: 'matrix',
  })
  for (const lead of where.leads)
    await rateAndSeal(deps, content, where, { ...lead, now: where.past(20) }, finished)
  await revealTrust(deps, { ...first, now: where.past(18) }, finished.id)
  const open = await openRound(deps, content, where, {
    title: 'Trust round 2 (try it)',
    since: 6,
    previous: finished.id,
    choice: 'pair',
  })
  for (const lead of others) await rateAndSeal(deps, content, where, { ...lead, now: where.past(4) }, open)
}

async function openRound(
  deps: TrustDeps,
  content: Content,
  { partnership, leads, past }: Where,
  wanted: { title: string; since: number; previous: Round['previous']; choice: Visibility },
): Promise<Round> {
  const [first, ...others] = leads.map((lead) => ({ ...lead, now: past(wanted.since) }))
  if (!first) throw new Error('A trust round needs somebody who leads.')
  const started = await startTrust(deps, first, content.trust, {
    partnership,
    title: wanted.title,
    parties: leads.map(({ council }) => council),
    previous: wanted.previous,
  })
  if (!('done' in started)) throw new Error('The trust round could not be started.')
  const { id } = started.done
  await chooseTrustVisibility(deps, first, id, wanted.choice)
  await agreeTrustTerms(deps, first, id, 'offer')
  for (const lead of others) {
    await chooseTrustVisibility(deps, lead, id, wanted.choice)
    await agreeTrustTerms(deps, lead, id, 'approve')
  }
  return started.done
}

async function rateAndSeal(
  deps: TrustDeps,
  { sandbox, trust }: Content,
  { leads }: Where,
  lead: CouncilViewer,
  round: Round,
): Promise<void> {
  const idOf = (code: string) =>
    sandbox.councils[leads.findIndex(({ council }) => council === code)]?.id ?? ''
  for (const { council: about } of leads) {
    const said = sandbox.trust[idOf(lead.council)]?.[idOf(about)] ?? []
    const sheet: Sheet = Object.fromEntries(trust.statements.map(({ id }, i) => [id, said[i] ?? 'none']))
    await saveSheet(deps, lead, { round: round.id, about, sheet, seen: 0 })
  }
  await sealTrust(deps, lead, round.id)
}
