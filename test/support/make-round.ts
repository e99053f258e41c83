import type { OwnSeal, Party, Round, Actor } from '#modules/round/round.ts'
import type { RoundTerms } from '#modules/round/terms.ts'
import { newId, type PersonId } from '#platform/id.ts'

/** Plain functions that build valid rounds, with overrides; no database. Every name in them is made up. */

const people = new Map<string, PersonId>()

/** The same name is always the same person. */
export function person(name: string): PersonId {
  const known = people.get(name) ?? newId<'person'>()
  people.set(name, known)
  return known
}

export const terms: RoundTerms = {
  reveal: 'all-sealed',
  deadline: null,
  showNames: false,
  secondApprover: false,
  managerSees: false,
  keepYears: 3,
  client: { ambition: 'lead', phase: null, staff: false },
}

export function party(council: string, overrides: Partial<Party> = {}): Party {
  return {
    council,
    name: `${council} Council`,
    shortName: council,
    approvedTerms: false,
    withdrawn: false,
    ...overrides,
  }
}

export function round(overrides: Partial<Round> = {}): Round {
  return {
    id: newId(),
    partnership: newId(),
    client: 'readiness',
    mode: 'joint',
    title: 'Readiness round 1',
    state: 'open',
    terms,
    termsHash: 'a',
    extension: null,
    snapshotHash: 'b',
    createdFor: 'ashby',
    previous: null,
    createdAt: new Date('2026-06-01T12:00:00Z'),
    openedAt: null,
    revealedAt: null,
    parties: [party('ashby'), party('barnshire')],
    seals: { sealed: 0, consented: 0, names: null, own: null },
    ...overrides,
  }
}

export function ownSeal(overrides: Partial<OwnSeal> = {}): OwnSeal {
  return {
    askedBy: person('the asker'),
    askedAt: new Date('2026-06-09T12:00:00Z'),
    sealedAt: null,
    consentedAt: null,
    root: 'f'.repeat(64),
    ...overrides,
  }
}

export function actor(overrides: Partial<Actor> = {}): Actor {
  return { person: person('the asker'), council: 'ashby', role: 'lead', ...overrides }
}
