import type { ExitHeading } from '#content/exit-plan.ts'
import type { Content } from '#content/content.ts'
import { lockedFiguresFor, type BusinessCaseDatabase } from '#modules/business-case/index.ts'
import {
  approvalsOf,
  approvalStanding,
  knownPartnershipFor,
  presentMembers,
  type ApprovalStanding,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Leaving } from './leaving.ts'
import { leavingsOf, sharedPlansOf, type SharedVersion } from './leaving-store.ts'
import { consideringIn, planOf, tasksIn, termsIn, type StoredPiece } from './piece.ts'
import type { Answer, Kept, Plan } from './plan.ts'
import { passingsOf, type Passing, type Task } from './reorganisation.ts'
import { restsOn } from './rests.ts'
import { exitStanding, type ExitStanding } from './standing.ts'
import { loadPieces, type ExitDeps, type ExitTrx, type Whose } from './store.ts'
import type { ExitTables } from './tables.ts'
import type { Terms } from './terms.ts'

export type ExitContent = Pick<
  Content,
  'exitPlan' | 'reorganisations' | 'underway' | 'holidays' | 'authorities'
>
export type ExitSources = ExitDeps & { readonly content: ExitContent }

/** What somebody may see of the leaving of a partnership, all of it, as it is today. */
export type ExitView = {
  readonly partnership: Partnership
  readonly today: string
  /** The councils that are in now. */
  readonly members: readonly {
    readonly council: AuthorityCode
    readonly name: string
    readonly shortName: string
  }[]
  readonly joint: Plan
  readonly jointStanding: ExitStanding
  readonly terms: Kept<Terms> | null
  readonly termsHash: string | null
  readonly termsStanding: ApprovalStanding
  readonly tasks: readonly Kept<Task>[]
  readonly leavings: readonly Leaving[]
  readonly shared: readonly SharedVersion[]
  readonly passings: readonly Passing[]
  /** The mark of the newest locked figures of the councils; null where none are locked. */
  readonly figures: string | null
  /** The viewer's own council's plan; null for those who may not read it. */
  readonly own: { readonly plan: Plan; readonly standing: ExitStanding } | null
  /** What the council has written about thinking of leaving. Only for those who lead it. */
  readonly considering: Kept<Answer> | null
}

const readers: readonly string[] = ['lead', 'deputy', 'approver', 'reader']

/** Whether somebody may read their council's own plan at all. */
export function readsOwnPlan({ council, role }: Pick<Viewer, 'council' | 'role'>): boolean {
  return council !== null && role !== null && readers.includes(role)
}

export async function exitViewFor(deps: ExitSources, viewer: Viewer, id: PartnershipId): Promise<ExitView> {
  return inTransaction(deps.db, viewer, (trx) => exitViewIn(trx, deps, viewer, id))
}

/** The same, within a transaction. Whoever is not in, or has only been invited, is told that there is nothing. */
export async function exitViewIn(
  trx: ExitTrx,
  deps: Omit<ExitSources, 'db'>,
  viewer: Viewer,
  id: PartnershipId,
): Promise<ExitView> {
  const tables = trx.$pickTables<keyof ExitTables>()
  const partnership = await knownPartnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
  if (!partnership || !isIn(partnership, viewer)) throw new NotFound('No such partnership, or not yours.')
  const members = presentMembers(partnership).map(({ council, name, shortName }) => ({
    council,
    name,
    shortName,
  }))
  const jointPieces = await loadPieces(tables, viewer, deps.instanceKey, { partnership: id, whose: 'joint' })
  const terms = termsIn(jointPieces)
  const passings = passingsOf(members, deps.content.reorganisations, deps.content.underway)
  const figures = await lockedFiguresFor(trx.$pickTables<keyof BusinessCaseDatabase>(), viewer, id)
  const at = { deps, today: londonDay(viewer.now), members, terms, passings, figures }
  const joint = planOf(jointPieces)
  const hash = terms && termsHash(terms)
  return {
    partnership,
    today: at.today,
    members,
    joint,
    jointStanding: standingOf(at, joint, 'joint'),
    terms,
    termsHash: hash,
    termsStanding: await standingOfTerms(
      trx,
      id,
      members.map(({ council }) => council),
      hash,
    ),
    tasks: tasksIn(jointPieces),
    leavings: await leavingsOf(tables, viewer, id),
    shared: await sharedPlansOf(tables, viewer, id),
    passings,
    figures,
    ...(await ownPart(trx, at, viewer, id)),
  }
}

/** A council that has left still reads what concerns it; one that was invited and has not joined reads nothing. */
function isIn(partnership: Partnership, viewer: Viewer): boolean {
  if (viewer.council === null) return viewer.managing === partnership.id
  return partnership.members.some(({ council, joinedAt }) => council === viewer.council && joinedAt !== null)
}

type At = {
  readonly deps: Omit<ExitSources, 'db'>
  readonly today: string
  readonly members: ExitView['members']
  readonly terms: Terms | null
  readonly passings: readonly Passing[]
  readonly figures: string | null
}

function standingOf(
  { deps, today, members, terms, passings, figures }: At,
  plan: Plan,
  of: Whose,
): ExitStanding {
  const { exitPlan } = deps.content
  const headings = headingsFor(deps.content, of)
  const rests = restsOn({
    members: members.map(({ council }) => council),
    terms,
    plan,
    registers: exitPlan.registers,
    passings,
    figures,
  })
  return exitStanding(plan, { headings, registers: exitPlan.registers }, rests, today)
}

export function headingsFor({ exitPlan }: ExitContent, of: Whose): readonly ExitHeading[] {
  return of === 'joint' ? exitPlan.joint : exitPlan.own
}

async function ownPart(
  trx: ExitTrx,
  at: At,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<Pick<ExitView, 'own' | 'considering'>> {
  if (!readsOwnPlan(viewer)) return { own: null, considering: null }
  const pieces: readonly StoredPiece[] = await loadPieces(
    trx.$pickTables<keyof ExitTables>(),
    viewer,
    at.deps.instanceKey,
    { partnership, whose: 'ours' },
  )
  const plan = planOf(pieces)
  const leads = viewer.role === 'lead' || viewer.role === 'deputy'
  return {
    own: { plan, standing: standingOf(at, plan, 'ours') },
    considering: leads ? consideringIn(pieces) : null,
  }
}

/** The one figure that every council agrees to when it agrees to the terms of leaving. */
export function termsHash({ id: _id, version: _version, ...terms }: Kept<Terms>): string {
  return sha256(canonical({ ...terms }))
}

async function standingOfTerms(
  trx: ExitTrx,
  partnership: PartnershipId,
  members: readonly AuthorityCode[],
  hash: string | null,
): Promise<ApprovalStanding> {
  const approvals = await approvalsOf(trx.$pickTables<keyof PartnershipTables>(), {
    partnership,
    subject: termsSubject,
    subjectId: partnership,
  })
  return approvalStanding(members, approvals, hash ?? 'nothing')
}

/** The subjects under which this module has texts approved. */
export const termsSubject = 'exit-terms'
export const settlementSubject = 'exit-settlement'
export const lessonsSubject = 'exit-lessons'
export const withdrawalSubject = 'exit-notice-withdrawn'
