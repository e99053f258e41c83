import { Type, type Static } from 'typebox'
import { readDay, type Day } from '#engine/day.ts'
import { BadInput } from '#engine/bad-input.ts'
import { changed, invalid, refused, type FieldError, type Problem } from '#platform/api-problem.ts'
import { idOf, type Answered } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Outcome } from '../commands.ts'
import type { Leaving, LeavingId } from '../leaving.ts'
import {
  answerSchema,
  entryFlaws,
  entrySchema,
  rehearsalSchema,
  type Entry,
  type Kept,
  type Plan,
} from '../plan.ts'
import { exitViewFor, type ExitSources, type ExitView } from '../queries.ts'
import type { ExitStanding } from '../standing.ts'
import { whose as whoseValues, type Whose } from '../store.ts'
import type { Terms } from '../terms.ts'
import { reasonWords, refusalWords } from '../text.ts'
import { nameIn } from '../views/frame.ts'

/** The pieces that the operations about leaving share. */

export const tag = 'Leaving'
export const closed = { additionalProperties: false }
export const base = '/partnerships/:partnership/exit'
export const one = `${base}/leavings/:leaving`
export const hash = Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed)
export const byPartnership = Type.Object({ partnership: Type.String() })
export const byWhose = Type.Object({
  partnership: Type.String(),
  whose: Type.String({ description: '`ours` for your council’s own plan, `joint` for the joint strategy.' }),
})
export const byLeaving = Type.Object({ partnership: Type.String(), leaving: Type.String() })
export const Done = Type.Object({ done: Type.Boolean() }, { title: 'Done' })
export const Version = Type.Object({ version: Type.Integer() }, { title: 'Version' })

const kept = { id: Type.String(), version: Type.Integer() }

export const Standing = Type.Object(
  {
    standing: Type.Enum(['missing', 'draft', 'complete', 'rehearsed', 'stale'], {
      description: 'Never a figure: nine tenths of an exit plan is no exit.',
    }),
    reasons: Type.Array(Type.Object({ type: Type.String(), says: Type.String() })),
  },
  { title: 'ExitStanding' },
)

export const ExitPlan = Type.Object(
  {
    ...Standing.properties,
    answers: Type.Array(Type.Object({ heading: Type.String(), ...kept, ...answerSchema.properties })),
    entries: Type.Array(Type.Object({ ...kept, ...entrySchema.properties })),
    rehearsals: Type.Array(Type.Object({ ...kept, ...rehearsalSchema.properties })),
    emptyRegisters: Type.Array(Type.String(), {
      description: 'Registers that somebody said have nothing to list.',
    }),
    reviewedOn: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'ExitPlan' },
)

export function shownStanding({ standing, reasons }: ExitStanding): Static<typeof Standing> {
  return { standing, reasons: reasons.map((reason) => ({ type: reason.type, says: reasonWords(reason) })) }
}

export function shownPlan(plan: Plan, standing: ExitStanding): Static<typeof ExitPlan> {
  return {
    ...shownStanding(standing),
    answers: [...plan.answers].map(([heading, answer]) => ({ heading, ...answer })),
    entries: [...plan.entries],
    rehearsals: [...plan.rehearsals],
    emptyRegisters: [...plan.empty],
    reviewedOn: plan.review?.on ?? null,
  }
}

export async function viewAt(
  deps: ExitSources,
  viewer: CouncilViewer,
  partnership: string,
): Promise<ExitView> {
  return exitViewFor(deps, viewer, idOf(partnership))
}

/** The parting that an address names. */
export function leavingIn(view: ExitView, id: string): { leaving: Leaving; id: LeavingId } {
  const leaving = view.leavings.find((each) => each.id === id)
  if (!leaving) throw new NotFound('No such notice, or not yours to see.')
  return { leaving, id: idOf<'leaving'>(id) }
}

/** The plan that an address names. A council's own is not there for those who may not read it. */
export function planIn(view: ExitView, name: string): { whose: Whose; plan: Plan; standing: ExitStanding } {
  const found = whoseValues.find((each) => each === name)
  if (found === 'joint') return { whose: found, plan: view.joint, standing: view.jointStanding }
  if (found !== 'ours' || !view.own) throw new NotFound('No such plan, or not yours to see.')
  return { whose: found, ...view.own }
}

/** What a command came to, as the API says it. */
export function said<Result, Body>(
  view: ExitView,
  outcome: Outcome<Result>,
  sent: unknown,
  body: (done: Result) => Answered<Body>,
): Answered<Body> {
  return 'done' in outcome ? body(outcome.done) : notDone(view, outcome, sent)
}

/** Why a command did nothing: the rules' reasons, or what somebody else saved meanwhile. */
export function notDone(
  view: ExitView,
  outcome: Exclude<Outcome<unknown>, { readonly done: unknown }>,
  sent: unknown,
): { readonly problem: Problem } {
  if ('refused' in outcome) return refused(outcome.refused, (each) => refusalWords(each, nameIn(view)))
  const { conflict } = outcome
  return changed(conflict ? { version: conflict.version, content: conflict.content } : null, sent)
}

export function isDay(text: string): boolean {
  try {
    return readDay(text, 'day') !== null
  } catch (error) {
    if (error instanceof BadInput) return false
    throw error
  }
}

/** Days that have the form of a day and are none, by field. */
export function dayErrors(days: Readonly<Record<string, Day | null>>): FieldError[] {
  return Object.entries(days).flatMap(([field, day]) =>
    day === null || isDay(day) ? [] : [{ field, says: 'There is no such day. Give one as 2027-03-31.' }],
  )
}

export function entryErrors(entry: Entry, registers: readonly string[]): FieldError[] {
  return [
    ...(registers.includes(entry.register)
      ? []
      : [{ field: 'register', says: `There is no such register. Give one of ${registers.join(', ')}.` }]),
    ...entryFlaws(entry).map(({ says }) => ({ field: 'highPence', says: `${says}.` })),
    ...dayErrors({ endsOn: entry.endsOn, testedOn: entry.testedOn }),
  ]
}

export function termsErrors(terms: Terms, councils: readonly string[]): FieldError[] {
  const stranger = Object.keys(terms.shares).find((code) => !councils.includes(code))
  return [
    ...dayErrors({ earliestOn: terms.earliestOn }),
    ...(terms.noticeUnit === 'months' && terms.noticeCount > 120
      ? [{ field: 'noticeCount', says: 'Give at most 120 months.' }]
      : []),
    ...(stranger === undefined ? [] : [{ field: 'shares', says: `${stranger} is not in the partnership.` }]),
  ]
}

export function orInvalid<Body>(
  errors: readonly FieldError[],
  then: () => Promise<Answered<Body>>,
): Promise<Answered<Body>> {
  return errors.length > 0 ? Promise.resolve(invalid(errors)) : then()
}

export function withoutId<Piece>({
  id: _id,
  version: _version,
  ...piece
}: Kept<Piece>): Omit<Kept<Piece>, 'id' | 'version'> {
  return piece
}
