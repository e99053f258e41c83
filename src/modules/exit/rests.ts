import type { ExitRegister } from '#content/exit-plan.ts'
import { canonical, sha256, type Json } from '#platform/canonical.ts'
import { entriesOf, type Plan } from './plan.ts'
import type { Passing } from './reorganisation.ts'
import type { Terms } from './terms.ts'

/**
 * What a plan rests on, as a digest for each thing. A review keeps them; when one differs later the plan is out of date, and
 * it can say because of what.
 */
export function restsOn(given: {
  readonly members: readonly string[]
  readonly terms: Terms | null
  readonly plan: Pick<Plan, 'entries'>
  readonly registers: readonly ExitRegister[]
  readonly passings: readonly Passing[]
  /** The mark of the newest locked figures, if any are. */
  readonly figures: string | null
}): Record<string, string> {
  const { members, terms, plan, registers, passings, figures } = given
  return {
    'who is in the partnership': digest([...members].sort()),
    'the terms of leaving': digest(terms === null ? null : { ...terms }),
    'which councils are to be replaced': digest(
      passings
        .map(({ council, lastDay, open }) => `${council} ${lastDay}${open === null ? '' : ' expected'}`)
        .sort(),
    ),
    // A plan that was gone through before figures were first locked rested on none: the lock is then the change.
    ...(figures === null ? {} : { 'what the services cost, as locked in the baseline': digest(figures) }),
    ...Object.fromEntries(
      registers.map(({ id, title }) => [
        `the register of ${title.toLowerCase()}`,
        digest(entriesOf(plan, id).map(({ version: _version, ...entry }) => ({ ...entry }))),
      ]),
    ),
  }
}

function digest(value: Json): string {
  return sha256(canonical(value)).slice(0, 32)
}
