import type { ExitHeading, ExitPlanContent } from '#content/exit-plan.ts'
import type { Block, OfficeDocument } from '#platform/document.ts'
import { formatDay, formatPounds } from '#ui/format.ts'
import { entriesOf, isAnswered, type Entry, type Plan } from '../plan.ts'
import type { ExitStanding } from '../standing.ts'
import { reasonWords, rehearsalWords, separableWords, standingSentence, standingWords } from '../text.ts'

export type PlanPaper = {
  readonly title: string
  readonly partnership: string
  readonly who: 'you' | 'all'
  readonly plan: Plan
  /** Null for a copy that was shown on an earlier day: how it stands is the council's own to know. */
  readonly standing: ExitStanding | null
  readonly headings: readonly ExitHeading[]
  readonly content: ExitPlanContent
  readonly day: string
  readonly sees: string
}

/** An exit plan as a paper: every heading and every register, the empty ones too, so that nobody takes a gap for an answer. */
export function planPaper(paper: PlanPaper): OfficeDocument {
  const { title, partnership, who, plan, standing, headings, content, day, sees } = paper
  const small = `${partnership}. Drawn up on ${formatDay(day)}. ${sees}`
  return {
    title,
    subject: partnership,
    author: partnership,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: title },
      ...(standing ? standingBlocks(standing, who) : []),
      { kind: 'paragraph', look: 'small', words: small },
      { kind: 'heading', level: 2, words: 'The plan' },
      ...headings.flatMap((heading) => answerBlocks(plan, heading)),
      { kind: 'heading', level: 2, words: 'Registers' },
      ...content.registers.flatMap(({ id, title: register }) =>
        registerBlocks(register, plan.empty.has(id), entriesOf(plan, id)),
      ),
      { kind: 'heading', level: 2, words: 'Rehearsals' },
      rehearsalBlock(plan),
      { kind: 'heading', level: 2, words: 'What the law and the agreement ask of all' },
      { kind: 'list', marker: 'bullet', items: content.obligations },
    ],
  }
}

function standingBlocks(standing: ExitStanding, who: 'you' | 'all'): Block[] {
  return [
    { kind: 'paragraph', look: 'lead', words: standingSentence(standing, who) },
    ...(standing.reasons.length > 0
      ? [
          {
            kind: 'callout' as const,
            tone: 'care' as const,
            title: `${standingWords[standing.standing].tag}. What stands in the way`,
            paragraphs: standing.reasons.map(reasonWords),
          },
        ]
      : []),
  ]
}

function answerBlocks(plan: Plan, { id, title, question }: ExitHeading): Block[] {
  const text = plan.answers.get(id)?.text ?? ''
  return [
    { kind: 'heading', level: 3, words: title },
    { kind: 'paragraph', look: 'small', words: question },
    {
      kind: 'paragraph',
      words: isAnswered(plan, id) ? text : [{ text: 'Nothing is written here yet.', bold: true }],
    },
  ]
}

function registerBlocks(title: string, saysNone: boolean, entries: readonly Entry[]): Block[] {
  const heading: Block = { kind: 'heading', level: 3, words: title }
  if (entries.length === 0)
    return [
      heading,
      {
        kind: 'paragraph',
        words: saysNone ? 'There is nothing to list.' : [{ text: 'Nothing is listed yet.', bold: true }],
      },
    ]
  return [
    heading,
    {
      kind: 'table',
      caption: title,
      hasRowHeaders: true,
      columns: [
        { header: 'What', width: 3 },
        { header: 'Held by', width: 2 },
        { header: 'Can it be parted?', width: 2 },
        { header: 'Way back', width: 3 },
        { header: 'Cost of parting', width: 3 },
        { header: 'Last tested', width: 2 },
      ],
      rows: entries.map((entry) => [
        entry.isCritical ? `${entry.name} (cannot do without)` : entry.name,
        entry.holder || 'Not said',
        separableWords[entry.separable],
        entry.route || 'None known',
        costCell(entry),
        entry.testedOn ? formatDay(entry.testedOn) : 'Never',
      ]),
    },
  ]
}

function costCell({ lowPence, highPence, source }: Entry): string {
  if (lowPence === null && highPence === null) return 'No figure'
  const low = formatPounds(lowPence ?? highPence ?? 0)
  const high = formatPounds(highPence ?? lowPence ?? 0)
  return `${low === high ? low : `${low} to ${high}`}. ${source ? `Source: ${source}` : 'Source not given'}`
}

function rehearsalBlock({ rehearsals }: Plan): Block {
  if (rehearsals.length === 0)
    return { kind: 'paragraph', words: [{ text: 'Nothing has been rehearsed.', bold: true }] }
  return {
    kind: 'table',
    caption: 'Rehearsals, newest first',
    hasRowHeaders: true,
    columns: [
      { header: 'When', width: 2 },
      { header: 'What', width: 3 },
      { header: 'How it went', width: 2 },
      { header: 'Learnt', width: 4 },
    ],
    rows: rehearsals.map((one) => [
      formatDay(one.heldOn),
      one.what,
      rehearsalWords[one.result],
      one.learned || 'Nothing written',
    ]),
  }
}
