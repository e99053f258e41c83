import type { Json } from '#platform/canonical.ts'
import type { Framework, Phase, Statement } from '#content/framework.ts'
import { statementsOf } from '#content/framework.ts'

/** What readiness adds to the terms of a round, and every council approves with them. */
export type ReadinessTerms = {
  /** How far the councils want to go: an ambition of the framework. */
  readonly ambition: string
  /** Which statements are asked; null for all of them. */
  readonly phase: Phase | null
  /** Whether staff are asked too, and counted without names. */
  readonly staff: boolean
}

export function readinessTerms(client: Json): ReadinessTerms {
  if (client === null || typeof client !== 'object' || Array.isArray(client))
    throw new Error('A readiness round has no terms.')
  const given = new Map(Object.entries(client))
  const ambition = given.get('ambition')
  const phase = given.get('phase')
  if (typeof ambition !== 'string') throw new Error('A readiness round has no ambition.')
  return { ambition, phase: isPhase(phase) ? phase : null, staff: given.get('staff') === true }
}

const phases: readonly Phase[] = ['before', 'joining', 'during', 'leaving']

export function isPhase(value: unknown): value is Phase {
  return phases.some((phase) => phase === value)
}

/** The statements that a round asks, in the framework's order. */
export function statementsAsked(framework: Framework, terms: ReadinessTerms): Statement[] {
  return statementsOf(framework, terms.phase ? { phase: terms.phase } : {})
}
