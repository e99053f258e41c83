import type { GapReport } from './gap-report.ts'

/** The finding of a gap board as facts, for a sentence that a leader could repeat. */
export type Headline =
  | { readonly type: 'alone-ready' }
  | { readonly type: 'alone-not-ready'; readonly areas: readonly string[] }
  | { readonly type: 'agree-ready' }
  | { readonly type: 'agree-on'; readonly ready: readonly string[]; readonly apart: readonly string[] }
  | { readonly type: 'apart'; readonly apart: readonly string[] }
  | { readonly type: 'agree-not-ready' }

/** At most this many areas are named; a sentence with more is not repeated by anybody. */
const named = 2

/** What the board says first. One council alone has nobody to differ with. */
export function headline(report: GapReport, councils: number): Headline {
  const names = (areas: GapReport['areasReady']) => areas.slice(0, named).map(areaWord)
  const ready = names(report.areasReady)
  const apart = names(worstFirst(report))
  if (councils === 1)
    return report.advice.type === 'ready'
      ? { type: 'alone-ready' }
      : { type: 'alone-not-ready', areas: apart }
  if (report.advice.type === 'ready') return { type: 'agree-ready' }
  if (report.areasApart.length === 0) return { type: 'agree-not-ready' }
  return ready.length > 0 ? { type: 'agree-on', ready, apart } : { type: 'apart', apart }
}

/** An area in a word or two, as people say it. Its id is that word, and stable for ever. */
function areaWord({ id }: GapReport['areasReady'][number]): string {
  return id.replaceAll('-', ' ')
}

/** The areas that most need talk: in the order in which their first statement stands on the board. */
function worstFirst(report: GapReport): GapReport['areasApart'] {
  const order = report.rows.filter(({ gap }) => gap.group !== 'ready').map(({ area }) => area.id)
  const seen = [...new Set(order)]
  const areas =
    report.areasApart.length > 0
      ? report.areasApart
      : report.rows.filter(({ gap }) => gap.group === 'not-ready').map(({ area }) => area)
  return seen.flatMap((id) => areas.filter((area) => area.id === id).slice(0, 1))
}
