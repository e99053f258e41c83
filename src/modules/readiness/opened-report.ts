import type { Kysely } from 'kysely'
import type { Framework } from '#content/framework.ts'
import { openedAnswers, openedToViewer, type Round, type RoundTables } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { AgreedAnswer } from './answer.ts'
import { gapReport, type GapReport } from './gap-report.ts'
import type { ReadinessTerms } from './terms.ts'

/** Reports already drawn up, the one that was asked for longest ago first. Each is some 200 kB for six councils. */
const drawnUp = new Map<string, GapReport>()
const most = 40

/**
 * The gap report of what a reveal opened to this viewer, or null where nothing is open to them. Which answers those are, the
 * row policies say at every call; a report that was drawn up before serves only whoever may read exactly the same ones.
 * What was opened, the questions and the terms of a revealed round never change: nobody has the right to update them.
 */
export async function openedReport(
  db: Kysely<RoundTables>,
  viewer: Viewer,
  { round, framework, terms }: { round: Round; framework: Framework; terms: ReadinessTerms },
): Promise<GapReport | null> {
  const open = await openedToViewer(db, viewer, round.id)
  if (open.count === 0) return null
  const parties = round.parties.map(({ council }) => council)
  const key = JSON.stringify([round.id, round.snapshotHash, round.termsHash, open, parties])
  const known = drawnUp.get(key)
  if (known) return keep(key, known)
  const opened = await openedAnswers(db, viewer, round.id)
  const answered = new Set(opened.map(({ council }) => council))
  return keep(
    key,
    gapReport(
      framework,
      terms,
      parties.filter((council) => answered.has(council)),
      opened.map(({ council, item, content }) => ({ council, item, answer: asAnswer(content) })),
    ),
  )
}

/** Puts it last, and lets the first go when there are too many. */
function keep(key: string, report: GapReport): GapReport {
  drawnUp.delete(key)
  drawnUp.set(key, report)
  const [first] = drawnUp.keys()
  if (drawnUp.size > most && first !== undefined) drawnUp.delete(first)
  return report
}

/** What the reveal wrote is what `agreedAnswer` made: the packet is checked as it is opened. */
export function asAnswer(content: unknown): AgreedAnswer {
  return content as AgreedAnswer
}
