import type { SessionStep } from '#content/alignment.ts'
import type { Block } from '#platform/document.ts'
import { formatList } from '#ui/format.ts'
import type { AimsView } from './aims-queries.ts'
import type { BoardView } from './board-queries.ts'
import type { TermResult } from './board.ts'
import { termsOn } from './exercise.ts'
import { differingWords, indexWords, namer, returnWords } from './text.ts'

/** What a pre-nup session can draw on: what was opened to this viewer, or null. */
export type SessionFacts = { readonly aims: AimsView | null; readonly board: BoardView | null }

/** One part of the walk as blocks: why, what is known, and what to ask each other. On a screen, on paper and in Word alike. */
export function sessionBlocks(step: SessionStep, facts: SessionFacts): Block[] {
  const known = knownIn(step, facts)
  return [
    { kind: 'paragraph', look: 'lead', words: step.why },
    { kind: 'heading', level: 2, words: 'What we know' },
    ...(known.length === 0
      ? [{ kind: 'paragraph', words: nothingYet[step.id] } as const]
      : [{ kind: 'list', marker: 'bullet', items: known } as const]),
    { kind: 'heading', level: 2, words: 'Ask each other' },
    { kind: 'list', marker: 'number', items: asksIn(step, facts) },
  ]
}

const nothingYet: Record<SessionStep['id'], string> = {
  aims: 'The aims were not asked yet, or not opened to you. Ask them first if you can: it takes each council an afternoon.',
  terms:
    'No terms board has come to a result that you can read. You can talk through the questions all the same.',
  leaving: 'The terms of leaving were not on a board yet. You can talk through the questions all the same.',
}

/** What was opened to this viewer, in sentences. */
export function knownIn(step: SessionStep, { aims, board }: SessionFacts): string[] {
  if (step.id === 'aims') return aims ? knownAims(aims) : []
  return board ? knownTerms(board, step.id === 'leaving' ? 'leaving' : 'deal') : []
}

function knownAims({ round, report, returns, drift }: AimsView): string[] {
  const nameOf = namer(round.parties)
  return [
    ...(report.index === null ? [] : [indexWords(report.index)]),
    ...(drift?.found.type === 'compared' && drift.found.alarm
      ? ['The drift alarm was raised: your aims have moved since the time before.']
      : []),
    ...report.differing.map((each) => differingWords(each, nameOf)),
    ...returns.map((each) => `${nameOf(each.council)}: ${returnWords(each)}`),
  ]
}

function knownTerms(board: BoardView, about: 'deal' | 'leaving'): string[] {
  const terms = termsOn(board.exercise, board.pinned).filter((term) => term.about === about)
  const found = (id: string) => board.result.terms.find(({ term }) => term === id)
  const deals = terms.filter(({ id }) => hasDeal(found(id)))
  const open = terms.filter(({ id }) => !hasDeal(found(id)))
  return [
    ...(deals.length > 0
      ? [`A deal exists on ${formatList(deals.map(({ name }) => name.toLowerCase()))}.`]
      : []),
    ...(open.length > 0
      ? [`There is no deal yet on ${formatList(open.map(({ name }) => name.toLowerCase()))}.`]
      : []),
    ...(about === 'deal' && board.result.hostConflict === true
      ? ['There is a host conflict: every council would do it as the host, and none with another host.']
      : []),
  ]
}

export function hasDeal(found: TermResult | undefined): boolean {
  return found?.kind === 'options' ? found.acceptable.length > 0 : (found?.overlap ?? false)
}

/** What to ask each other: the open points of this part, each with its own question; then the part's own. */
export function asksIn(step: SessionStep, facts: SessionFacts): string[] {
  return [...openAsks(step, facts), ...step.questions]
}

/** The open points of this part, each with its own question. */
function openAsks(step: SessionStep, { board }: SessionFacts): string[] {
  if (step.id === 'aims' || !board) return []
  const about = step.id === 'leaving' ? 'leaving' : 'deal'
  return termsOn(board.exercise, board.pinned)
    .filter(
      (term) => term.about === about && !hasDeal(board.result.terms.find((each) => each.term === term.id)),
    )
    .map(({ name, ask }) => `${name}: ${ask}`)
}

/** The whole agenda, for paper: each part on its own page with room to write. */
export function agendaBlocks(steps: readonly SessionStep[], facts: SessionFacts): Block[] {
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0)
  return [
    {
      kind: 'paragraph',
      look: 'lead',
      words: `${minutes} minutes in ${steps.length} parts. One person keeps time and one writes down. Nobody has to answer for their council today.`,
    },
    ...steps.flatMap((step, at): Block[] => [
      ...(at > 0 ? [{ kind: 'page-break' } as const] : []),
      { kind: 'heading', level: 2, words: `${at + 1}. ${step.name} (${step.minutes} minutes)` },
      // Below a part's own heading its pieces stand one level lower.
      ...sessionBlocks(step, facts).map((block): Block =>
        block.kind === 'heading' ? { ...block, level: 3 } : block,
      ),
      {
        kind: 'table',
        caption: 'Write down what you heard',
        hasRowHeaders: true,
        columns: [
          { header: 'To record', width: 2 },
          { header: 'In your words', width: 6 },
        ],
        rows: [
          ['What we heard', '\n\n'],
          ['Who does what, by when', '\n\n'],
        ],
      },
    ]),
  ]
}
