import { caseModelFor, casesFor } from '#modules/business-case/index.ts'
import { approve, partnershipFor, type PartnershipTables } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { SplitFigures } from './figures.ts'
import { figuresFromCase } from './from-case.ts'
import { tellPartners } from './mails.ts'
import {
  answerBlockers,
  proposalHash,
  splitSubject,
  standingOf,
  speaksForCouncil,
  writesSplit,
  type Proposal,
  type SplitRefusal,
  type SplitView,
} from './proposal.ts'
import { splitIn, writeFigures, writeProposal, type CostSharingDeps, type CostSharingTrx } from './store.ts'

export type Outcome<Done> = { readonly done: Done } | { readonly refused: readonly SplitRefusal[] }

/** Saves the figures over the version that the writer saw. A proposal keeps the figures it was made from. */
export async function saveFigures(
  deps: CostSharingDeps,
  by: CouncilViewer,
  { partnership, seen, figures }: { partnership: PartnershipId; seen: number; figures: SplitFigures },
): Promise<Outcome<null>> {
  if (!writesSplit(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    await mustBeIn(trx, by, partnership)
    if (!(await writeFigures(trx, by, { partnership, seen }, figures)))
      return { refused: [{ type: 'changed' }] }
    await append(trx, by, { partnership }, { event: 'cost-sharing.figures-saved' })
    return { done: null }
  })
}

/** Takes the figures of the newest business case, as it stands; or says why it cannot be worked out yet. */
export async function takeFromCase(
  deps: CostSharingDeps,
  by: CouncilViewer,
  {
    partnership,
    seen,
    councils,
  }: {
    partnership: PartnershipId
    seen: number
    councils: readonly { readonly code: string; readonly shortName: string }[]
  },
): Promise<Outcome<null>> {
  const figures = await inTransaction(deps.db, by, async (trx) => {
    const [newest] = await casesFor(trx, by, partnership)
    if (!newest) return null
    const model = await caseModelFor(trx, by, partnership, newest.id)
    return 'refused' in model
      ? null
      : figuresFromCase(model, councils, { year: model.baseline.year, name: newest.name })
  })
  return figures
    ? saveFigures(deps, by, { partnership, seen, figures })
    : { refused: [{ type: 'case-not-ready' }] }
}

/** Puts a rule to the councils. The council that proposes it has said yes by that. */
export async function proposeRule(
  deps: CostSharingDeps,
  by: CouncilViewer,
  { partnership, seen, proposal }: { partnership: PartnershipId; seen: number; proposal: Proposal },
): Promise<Outcome<string>> {
  if (!speaksForCouncil(by)) return { refused: [{ type: 'lead-only' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const split = await mustFind(trx, partnership)
    if (split.seen !== seen) return { refused: [{ type: 'changed' }] }
    const hash = proposalHash(proposal)
    await writeProposal(trx, by, { partnership, seen }, { proposal, hash })
    await append(
      trx,
      by,
      { partnership },
      { event: 'cost-sharing.rule-proposed', facts: { hash: mark(hash) } },
    )
    const isAgreed = await sayYes(trx, by, partnership, { ...split, proposal, hash })
    if (!isAgreed) await tellPartners(trx, by, { partnership, councils: codesOf(proposal) }, 'split-proposed')
    return { done: hash }
  })
}

/** A council says yes to the text it has read. */
export async function agreeToRule(
  deps: CostSharingDeps,
  by: CouncilViewer,
  { partnership, hash }: { partnership: PartnershipId; hash: string },
): Promise<Outcome<null>> {
  return inTransaction(deps.db, by, async (trx) => {
    const split = await mustFind(trx, partnership)
    const refused = answerBlockers(split, by, hash)
    if (refused.length > 0) return { refused }
    await sayYes(trx, by, partnership, split)
    return { done: null }
  })
}

/** A council does not agree, and says why. Saying it again changes nothing: the first reason stands. */
export async function dissentFromRule(
  deps: CostSharingDeps,
  by: CouncilViewer,
  { partnership, hash, reason }: { partnership: PartnershipId; hash: string; reason: string },
): Promise<Outcome<null>> {
  return inTransaction(deps.db, by, async (trx) => {
    const split = await mustFind(trx, partnership)
    const refused = answerBlockers(split, by, hash)
    if (refused.length > 0) return { refused }
    const made = await trx
      .insertInto('cost_sharing_dissent')
      .values({
        partnership_id: partnership,
        proposal_hash: hash,
        authority_code: by.council,
        reason,
        dissented_by: by.person,
        dissented_at: by.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) {
      await append(trx, by, { partnership }, { event: 'cost-sharing.dissented', facts: { hash: mark(hash) } })
      if (split.proposal)
        await tellPartners(trx, by, { partnership, councils: codesOf(split.proposal) }, 'split-dissent')
    }
    return { done: null }
  })
}

/** Whether by that every council has agreed. */
async function sayYes(
  trx: CostSharingTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  split: SplitView,
): Promise<boolean> {
  const { hash, proposal } = split
  if (!hash || !proposal) return false
  const at = { partnership, subject: splitSubject, subjectId: split.id }
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, { ...at, hash })
  await append(trx, by, { partnership }, { event: 'cost-sharing.agreed', facts: { hash: mark(hash) } })
  const now = { ...split, approvals: [...split.approvals, { council: by.council, hash, approvedAt: by.now }] }
  const councils = codesOf(proposal)
  if (!standingOf(now, councils).agreed) return false
  await append(trx, by, { partnership }, { event: 'cost-sharing.all-agreed', facts: { hash: mark(hash) } })
  await tellPartners(trx, by, { partnership, councils }, 'split-agreed')
  return true
}

function codesOf({ figures }: Proposal): string[] {
  return figures.councils.map(({ code }) => code)
}

/** As much of a hash as people compare. */
function mark(hash: string): string {
  return hash.slice(0, 16)
}

async function mustBeIn(trx: CostSharingTrx, by: CouncilViewer, id: PartnershipId): Promise<void> {
  const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), by, id)
  if (!found) throw new NotFound('No such partnership, or not yours.')
}

async function mustFind(trx: CostSharingTrx, partnership: PartnershipId): Promise<SplitView> {
  const split = await splitIn(trx, partnership, { lock: true })
  if (!split) throw new NotFound('No split in this partnership, or not yours.')
  return split
}
