import { Type, type Static } from 'typebox'
import {
  actionsIn,
  approveSealBlockers,
  revealBlockers,
  rolesFor,
  type Round as Noun,
  type RoundLine as Line,
} from '#modules/round/index.ts'
import type { Scope } from '#platform/api-asker.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { nextFor } from '../next-step.ts'
import { nextWords } from '../next-words.ts'
import { ownAnswersFor, type RoundView } from '../queries.ts'
import { firstOpen, partOf, statementsFor, tasksFor, type Task } from '../round-model.ts'
import { mayRead } from '../round-routes.ts'
import { ownStaffAnswers } from '../staff-commands.ts'
import type { ReadinessDeps } from '../store.ts'
import { mayWords } from './actions.ts'
import { instant, instantOrNull, isParty, ReasonSchema, viewOf } from './parts.ts'

const states = Object.keys(actionsIn) as (keyof typeof actionsIn)[]
const actions = Object.keys(rolesFor) as (keyof typeof rolesFor)[]

export const RoundLine = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    mode: Type.Enum(['private', 'joint', 'repeat']),
    title: Type.String(),
    state: Type.Enum(states),
    createdAt: instant,
    revealedAt: instantOrNull,
    previous: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], {
      description: 'The round whose answers this one carries on.',
    }),
  },
  { title: 'RoundLine' },
)

export const Round = Type.Object(
  {
    ...RoundLine.properties,
    partnership: Type.String({ format: 'uuid' }),
    framework: Type.Object({ id: Type.String(), version: Type.String(), title: Type.String() }),
    startedBy: Type.String({ description: 'The code of the council that started it.' }),
    termsHash: Type.String({
      description: 'What a council agrees to. Any change to the terms gives another.',
    }),
    openedAt: instantOrNull,
    parties: Type.Array(
      Type.Object({
        council: Type.String(),
        name: Type.String(),
        agreedTerms: Type.Boolean(),
        withdrawn: Type.Boolean(),
      }),
    ),
    seals: Type.Object({
      sealed: Type.Integer({ description: 'How many councils have sealed.' }),
      of: Type.Integer(),
      consented: Type.Integer(),
      names: Type.Union([Type.Array(Type.String()), Type.Null()], {
        description: 'Which have sealed; null where the terms only count them.',
      }),
      own: Type.Union([
        Type.Object({
          askedAt: instant,
          sealedAt: Type.Union([instant, Type.Null()], {
            description: 'Null while it waits for a second person.',
          }),
          consentedAt: instantOrNull,
          receipt: Type.Union([Type.String(), Type.Null()], { description: 'Null for contributors.' }),
        }),
        Type.Null(),
      ]),
    }),
    extension: Type.Union(
      [Type.Object({ deadline: instant, agreed: Type.Array(Type.String()) }), Type.Null()],
      { description: 'A later deadline that was asked for, and who has agreed to it.' },
    ),
    progress: Type.Union(
      [
        Type.Object({
          asked: Type.Integer(),
          done: Type.Integer(),
          nextItem: Type.Union([Type.String(), Type.Null()]),
        }),
        Type.Null(),
      ],
      { description: 'Of your own part; null before there is anything to answer.' },
    ),
    next: Type.Object({ type: Type.String(), says: Type.String() }, { description: 'The one next step.' }),
    may: Type.Array(
      Type.Object({
        action: Type.Enum(actions),
        allowed: Type.Boolean(),
        reasons: Type.Array(ReasonSchema, { description: 'Why not; empty when it is allowed.' }),
      }),
      { description: 'What this token may do now, by the same rules that refuse.' },
    ),
  },
  { title: 'Round' },
)

export function roundLine(line: Line | Noun): Static<typeof RoundLine> {
  const { id, mode, title, state, createdAt, revealedAt, previous } = line
  return {
    id,
    mode,
    title,
    state,
    createdAt: createdAt.toISOString(),
    revealedAt: revealedAt?.toISOString() ?? null,
    previous,
  }
}

/** A round as this viewer may know it. */
export async function shownRound(
  deps: ReadinessDeps,
  view: RoundView,
  viewer: CouncilViewer,
  scope: Scope,
): Promise<Static<typeof Round>> {
  const { round, framework } = view
  const tasks = await tasksOf(deps, view, viewer)
  const open = tasks && firstOpen(tasks)
  const next = nextFor(view, viewer, {
    open,
    left: tasks?.filter(({ status }) => status !== 'completed').length ?? 0,
    canReveal: revealBlockers(round, viewer, viewer.now).length === 0,
    canApprove: approveSealBlockers(round, viewer).length === 0,
    mayRead: mayRead(round, viewer),
  })
  return {
    ...roundLine(round),
    partnership: round.partnership,
    framework: { id: framework.id, version: framework.version, title: framework.title },
    startedBy: round.createdFor,
    termsHash: round.termsHash,
    openedAt: round.openedAt?.toISOString() ?? null,
    parties: round.parties.map(({ council, name, approvedTerms, withdrawn }) => ({
      council,
      name,
      agreedTerms: approvedTerms,
      withdrawn,
    })),
    seals: shownSeals(round, viewer),
    extension: round.extension && {
      deadline: round.extension.deadline,
      agreed: [...round.extension.agreed],
    },
    progress: tasks && {
      asked: tasks.length,
      done: tasks.filter(({ status }) => status === 'completed').length,
      nextItem: open?.id ?? null,
    },
    next: { type: next.type, says: nextWords(view, viewer, next).title },
    may: mayWords(view, viewer, scope),
  }
}

function shownSeals(round: Noun, viewer: CouncilViewer): Static<typeof Round>['seals'] {
  const { sealed, consented, names, own } = round.seals
  return {
    sealed,
    of: round.parties.filter(({ withdrawn }) => !withdrawn).length,
    consented,
    names: names && [...names],
    own: own && {
      askedAt: own.askedAt.toISOString(),
      sealedAt: own.sealedAt?.toISOString() ?? null,
      consentedAt: own.consentedAt?.toISOString() ?? null,
      receipt: viewer.role === 'contributor' ? null : own.root,
    },
  }
}

async function tasksOf(deps: ReadinessDeps, view: RoundView, viewer: CouncilViewer): Promise<Task[] | null> {
  const { state, id } = view.round
  if (!isParty(view, viewer) || state === 'draft' || state === 'offered') return null
  if (partOf(viewer) !== 'staff') return tasksFor(await ownAnswersFor(deps, viewer, id), viewer)
  const given = state === 'open' ? await ownStaffAnswers(deps, viewer, id) : new Map<string, number>()
  return statementsFor(view, viewer).map((statement) => ({
    statement,
    offices: 0,
    status: given.has(statement.id) ? 'completed' : 'not-started',
  }))
}

/** The same after something was done to it. */
export async function roundNow(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  { round }: RoundView,
  scope: Scope,
): Promise<{ body: Static<typeof Round> }> {
  return { body: await shownRound(deps, await viewOf(deps, viewer, round.id), viewer, scope) }
}
