import {
  approvalsOf,
  approvalStanding,
  approve,
  type ApprovalStanding,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { presentParties, type Refusal } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PartnershipId, type RoundId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { boardFor, type BoardView } from './board-queries.ts'
import { choicesFor, termsOn } from './exercise.ts'
import {
  agreeable,
  agreedWords,
  headsHash,
  type Agreeable,
  type HeadsContent,
  type HeadsLine,
} from './heads.ts'
import { exercisesOf, exerciseWithin, own, type AlignmentDeps, type AlignmentTrx } from './store.ts'

const subject = 'heads-of-terms'

/** A text of the heads of terms, and which councils have approved this very text. */
export type Heads = {
  readonly version: number
  readonly content: HeadsContent
  readonly hash: string
  readonly writtenFor: AuthorityCode
  readonly writtenAt: Date
  readonly round: RoundId
  readonly standing: ApprovalStanding
}

/** The newest board that came to a result for this viewer, with what can be written as agreed on each term; or null. */
export type HeadsView = {
  readonly board: BoardView | null
  readonly agreeables: Readonly<Record<string, Agreeable>>
  readonly heads: Heads | null
}

export async function headsFor(
  trx: AlignmentTrx,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<HeadsView> {
  const board = await newestBoard(trx, viewer, partnership)
  return {
    board,
    agreeables: board ? agreeablesOn(board) : {},
    heads: await newestHeads(trx, viewer, partnership),
  }
}

export async function newestBoard(
  trx: AlignmentTrx,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<BoardView | null> {
  for (const line of await exercisesOf(trx, viewer, partnership)) {
    if (line.state !== 'revealed' && line.state !== 'archived') continue
    const board = await boardFor(trx, viewer, line.id)
    if (board) return board
  }
  return null
}

function agreeablesOn(board: BoardView): Record<string, Agreeable> {
  return Object.fromEntries(
    termsOn(board.exercise, board.pinned).map((term) => {
      const names = new Map(choicesFor(term, board.round).map(({ id, name }) => [id, name]))
      return [term.id, agreeable(term, board.result, board.ranges, (id) => names.get(id) ?? id)]
    }),
  )
}

async function newestHeads(
  trx: AlignmentTrx,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<Heads | null> {
  const row = await own(trx)
    .selectFrom('alignment_heads')
    .select([
      'version',
      'content',
      'hash',
      'written_for as writtenFor',
      'written_at as writtenAt',
      'round_id as round',
    ])
    .where('partnership_id', '=', partnership)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (!row) return null
  const { round } = await exerciseWithin(trx, viewer, row.round)
  const approvals = await approvalsOf(trx.$pickTables<keyof PartnershipTables>(), {
    partnership,
    subject,
    subjectId: partnership,
  })
  const required = presentParties(round).map(({ council }) => council)
  return { ...row, standing: approvalStanding(required, approvals, row.hash) }
}

export type HeadsRefusal =
  | Extract<Refusal, { type: 'role' }>
  | { readonly type: 'no-board' }
  | { readonly type: 'not-agreeable'; readonly term: string }
  | { readonly type: 'note-long'; readonly term: string; readonly length: number }
  | { readonly type: 'other-text' }
  | { readonly type: 'already-approved' }

export type HeadsOutcome = { readonly done: Heads } | { readonly refused: readonly HeadsRefusal[] }

/** For each term: the id of an option or a number that all accept, or empty text to leave it open; and a note. */
export type Choices = Readonly<Record<string, { readonly chosen: string; readonly note: string }>>

const longestNote = 500

/** Writes the heads of terms down as a new version. Whoever writes has approved; the others are asked. */
export async function writeHeads(
  deps: AlignmentDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  choices: Choices,
): Promise<HeadsOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    if (by.role !== 'lead' && by.role !== 'deputy')
      return { refused: [{ type: 'role', needs: ['lead', 'deputy'] }] }
    const { board, agreeables, heads } = await headsFor(trx, by, partnership)
    if (!board) return { refused: [{ type: 'no-board' }] }
    const { lines, refused } = linesFrom(board, agreeables, choices)
    if (refused.length > 0) return { refused }
    const content: HeadsContent = {
      title: `Heads of terms: ${board.partnership.name}`,
      councils: presentParties(board.round).map(({ name }) => name),
      lines,
    }
    const hash = headsHash(content)
    if (heads?.hash !== hash)
      await insertHeads(trx, by, board, { content, hash, version: (heads?.version ?? 0) + 1 })
    return approveWithin(trx, by, partnership, hash)
  })
}

function linesFrom(
  board: BoardView,
  agreeables: HeadsView['agreeables'],
  choices: Choices,
): { lines: HeadsLine[]; refused: HeadsRefusal[] } {
  const refused: HeadsRefusal[] = []
  const lines = termsOn(board.exercise, board.pinned).map((term): HeadsLine => {
    const { chosen, note } = choices[term.id] ?? { chosen: '', note: '' }
    const agreed = agreedWords(agreeables[term.id] ?? { kind: 'nothing' }, chosen)
    if (agreed === undefined) refused.push({ type: 'not-agreeable', term: term.id })
    if (note.length > longestNote) refused.push({ type: 'note-long', term: term.id, length: note.length })
    const { id, name, question, about, ask } = term
    return { term: id, name, question, about, agreed: agreed ?? null, ask, note: note.trim() }
  })
  return { lines, refused }
}

async function insertHeads(
  trx: AlignmentTrx,
  by: CouncilViewer,
  { round, partnership }: BoardView,
  text: { readonly content: HeadsContent; readonly hash: string; readonly version: number },
): Promise<void> {
  await own(trx)
    .insertInto('alignment_heads')
    .values({
      partnership_id: partnership.id,
      id: newId<'heads'>(),
      round_id: round.id,
      version: text.version,
      content: JSON.stringify(text.content),
      hash: text.hash,
      written_by: by.person,
      written_for: by.council,
      written_at: by.now,
    })
    .execute()
  const facts = { version: text.version, hash: text.hash }
  await append(trx, by, { partnership: partnership.id }, { event: 'alignment.heads-written', facts })
  const parties = presentParties(round)
  await queueMailToLeads(
    trx,
    by,
    parties.map(({ council }) => council).filter((council) => council !== by.council),
    {
      template: 'heads-written',
      subject: `Heads of terms to read: ${partnership.name}`,
      facts: {
        partnership: partnership.id,
        council: parties.find(({ council }) => council === by.council)?.name ?? '',
      },
    },
  )
}

/** Approves the text with this mark, and no other: when it has changed since it was read, nothing is approved. */
export async function approveHeads(
  deps: AlignmentDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  hash: string,
): Promise<HeadsOutcome> {
  return inTransaction(deps.db, by, (trx) => approveWithin(trx, by, partnership, hash))
}

async function approveWithin(
  trx: AlignmentTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  hash: string,
): Promise<HeadsOutcome> {
  const heads = await newestHeads(trx, by, partnership)
  if (!heads) throw new NotFound('No heads of terms, or not yours.')
  const refused = approveHeadsBlockers(heads, by, hash)
  if (refused.length > 0) return { refused }
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
    partnership,
    subject,
    subjectId: partnership,
    hash,
  })
  await append(trx, by, { partnership }, { event: 'alignment.heads-approved', facts: { hash } })
  const done = await newestHeads(trx, by, partnership)
  if (!done) throw new NotFound('No heads of terms, or not yours.')
  return { done }
}

/** Why a council cannot approve this text now. */
export function approveHeadsBlockers(
  heads: Pick<Heads, 'hash' | 'standing'>,
  by: Pick<Viewer, 'council' | 'role'>,
  hash: string,
): HeadsRefusal[] {
  return [
    ...(by.role === 'lead' || by.role === 'deputy'
      ? []
      : [{ type: 'role', needs: ['lead', 'deputy'] } as const]),
    ...(heads.hash === hash ? [] : [{ type: 'other-text' } as const]),
    ...(by.council !== null && heads.standing.approved.includes(by.council)
      ? [{ type: 'already-approved' } as const]
      : []),
  ]
}
