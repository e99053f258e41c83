import { endReasons, forms, type ArrangementForm, type EndReason } from '#content/arrangement.ts'
import { survivalOf, survivingAfter, type Survival } from '#engine/survival.ts'
import type { Entry } from './entry.ts'
import { yearsBetween } from './partial-date.ts'

/** What is said of a number of years: the share that lasts longer, and how many were still watched then. */
export type After = { readonly years: number; readonly share: number | null; readonly atRisk: number }

export type FormLife = {
  readonly form: ArrangementForm
  readonly watched: number
  readonly endings: number
  /** Only the years at which at least ten were still watched. */
  readonly after: readonly After[]
}

export type Endings = {
  /** Why they ended, the commonest first: those that ended in whole or in part. */
  readonly reasons: readonly { readonly reason: EndReason; readonly entries: readonly Entry[] }[]
  /** Why plans came to nothing. */
  readonly neverBegun: readonly Entry[]
  readonly curve: Survival
  readonly after: readonly After[]
  /** The newest form of each entry, where at least ten entries have it. */
  readonly byForm: readonly FormLife[]
  /** How many were left out because nobody says when they began. */
  readonly withoutStart: number
}

/** Fewer than this at risk say nothing about the rest. */
export const fewestAtRisk = 10
const milestones = [2, 5, 10]

/**
 * How long arrangements last, and what ended them. One that ended in part, merged because its councils did, or grew into
 * something larger has not ended for this purpose: it counts as lasting at least so long.
 */
export function endingsOf(entries: readonly Entry[]): Endings {
  const begun = entries.filter(
    ({ status }) => status !== 'not-proceeded' && status !== 'exploring' && status !== 'agreed',
  )
  const dated = begun.filter(({ started }) => started !== null)
  const lives = dated.map((entry) => ({ entry, ...lifetimeOf(entry) }))
  const over = entries.filter(({ status }) =>
    ['ended', 'partly-ended', 'replaced', 'merged'].includes(status),
  )
  const reasons = endReasons
    .map((reason) => ({ reason, entries: over.filter(({ endReason }) => endReason === reason) }))
    .filter((each) => each.entries.length > 0)
    .toSorted((a, b) => b.entries.length - a.entries.length)
  const byForm = forms.flatMap((form): FormLife[] => {
    const own = lives.filter(({ entry }) => entry.forms.at(-1) === form)
    if (own.length < fewestAtRisk) return []
    const curve = survivalOf(own)
    const after = milestonesOf(curve, own).filter(({ atRisk }) => atRisk >= fewestAtRisk)
    return [{ form, watched: own.length, endings: curve.endings, after }]
  })
  const curve = survivalOf(lives)
  return {
    reasons,
    neverBegun: entries.filter(({ status }) => status === 'not-proceeded'),
    curve,
    after: milestonesOf(curve, lives),
    byForm,
    withoutStart: begun.length - dated.length,
  }
}

type Life = { readonly length: number; readonly hasEnded: boolean }

function lifetimeOf({ started, ended, evidenceOf, status }: Entry): Life {
  return { length: yearsBetween(started ?? evidenceOf, ended ?? evidenceOf), hasEnded: status === 'ended' }
}

function milestonesOf(curve: Survival, lives: readonly Life[]): After[] {
  return milestones.map((years) => ({
    years,
    share: survivingAfter(curve, years),
    atRisk: lives.filter(({ length }) => length >= years).length,
  }))
}
