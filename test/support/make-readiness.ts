import type { NewReadinessRound } from '#modules/readiness/commands.ts'
import type { PartnershipId } from '#platform/id.ts'
import { codes } from './make.ts'

/** What it takes to start a joint readiness round of two councils, with overrides. */
export function newRound(
  partnership: PartnershipId,
  overrides: Partial<NewReadinessRound> = {},
): NewReadinessRound {
  return {
    partnership,
    mode: 'joint',
    title: 'Are we ready?',
    parties: [codes.ashby, codes.barnshire],
    ambition: 'lead',
    phase: null,
    staff: false,
    reveal: 'all-sealed',
    deadline: null,
    showNames: false,
    secondApprover: false,
    managerSees: false,
    keepYears: 3,
    previous: null,
    ...overrides,
  }
}
