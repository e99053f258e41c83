import type { AuthorityCode, PartnershipId, PersonId, SandboxId } from './id.ts'

/** What somebody may do for the council they act for. */
export type Role = 'lead' | 'deputy' | 'contributor' | 'approver' | 'reader'
export type Office =
  | 'chief-executive'
  | 'cio'
  | 'section-151'
  | 'monitoring'
  | 'member'
  | 'service-manager'
  | 'staff'

/** A person who is signed in, and for whom they are acting at this moment. Every query takes one first. */
export type Viewer = {
  readonly kind: 'viewer'
  readonly person: PersonId
  readonly name: string
  readonly council: AuthorityCode | null
  readonly role: Role | null
  readonly office: Office | null
  /** The partnership somebody manages, when they act as its manager and for no council. */
  readonly managing: PartnershipId | null
  readonly operator: boolean
  readonly sandbox: SandboxId | null
  readonly session: string
  readonly now: Date
}

/** A viewer who acts for a council. Most commands want one. */
export type CouncilViewer = Viewer & { readonly council: AuthorityCode; readonly role: Role }

/** Somebody not signed in, with what they have shown: an address they typed, or the hash of a link they opened. */
export type Visitor = {
  readonly kind: 'visitor'
  readonly address?: string
  readonly session?: string
  readonly ticket?: string
  readonly ticketPerson?: PersonId
  readonly invitation?: string
  readonly sandbox?: SandboxId
  readonly now: Date
}

/** The program itself: mail, closing, backup. It has no rights on answers. */
export type Worker = { readonly kind: 'worker'; readonly now: Date; readonly sandbox?: SandboxId }

export type Asker = Viewer | Visitor | Worker | (Viewer & { readonly respondent: string })

export function actsForCouncil(viewer: Viewer): viewer is CouncilViewer {
  return viewer.council !== null && viewer.role !== null
}

/** What the row policies are told. All names are always set, so that nothing of an earlier asker can remain. */
export function settingsOf(asker: Asker): Record<string, string> {
  const viewer = asker.kind === 'viewer' ? asker : null
  const visitor = asker.kind === 'visitor' ? asker : null
  const sandbox = asker.sandbox ?? ''
  return {
    role: asker.kind === 'worker' ? 'handfast_worker' : 'handfast_app',
    'handfast.now': asker.now.toISOString(),
    'handfast.person': viewer?.person ?? '',
    'handfast.council': viewer?.council ?? '',
    'handfast.role': viewer?.role ?? '',
    'handfast.office': viewer?.office ?? '',
    'handfast.operator': viewer?.operator ? 'yes' : '',
    'handfast.sandbox': sandbox,
    'handfast.session': viewer?.session ?? visitor?.session ?? '',
    'handfast.respondent': 'respondent' in asker ? asker.respondent : '',
    'handfast.address': visitor?.address?.toLowerCase() ?? '',
    'handfast.ticket': visitor?.ticket ?? '',
    'handfast.ticket_person': visitor?.ticketPerson ?? '',
    'handfast.invitation': visitor?.invitation ?? '',
  }
}
