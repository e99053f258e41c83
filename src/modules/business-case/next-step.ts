import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { confirmationOf, gapsOf, useBlockers, writesFigures, type Baseline } from './baseline.ts'

/** The one thing this person can do about the baseline now; or what they are waiting for. */
export type BaselineStep =
  | { readonly type: 'start' }
  | { readonly type: 'name-services' }
  | { readonly type: 'fill-in'; readonly service: string; readonly left: number }
  | { readonly type: 'share' }
  | { readonly type: 'lead-shares' }
  | { readonly type: 'wait-for-figures'; readonly councils: readonly string[] }
  | { readonly type: 'put-right' }
  | { readonly type: 'confirm' }
  | { readonly type: 'wait-for-confirmation'; readonly councils: readonly string[] }
  | { readonly type: 'locked' }
  | { readonly type: 'nothing' }

export function baselineStep(baseline: Baseline | null, viewer: Viewer): BaselineStep {
  const by = viewer.council !== null && viewer.role !== null ? (viewer as CouncilViewer) : null
  const writes = by !== null && writesFigures(by)
  if (!baseline) return writes ? { type: 'start' } : { type: 'nothing' }
  if (baseline.lockedAt) return { type: 'locked' }
  if (baseline.services.length === 0) return writes ? { type: 'name-services' } : { type: 'nothing' }
  if (by && baseline.councils.some(({ code }) => code === by.council)) {
    const gaps = gapsOf(baseline, by.council)
    const [first] = gaps
    if (first && 'service' in first && writes)
      return { type: 'fill-in', service: first.service, left: gaps.length }
    if (gaps.length === 0 && !baseline.shared.includes(by.council))
      return by.role === 'lead' || by.role === 'deputy' ? { type: 'share' } : { type: 'lead-shares' }
  }
  const unshared = baseline.councils.filter(({ code }) => !baseline.shared.includes(code))
  if (unshared.length > 0)
    return { type: 'wait-for-figures', councils: unshared.map(({ shortName }) => shortName) }
  if (useBlockers(baseline, []).length > 0) return { type: 'put-right' }
  const { waitingFor } = confirmationOf(baseline)
  if (by?.office === 'section-151' && writes && waitingFor.includes(by.council)) return { type: 'confirm' }
  const names = baseline.councils
    .filter(({ code }) => waitingFor.includes(code))
    .map(({ shortName }) => shortName)
  return { type: 'wait-for-confirmation', councils: names }
}
