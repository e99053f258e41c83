import type { Day } from '#engine/day.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Passing, Rerun } from './reorganisation.ts'

/**
 * What has to be done about who is in. A successor never becomes a member by itself: whoever speaks for it must say yes, as
 * any council must. So it is put forward as a step, and the old member stays until its last day.
 */
export type SuccessorStep =
  /** The list of councils has it: it can be invited. */
  | { readonly type: 'invite'; readonly code: AuthorityCode; readonly name: string }
  | { readonly type: 'invited'; readonly name: string }
  /** It has no code yet, so nobody can act for it here. */
  | { readonly type: 'not-listed'; readonly name: string }
  /** Its last day is past, and it is still a member. */
  | {
      readonly type: 'still-in'
      readonly council: AuthorityCode
      readonly name: string
      readonly lastDay: Day
    }
  /** Who takes its place is not decided. */
  | { readonly type: 'not-decided'; readonly name: string }

export function successorSteps(given: {
  readonly rerun: Rerun
  readonly passings: readonly Passing[]
  readonly members: readonly { readonly council: AuthorityCode; readonly joined: boolean }[]
  readonly today: Day
}): SuccessorStep[] {
  const { rerun, passings, members, today } = given
  const old = new Set(passings.map(({ council }) => council))
  return [
    ...passings
      .filter(({ open, lastDay }) => open === null && lastDay < today)
      .map(({ council, name, lastDay }) => ({ type: 'still-in' as const, council, name, lastDay })),
    ...rerun.members
      .filter(
        ({ code, isOpen }) =>
          !isOpen && (code === null || !members.some((one) => one.council === code && one.joined)),
      )
      .filter(({ code }) => code === null || !old.has(code))
      .map(({ code, name }): SuccessorStep => {
        if (code === null) return { type: 'not-listed', name }
        return members.some(({ council }) => council === code)
          ? { type: 'invited', name }
          : { type: 'invite', code, name }
      }),
    ...passings
      .filter(({ open }) => open !== null)
      .map(({ name }) => ({ type: 'not-decided' as const, name })),
  ]
}
