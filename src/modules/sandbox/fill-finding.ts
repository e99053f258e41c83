import { addEvent, beInterested, sayOffer, type FindingDeps } from '#modules/partner-finding/index.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

type Where = {
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
  /** A day so many days from now, `YYYY-MM-DD`. */
  readonly ahead: (days: number) => string
}

/**
 * Something to find: what each council offers or seeks, contracts that end near to each other, and one interest that nobody can
 * see: the second council is interested in the first, for payroll. Whoever acts for the first and names the second learns of it.
 */
export async function fillFinding(deps: FindingDeps, { leads, past, ahead }: Where): Promise<void> {
  const [first, second, third] = leads.map((lead) => ({ ...lead, now: past(9) }))
  if (!first || !second || !third) return
  await sayOffer(deps, second, {
    side: 'need',
    service: 'payroll',
    words: 'Two of our three payroll people retire. We look for a team to join.',
    shown: 'public',
  })
  await sayOffer(deps, third, {
    side: 'offer',
    service: 'legal',
    words: 'Our property lawyers have room for the work of one more council.',
    shown: 'signed-in',
  })
  const contract = {
    kind: 'contract-end',
    cpv: null,
    sourceAddress: null,
    source: 'Made up for this sandbox',
  } as const
  await addEvent(deps, first, {
    ...contract,
    title: 'Payroll system',
    service: 'payroll',
    supplier: null,
    day: ahead(400),
    shared: 'private',
  })
  await addEvent(deps, second, {
    ...contract,
    title: 'Payroll and pensions system',
    service: 'payroll',
    supplier: null,
    day: ahead(430),
    shared: 'partners',
  })
  await beInterested(deps, second, { target: first.council, service: 'payroll' })
}
