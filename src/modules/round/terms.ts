import { canonical, sha256, type Json } from '#platform/canonical.ts'
import type { AuthorityCode } from '#platform/id.ts'

/** When sealed answers open: when all have sealed, or after a deadline if every council that has sealed consents. */
export type RevealRule = 'all-sealed' | 'deadline'

/**
 * What the councils agree to before anything is answered. Each approves the hash of these terms, of the questions and of the
 * list of councils; a change to any of them asks everybody again.
 */
export type RoundTerms = {
  readonly reveal: RevealRule
  /** An instant, as text. Needed by the deadline rule; with the other it is a date to aim for. */
  readonly deadline: string | null
  /** Whether the waiting room names who has sealed, or only counts them. */
  readonly showNames: boolean
  /** Whether a second person must approve before a council's answers are sealed. */
  readonly secondApprover: boolean
  /** Whether the partnership manager may read what was opened. */
  readonly managerSees: boolean
  /** How many years opened answers are kept before the councils must decide again. */
  readonly keepYears: number
  /** Set where each council chooses how far the round opens, and the most private choice binds all (`visibility.ts`). */
  readonly visibility?: 'chosen'
  /**
   * What the reveal opens: every answer (as when nothing is said here), or only a result that is worked out from all of
   * them, after which each council still has its own answers and nobody else's. See docs/decisions/0008.
   */
  readonly opens?: 'answers' | 'result'
  /** What the client of the round adds: for readiness the ambition, the phase and whether staff are asked. */
  readonly client: Json
}

/** Whether a seal stays its own council's when the round opens: other councils' seals are shown to nobody. */
export function opensOwnSealOnly({ terms }: { readonly terms: RoundTerms }): boolean {
  return terms.opens === 'result' || terms.visibility === 'chosen'
}

export function termsHash(
  terms: RoundTerms,
  snapshotHash: string,
  parties: readonly AuthorityCode[],
): string {
  return sha256(canonical({ terms, snapshot: snapshotHash, parties: [...parties].sort() }))
}

export type TermsFault =
  | { readonly type: 'deadline-missing' }
  | { readonly type: 'deadline-past' }
  | { readonly type: 'keep-years'; readonly least: 1; readonly most: 10 }
  | { readonly type: 'too-few-councils' }
  | { readonly type: 'deadline-not-later'; readonly deadline: string }

/** Why these terms cannot be offered. */
export function termsFaults(
  terms: RoundTerms,
  mode: 'private' | 'joint' | 'repeat',
  parties: readonly AuthorityCode[],
  now: Date,
): TermsFault[] {
  const faults: TermsFault[] = []
  if (terms.reveal === 'deadline' && terms.deadline === null) faults.push({ type: 'deadline-missing' })
  if (terms.deadline !== null && Date.parse(terms.deadline) <= now.getTime())
    faults.push({ type: 'deadline-past' })
  if (!Number.isInteger(terms.keepYears) || terms.keepYears < 1 || terms.keepYears > 10)
    faults.push({ type: 'keep-years', least: 1, most: 10 })
  if (mode === 'joint' && parties.length < 2) faults.push({ type: 'too-few-councils' })
  return faults
}

/** Why a later deadline cannot be asked for. */
export function extensionFaults(terms: RoundTerms, deadline: string, now: Date): TermsFault[] {
  if (Date.parse(deadline) <= now.getTime()) return [{ type: 'deadline-past' }]
  return terms.deadline !== null && Date.parse(deadline) <= Date.parse(terms.deadline)
    ? [{ type: 'deadline-not-later', deadline: terms.deadline }]
    : []
}
