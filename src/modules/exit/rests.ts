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
}): Record<string, string> {
  const { members, terms, plan, registers, passings } = given
  return {
    'who is in the partnership': digest([...members].sort()),
    'the terms of leaving': digest(terms === null ? null : { ...terms }),
    'which councils are to be replaced': digest(
      passings.map(({ council, lastDay }) => `${council} ${lastDay}`).sort(),
    ),
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
