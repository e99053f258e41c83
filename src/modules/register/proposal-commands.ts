import {
  approve,
  partnershipFor,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { approveBlockers, actingBlockers, proposeBlockers, type RegisterRefusal } from './proposal.ts'
import {
  approvalSubject,
  openProposal,
  publishApproved,
  publishedEntryOf,
  type ProposalTables,
  type ProposalTrx,
} from './proposal-store.ts'
import type { Published } from './published.ts'
import { turning, type Shelf } from './shelf.ts'
import type { ProposalKind } from './tables.ts'

export type ProposalDeps = { readonly db: Database<ProposalTables>; readonly shelf: Shelf }

export type RegisterOutcome<Done> = { readonly done: Done } | { readonly refused: readonly RegisterRefusal[] }

async function mustFind(trx: ProposalTrx, by: CouncilViewer, id: PartnershipId): Promise<Partnership> {
  const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), by, id)
  if (!found) throw new NotFound('No such partnership, or not yours.')
  return found
}

/**
 * Proposes an entry, or a change of the one that is public. Whoever proposes approves for their own council; it becomes public
 * when every council has approved the same words.
 */
export function proposeEntry(
  deps: ProposalDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  words: Omit<Published, 'id' | 'members'>,
): Promise<RegisterOutcome<'waiting' | 'public'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const found = await mustFind(trx, by, partnership)
      const refused = proposeBlockers(found, by, await openProposal(trx, found))
      if (refused.length > 0) return { refused }
      const standing = await publishedEntryOf(trx, partnership)
      const id = standing ?? newAddress(words.name)
      const members = found.members
        .filter(({ joinedAt }) => joinedAt !== null)
        .map(({ council, name, leftAt }) => ({
          council,
          name,
          role: leftAt === null ? roleIn(words, council) : ('former' as const),
        }))
      return {
        done: await propose(trx, by, found, standing === null ? 'publish' : 'amend', {
          ...words,
          id,
          members,
        }),
      }
    }),
  )
}

function roleIn({ particulars }: Pick<Published, 'particulars'>, code: string) {
  return particulars?.councils.find(({ council }) => council === code)?.role ?? 'member'
}

/** Proposes to take the entry away. What stays at its address says when and why. */
export function proposeWithdrawal(
  deps: ProposalDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  why: string,
): Promise<RegisterOutcome<'waiting' | 'public'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const found = await mustFind(trx, by, partnership)
      const id = await publishedEntryOf(trx, partnership)
      const refused = proposeBlockers(found, by, await openProposal(trx, found))
      if (id === null) return { refused: [...refused, { type: 'nothing-public' }] }
      if (refused.length > 0) return { refused }
      return { done: await propose(trx, by, found, 'withdraw', { id, why }) }
    }),
  )
}

async function propose(
  trx: ProposalTrx,
  by: CouncilViewer,
  partnership: Partnership,
  kind: ProposalKind,
  content: Published | { readonly id: string; readonly why: string },
): Promise<'waiting' | 'public'> {
  const words = canonical(content)
  const hash = sha256(words)
  const id = newId<'proposal'>()
  const row = { partnership_id: partnership.id, id, entry_id: content.id, kind, words, hash }
  await trx
    .insertInto('register_proposal')
    .values({ ...row, proposed_by: by.person, proposed_for: by.council, proposed_at: by.now, state: 'open' })
    .execute()
  await append(
    trx,
    by,
    { partnership: partnership.id },
    { event: `register.${kind}-proposed`, facts: { hash } },
  )
  const others = partnership.members.filter(
    ({ council, joinedAt, leftAt }) => council !== by.council && joinedAt !== null && leftAt === null,
  )
  await queueMailToLeads(
    trx,
    by,
    others.map(({ council }) => council),
    {
      template: 'register-proposed',
      subject: `Approve what “${partnership.name}” publishes`,
      facts: { partnership: partnership.id, name: partnership.name },
    },
  )
  return agree(trx, by, { partnership: partnership.id, subjectId: id, hash })
}

/** Approves the words that were seen, by their hash. The last approval makes them public. */
export function approveEntry(
  deps: ProposalDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  seenHash: string,
): Promise<RegisterOutcome<'waiting' | 'public'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const found = await mustFind(trx, by, partnership)
      const open = await openProposal(trx, found)
      const refused = approveBlockers(found, by, open, seenHash)
      if (!open || refused.length > 0) return { refused }
      return { done: await agree(trx, by, { partnership, subjectId: open.id, hash: open.hash }) }
    }),
  )
}

async function agree(
  trx: ProposalTrx,
  by: CouncilViewer,
  of: {
    readonly partnership: PartnershipId
    readonly subjectId: Parameters<typeof publishApproved>[2]
    readonly hash: string
  },
): Promise<'waiting' | 'public'> {
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, { ...of, subject: approvalSubject })
  await append(
    trx,
    by,
    { partnership: of.partnership },
    { event: 'register.entry-approved', facts: { hash: of.hash } },
  )
  if (!(await publishApproved(trx, of.partnership, of.subjectId))) return 'waiting'
  await append(
    trx,
    by,
    { partnership: of.partnership },
    { event: 'register.entry-published', facts: { hash: of.hash } },
  )
  return 'public'
}

/** Drops the open proposal; nothing that is public changes. */
export function dropProposal(
  deps: ProposalDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<RegisterOutcome<'dropped'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const found = await mustFind(trx, by, partnership)
      const open = await openProposal(trx, found)
      const refused: RegisterRefusal[] = [
        ...actingBlockers(found, by),
        ...(open ? [] : [{ type: 'nothing-open' as const }]),
      ]
      if (!open || refused.length > 0) return { refused }
      await trx
        .updateTable('register_proposal')
        .set({ state: 'dropped' })
        .where('partnership_id', '=', partnership)
        .where('id', '=', open.id)
        .execute()
      await append(trx, by, { partnership }, { event: 'register.proposal-dropped' })
      return { done: 'dropped' }
    }),
  )
}

/** An address made of the name and, so that it is nobody else's, a few random letters. */
function newAddress(name: string): string {
  const base = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)
    .replace(/-$/, '')
  return `${base === '' ? 'entry' : base}-${newId().slice(0, 6)}`
}
