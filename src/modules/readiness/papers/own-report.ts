import type { Block, OfficeDocument, Words } from '#platform/document.ts'
import { formatCount, formatDay, formatInstant } from '#ui/format.ts'
import { agreedFaults, readingOf, type Draft } from '../answer.ts'
import { byArea } from '../round-model.ts'
import { confidenceWords } from '../text.ts'
import { staffCountWords } from '../views/staff-words.ts'
import { ownRows, type OwnPapers, type OwnRow } from './own-papers.ts'
import { levelNamesOf, ownPaperSees, restsOn, saidIn } from './paper-words.ts'

/**
 * One council's own report, at any time: what it agreed and why, its private notes, how far apart its offices are, and of
 * staff what the page shows. For its own lead and deputies; nothing of any other council is in it.
 */
export function ownReport(papers: OwnPapers): OfficeDocument {
  const { own, council, today } = papers
  const rows = ownRows(papers)
  const finding = findingOf(council.shortName, rows)
  return {
    title: `${council.shortName}: our own answers`,
    subject: finding,
    author: council.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: finding },
      { kind: 'paragraph', look: 'lead', words: officesFinding(rows) },
      {
        kind: 'callout',
        tone: 'care',
        title: 'This paper is your council’s own',
        paragraphs: [
          `${ownPaperSees(council.shortName)} It has your private notes and what your offices said in it. Take care whom you pass it to.`,
        ],
      },
      {
        kind: 'paragraph',
        look: 'small',
        words: `${own.round.title}, ${own.partnership.name}. Questions: ${own.framework.title}, version ${own.framework.version}. Drawn up on ${formatDay(today)}. ${sealWords(papers)}`,
      },
      ...apart(rows),
      ...byArea(own, rows).flatMap(({ area, rows: inArea }): Block[] => [
        { kind: 'heading', level: 2, words: `${area.number}. ${area.name}` },
        ...inArea.flatMap((row) => rowBlocks(papers, row)),
      ]),
    ],
  }
}

function findingOf(council: string, rows: readonly OwnRow[]): string {
  const done = rows.filter(({ draft, statement }) => agreedFaults(draft, statement).length === 0).length
  return done === rows.length
    ? `${council} has answered all ${formatCount(rows.length, 'statement')}`
    : `${council} has answered ${done} of ${formatCount(rows.length, 'statement')}`
}

const farApart = 2

function officesFinding(rows: readonly OwnRow[]): string {
  if (rows.every(({ offices }) => offices.length === 0)) return 'No office has answered for itself.'
  const apart = rows.filter(({ spread }) => spread >= farApart).length
  return apart === 0
    ? 'Your own offices are never two levels apart.'
    : `On ${formatCount(apart, 'statement')} your own offices are two or more levels apart.`
}

function sealWords({ receipt }: OwnPapers): string {
  if (!receipt) return 'Not sealed.'
  return receipt.sealedAt
    ? `Sealed ${formatInstant(receipt.sealedAt)}. Receipt ${receipt.root}.`
    : 'A seal has been asked for and waits for a second person.'
}

function apart(rows: readonly OwnRow[]): Block[] {
  const far = rows.filter(({ spread }) => spread >= farApart).sort((a, b) => b.spread - a.spread)
  if (far.length === 0) return []
  return [
    { kind: 'heading', level: 2, words: 'Talk about these at home first' },
    {
      kind: 'table',
      caption: 'Where your own offices are furthest apart',
      hasRowHeaders: true,
      columns: [
        { header: 'Statement', width: 6 },
        { header: 'Levels apart', width: 1.6, isNumeric: true },
      ],
      rows: far.map(({ statement, spread }) => [
        `${statement.number} ${statement.statement}`,
        String(spread),
      ]),
    },
  ]
}

function rowBlocks(papers: OwnPapers, row: OwnRow): Block[] {
  const { statement, draft, note, offices, staff } = row
  return [
    { kind: 'heading', level: 3, words: `${statement.number} ${statement.statement}` },
    {
      kind: 'paragraph',
      words: [{ text: `${saidOf(papers, draft)}. `, bold: true }, { text: draft.reason }],
    },
    ...facts(row),
    ...(offices.length > 0 ? [officesTable(papers, row)] : []),
    ...(staff
      ? [
          {
            kind: 'paragraph',
            words: labelled('Staff', staffCountWords(staff, levelNamesOf(papers.own))),
          } as const,
        ]
      : []),
    ...(note.text === '' ? [] : [{ kind: 'paragraph', words: labelled('Private note', note.text) } as const]),
  ]
}

function labelled(label: string, text: string): Words {
  return [{ text: `${label}: `, bold: true }, { text }]
}

function saidOf(papers: OwnPapers, draft: Draft): string {
  const reading = readingOf(draft)
  return reading ? saidIn(papers.own)(reading) : 'Not answered yet'
}

const importanceWords = { '': null, '1': 'a little', '2': 'it matters', '3': 'a great deal' } as const

function facts({ draft, statement }: OwnRow): Block[] {
  const rests = restsOn({
    confidence: draft.confidence === '' ? null : draft.confidence,
    grade: draft.grade === '' ? null : draft.grade,
    evidence: draft.evidence,
    link: draft.link,
    file: draft.file,
  })
  const importance = importanceWords[draft.importance]
  const matters = statement.gate ? 'A gate. ' : importance === null ? '' : `Importance: ${importance}. `
  const carried =
    draft.carried === true ? 'Brought forward from the last round and not looked at since. ' : ''
  if (`${matters}${carried}` === '' && rests === '') return []
  const before = `${carried}${matters}`
  const lead = { text: rests === '' ? before.trimEnd() : before }
  return [
    {
      kind: 'paragraph',
      look: 'small',
      words: typeof rests === 'string' ? [lead, { text: rests }] : [lead, ...rests],
    },
  ]
}

function officesTable(papers: OwnPapers, row: OwnRow): Block {
  return {
    kind: 'table',
    caption: `What your offices said on ${row.statement.number}`,
    hasRowHeaders: true,
    columns: [
      { header: 'Office', width: 2.6 },
      { header: 'Answer', width: 2.4 },
      { header: 'Why', width: 5 },
      { header: 'How sure', width: 1.8 },
    ],
    rows: row.offices.map(({ who, draft }) => [
      who,
      saidOf(papers, draft),
      [draft.reason, draft.evidence].filter((text) => text !== '').join(' '),
      draft.confidence === '' ? '' : confidenceWords[draft.confidence],
    ]),
  }
}
