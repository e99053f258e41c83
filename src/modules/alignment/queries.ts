import { openedAnswers, type Round, type RoundLine, type RoundTables } from '#modules/round/index.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import type { NextStep } from '#ui/next-step.ts'
import type { Kind } from './exercise.ts'
import { isFields, textOf } from './json.ts'
import { itemsOf, readItem } from './item.ts'
import { ladderFinding, type LadderFinding, type LadderLine } from './ladder.ts'
import { nextFor, type OwnProgress } from './next-step.ts'
import {
  exercisesOf,
  exerciseWithin,
  ownItems,
  partnershipWithin,
  type AlignmentDeps,
  type AlignmentTrx,
  type ExerciseView,
  type HeldItem,
} from './store.ts'

/** A round as one person sees it before anything is opened: what their own council has written, where they may read that. */
export type OwnView = ExerciseView & { readonly held: readonly HeldItem[]; readonly progress: OwnProgress }

export async function ownViewFor(deps: AlignmentDeps, viewer: Viewer, id: RoundId): Promise<OwnView> {
  return inTransaction(deps.db, viewer, (trx) => ownViewWithin(deps, trx, viewer, id))
}

export async function ownViewWithin(
  deps: Pick<AlignmentDeps, 'instanceKey'>,
  trx: AlignmentTrx,
  viewer: Viewer,
  id: RoundId,
): Promise<OwnView> {
  const view = await exerciseWithin(trx, viewer, id)
  const isParty = view.round.parties.some(({ council }) => council === viewer.council)
  const held =
    actsForCouncil(viewer) && isParty && viewer.role !== 'contributor'
      ? await ownItems(trx, viewer, view, deps.instanceKey)
      : []
  const open = itemsOf(view).filter((item) => {
    const typed = held.find((each) => each.item === item.id)
    return typed === undefined || readItem(view, item, typed.typed).errors !== undefined
  })
  return { ...view, held, progress: { open: open[0] ?? null, left: open.length } }
}

/** One service on the ladder after the reveal. */
export type LadderRow = {
  readonly id: string
  readonly name: string
  readonly lines: readonly LadderLine[]
  readonly finding: LadderFinding
}

export type LadderView = ExerciseView & { readonly rows: readonly LadderRow[] }

/** The ladder as it was opened, widest mismatch first; null while nothing has been opened to this viewer. */
export async function ladderFor(trx: AlignmentTrx, viewer: Viewer, id: RoundId): Promise<LadderView | null> {
  const view = await exerciseWithin(trx, viewer, id)
  const answers = await openedAnswers(trx.$pickTables<keyof RoundTables>(), viewer, id)
  const { exercise, pinned, round } = view
  if (exercise.kind !== 'ladder' || answers.length === 0) return null
  const rows = exercise.services.map(({ id: service, name }) => {
    const lines = round.parties.flatMap(({ council }): LadderLine[] => {
      const found = answers.find((answer) => answer.council === council && answer.item === service)
      if (!found || !isFields(found.content)) return []
      const { now, wanted, why } = found.content
      return [{ council, now: textOf(now), wanted: textOf(wanted), why: textOf(why) }]
    })
    return { id: service, name, lines, finding: ladderFinding(lines, pinned.ladder) }
  })
  return { ...view, rows: rows.toSorted((a, b) => weightOf(b.finding) - weightOf(a.finding)) }
}

function weightOf(finding: LadderFinding): number {
  if (finding.type === 'want-apart') return 100 + finding.rungs
  return finding.type === 'see-apart' ? finding.rungs : 0
}

/** Everything on a partnership's page of aims and terms: the newest round of each kind, and the one next step. */
export type Hub = {
  readonly partnership: Partnership
  readonly rounds: readonly (RoundLine & { readonly kind: Kind })[]
  readonly newest: Readonly<Record<Kind, (RoundLine & { readonly kind: Kind }) | null>>
  readonly next: NextStep | null
}

export async function hubWithin(
  deps: Pick<AlignmentDeps, 'instanceKey'>,
  trx: AlignmentTrx,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Hub> {
  const partnership = await partnershipWithin(trx, viewer, id)
  const rounds: (RoundLine & { kind: Kind })[] = []
  for (const line of await exercisesOf(trx, viewer, id))
    rounds.push({ ...line, kind: (await exerciseWithin(trx, viewer, line.id)).exercise.kind })
  const newestOf = (kind: Kind) =>
    rounds.find((line) => line.kind === kind && line.state !== 'cancelled') ?? null
  const newest = { ladder: newestOf('ladder'), aims: newestOf('aims'), board: newestOf('board') }
  return { partnership, rounds, newest, next: await nextIn(deps, trx, viewer, rounds) }
}

/** The next step of the first round that wants something of this person; then of one that waits; null where none is open. */
async function nextIn(
  deps: Pick<AlignmentDeps, 'instanceKey'>,
  trx: AlignmentTrx,
  viewer: Viewer,
  rounds: readonly RoundLine[],
): Promise<NextStep | null> {
  const steps: NextStep[] = []
  for (const line of rounds) {
    if (line.state !== 'draft' && line.state !== 'offered' && line.state !== 'open') continue
    const view = await ownViewWithin(deps, trx, viewer, line.id)
    const step = nextFor(view, viewer, view.progress)
    steps.push({ ...step, title: `${line.title}: ${lowerFirst(step.title)}` })
  }
  return steps.find(({ action }) => action !== undefined) ?? steps[0] ?? null
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** Whether a round was brought to its end, so that there is something to read for those who sealed. */
export function isOver({ state }: Pick<Round, 'state'>): boolean {
  return state === 'revealed' || state === 'archived'
}
