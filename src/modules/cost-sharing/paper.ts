import type { Block, OfficeDocument } from '#platform/document.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { engineVersion } from '#engine/version.ts'
import { formatDay, formatPounds } from '#ui/format.ts'
import { objectionWords } from '#ui/split-words.ts'
import type { SplitFigures } from './figures.ts'
import type { Laboratory } from './laboratory.ts'
import { isLimited } from '#engine/mixed-share.ts'
import { exitWayWords } from '#ui/leaving-words.ts'
import { standingOf, type Proposal, type SplitView } from './proposal.ts'
import type { LeavingAnswer } from '#engine/leaving-answer.ts'
import type { Likelihood } from './likelihood.ts'
import { leavingBlocks, yearBlocks } from './paper-leaving.ts'
import { groupSheet, leavingSheet, yearSheet } from './paper-sheets.ts'
import type { TrueUp } from './true-up.ts'
import { fixWords, limitWords, objectorsOf, potWords, ruleWords, whyWords } from './words.ts'

/** What the split paper is made from. */
export type PaperInput = {
  readonly partnership: string
  readonly day: string
  readonly figures: SplitFigures
  readonly laboratory: Laboratory
  readonly split: SplitView
  readonly nameOf: (code: string) => string
  /** Leaving under the proposed rule, by the one assumption that all share; never a council's own. */
  readonly leaving: LeavingAnswer
  readonly chance: number
  readonly likelihood: Likelihood
  readonly years: readonly TrueUp[]
}

/** The split paper: what is saved, every rule, who would do better alone, and what is proposed and who agrees. */
export function paperOf(input: PaperInput): Block[] {
  const { figures, laboratory, partnership } = input
  const { saving, joint, alone } = laboratory
  const apart = alone.reduce((sum, cost) => sum + cost, 0)
  const said =
    saving > 0
      ? `Alone the councils pay ${formatPounds(apart)} a year. Together they pay ${formatPounds(joint)}: they save ${formatPounds(saving)} a year between them.`
      : `Alone the councils pay ${formatPounds(apart)} a year, and together ${formatPounds(joint)}. On these figures, do not share.`
  return [
    { kind: 'heading', level: 1, words: `${partnership}: how to share the cost` },
    { kind: 'paragraph', look: 'lead', words: said },
    ...proposed(input),
    { kind: 'heading', level: 2, words: 'Every rule side by side' },
    rulesBlock(input),
    { kind: 'heading', level: 2, words: 'Will it hold?' },
    ...holds(input),
    { kind: 'heading', level: 2, words: 'If a council left' },
    ...leavingBlocks(input),
    ...yearBlocks(input),
    { kind: 'heading', level: 2, words: 'Where these figures come from' },
    {
      kind: 'paragraph',
      words: `${figures.source}. Who answers for them: ${figures.owner}. In ${figures.year} prices. Every other figure here is worked out from these by the rule named beside it, to the penny, with engine ${engineVersion}, on ${formatDay(input.day)}.`,
    },
    {
      kind: 'list',
      marker: 'bullet',
      items: Object.values(ruleWords).map(({ name, says }) => `${name}: ${says}`),
    },
  ]
}

function rulesBlock({ figures, laboratory }: PaperInput): Block {
  const names = figures.councils.map(({ name }) => name)
  return {
    kind: 'table',
    caption: `What each council pays a year, by rule, in ${figures.year} prices`,
    columns: [
      { header: 'Rule' },
      ...names.map((header) => ({ header, isNumeric: true })),
      { header: 'Does it hold?' },
    ],
    hasRowHeaders: true,
    rows: [
      ['Alone', ...laboratory.alone.map((cost) => formatPounds(cost)), 'The yardstick'],
      ...laboratory.rows.map((row) =>
        'split' in row
          ? [
              ruleWords[row.name].name,
              ...row.split.pays.map((pays) => formatPounds(pays)),
              row.split.objections.length === 0 ? 'Yes' : 'No',
            ]
          : [ruleWords[row.name].name, ...names.map(() => 'No answer'), whyWords(row.why)],
      ),
    ],
  }
}

function holds({ figures, laboratory }: PaperInput): Block[] {
  const names = figures.councils.map(({ name }) => name)
  const failing = laboratory.rows.flatMap((row) => {
    if (!('split' in row)) return []
    const [worst] = objectorsOf(row.split.objections)
    return worst
      ? [`${ruleWords[row.name].name}: ${objectionWords(worst, names)} ${fixWords(row.split, names)}`]
      : []
  })
  const { least } = laboratory
  const whether = least?.coreIsEmpty
    ? `No stable split exists: whatever the rule, some group would do better without the rest, by at least ${formatPounds(Math.round(least.epsilon))} a year.`
    : 'There are splits in which no council and no group would do better without the others.'
  return [
    { kind: 'paragraph', words: whether },
    ...(failing.length > 0
      ? [{ kind: 'list' as const, marker: 'bullet' as const, items: failing }]
      : [{ kind: 'paragraph' as const, words: 'Every rule that has an answer holds.' }]),
  ]
}

function proposed({ split, nameOf }: PaperInput): Block[] {
  const { proposal, hash } = split
  if (!proposal || !hash)
    return [{ kind: 'paragraph', words: 'No rule has been proposed yet. Nothing here is agreed.' }]
  const codes = proposal.figures.councils.map(({ code }) => code)
  const { approved, dissented, cameRound, silent } = standingOf(split, codes)
  const name = proposal.rule === 'mix' ? 'A mix' : ruleWords[proposal.rule].name
  return [
    { kind: 'heading', level: 2, words: 'What is proposed' },
    {
      kind: 'paragraph',
      words: `${name}, proposed for ${nameOf(proposal.proposedFor)} on ${formatDay(proposal.proposedOn)}. ${proposal.holds ? 'It holds.' : 'It does not hold.'}`,
    },
    { kind: 'callout', tone: 'note', title: 'Why', paragraphs: [proposal.reason] },
    {
      kind: 'table',
      caption: `What each council would pay and save a year, in ${proposal.figures.year} prices`,
      columns: [
        { header: 'Council' },
        { header: 'Pays', isNumeric: true },
        { header: 'Saves', isNumeric: true },
      ],
      hasRowHeaders: true,
      rows: proposal.figures.councils.map((council, i) => [
        council.name,
        formatPounds(proposal.pays[i] ?? 0),
        formatPounds(proposal.saves[i] ?? 0),
      ]),
    },
    { kind: 'list', marker: 'bullet', items: termsOf(proposal) },
    {
      kind: 'list',
      marker: 'bullet',
      items: [
        ...approved.map((code) => {
          const before = cameRound.find(({ council }) => council === code)
          return before
            ? `${nameOf(code)} agrees. Before that it did not: “${before.reason}”`
            : `${nameOf(code)} agrees.`
        }),
        ...dissented.map(({ council, reason }) => `${nameOf(council)} does not agree: “${reason}”`),
        ...silent.map((code) => `${nameOf(code)} has not answered.`),
        `The text has the mark ${hash.slice(0, 16)}.`,
      ],
    },
  ]
}

/** What goes with the rule: limits, what else is shared and how, leaving, and when the figures are looked at again. */
function termsOf(proposal: Proposal): string[] {
  const { limits, mix, setUp, savings, overspend, exit, rebaseYears, rebaseLimit } = proposal
  const held = limits ?? (mix && isLimited(mix) ? mix : null)
  return [
    ...(held ? [`Limits: ${limitWords(held)}`] : []),
    `Setting up: ${potWords[setUp].toLowerCase()}.`,
    ...(savings ? [`Money saved beyond the plan: ${potWords[savings].toLowerCase()}.`] : []),
    `An overspend: ${potWords[overspend].toLowerCase()}.`,
    ...(exit ? [`${exitWayWords[exit]}.`] : []),
    rebaseYears === 0
      ? 'The figures are not looked at again.'
      : `The figures are looked at again every ${rebaseYears === 1 ? 'year' : `${rebaseYears} years`}.${rebaseLimit ? ` No bill then changes by more than ${rebaseLimit}% in a year.` : ''}`,
  ]
}

/** The same figures as a workbook: what each pays and saves by rule, and the groups. Whole pence. */
export function workbookOf(input: PaperInput): Workbook {
  const { partnership, figures, laboratory, day } = input
  const columns = figures.councils.map(({ code, name }) => ({
    key: code,
    header: name,
    kind: 'pence' as const,
  }))
  const amounts = (values: readonly number[]) =>
    Object.fromEntries(figures.councils.map(({ code }, i) => [code, values[i] ?? null]))
  const rows = (pick: 'pays' | 'saves') =>
    laboratory.rows.map((row) => ({
      rule: ruleWords[row.name].name,
      ...('split' in row ? amounts(row.split[pick]) : {}),
      says:
        'split' in row
          ? row.split.objections.length === 0
            ? 'It holds'
            : 'It does not hold'
          : whyWords(row.why),
    }))
  const sheet = (name: string, pick: 'pays' | 'saves') => ({
    name,
    columns: [
      { key: 'rule', header: 'Rule', kind: 'text' as const },
      ...columns,
      { key: 'says', header: 'Does it hold?', kind: 'text' as const },
    ],
    rows: [
      ...(pick === 'pays' ? [{ rule: 'Alone', ...amounts(laboratory.alone), says: 'The yardstick' }] : []),
      ...rows(pick),
    ],
  })
  return {
    title: `${partnership}: how to share the cost`,
    sheets: [
      sheet('Pays a year', 'pays'),
      sheet('Saves a year', 'saves'),
      groupSheet(input),
      leavingSheet(input),
      yearSheet(input),
    ],
    notes: [
      `${figures.source}. Who answers for them: ${figures.owner}. In ${figures.year} prices.`,
      `Worked out to the penny with engine ${engineVersion} on ${formatDay(day)}.`,
    ],
  }
}

/** The paper as Word and ODT hold it. */
export function documentOf(input: PaperInput): OfficeDocument {
  return {
    title: `${input.partnership}: how to share the cost`,
    language: 'en-GB',
    orientation: 'landscape',
    blocks: paperOf(input),
  }
}
