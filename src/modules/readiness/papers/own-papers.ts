import type { Statement } from '#content/framework.ts'
import type { Receipt } from '#modules/round/index.ts'
import { emptyDraft, readingOf, type Draft } from '../answer.ts'
import type { OwnAnswers } from '../queries.ts'
import { officeSpread } from '../round-model.ts'
import type { StaffCount } from '../staff-count.ts'

/** A private note and its version, by statement. */
export type HeldNote = { readonly text: string; readonly version: number }

/** Everything one council wrote in a round, for its own lead and deputies: what its own papers are made of. */
export type OwnPapers = {
  readonly own: OwnAnswers
  readonly council: { readonly code: string; readonly name: string; readonly shortName: string }
  readonly notes: Readonly<Record<string, HeldNote>>
  /** Who answered for an office: the office's name, or the person's where they hold none. */
  readonly whoOf: (holder: string | null) => string
  readonly receipt: (Receipt & { readonly sealedAt: Date | null }) | null
  readonly today: string
}

/** One statement with all that the council has on it. */
export type OwnRow = {
  readonly statement: Statement
  readonly draft: Draft
  readonly version: number
  readonly note: HeldNote
  readonly offices: readonly { readonly who: string; readonly draft: Draft }[]
  /** How far apart the offices are, in levels. */
  readonly spread: number
  /** What may be shown of staff answers; null while they are not closed, or where none were asked. */
  readonly staff: StaffCount | null
}

/** The council's rows in the framework's order: all the statements that were asked. */
export function ownRows({ own, notes, whoOf }: OwnPapers): OwnRow[] {
  return own.statements.map((statement) => {
    const held = own.agreed.find(({ item }) => item === statement.id)
    const drafts = own.offices.filter(({ item, draft }) => item === statement.id && readingOf(draft) !== null)
    return {
      statement,
      draft: held?.draft ?? emptyDraft,
      version: held?.version ?? 0,
      note: notes[statement.id] ?? { text: '', version: 0 },
      offices: drafts.map(({ holder, draft }) => ({ who: whoOf(holder), draft })),
      spread: officeSpread(drafts.map(({ draft }) => draft)),
      staff: own.staff?.counts[statement.id] ?? null,
    }
  })
}
