import type { Block, OfficeDocument } from '#platform/document.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { formatDay } from '#ui/format.ts'
import { quarterWords } from './pulse.ts'
import type { PulseView } from './queries.ts'
import { countedWords, fallsWords, measureWords, movedWords, variationWords } from './text.ts'

/** The pulse as a paper for a board: what may be shown, and nothing else. */
export function pulsePaper(view: PulseView, today: string): OfficeDocument {
  const { partnership, pulse, findings, latest } = view
  const title = latest === null ? 'The pulse' : `The pulse of ${quarterWords(latest)}`
  const warnings = findings.filter(({ warning }) => warning)
  const blocks: Block[] = [
    { kind: 'heading', level: 1, words: title },
    {
      kind: 'paragraph',
      look: 'lead',
      words: `${partnership.name}. Drawn up ${formatDay(today)}. From 1, strongly disagree, to 5, strongly agree.`,
    },
    ...warnings.map(({ measure }): Block => ({
      kind: 'callout',
      tone: 'care',
      title: `Worse two quarters running: ${measureWords(pulse, measure)}`,
      paragraphs: [fallsWords(pulse, measure)],
    })),
    {
      kind: 'table',
      caption: 'What was asked, and how it moved',
      hasRowHeaders: true,
      columns: [
        { header: 'What was asked', width: 4 },
        { header: 'Now', width: 2 },
        { header: 'Since last time', width: 4 },
      ],
      rows: findings.map((finding) => [
        measureWords(pulse, finding.measure),
        countedWords(finding.latest, finding.measure),
        finding.chart ? `${movedWords(finding)} ${variationWords(finding)}` : movedWords(finding),
      ]),
    },
    {
      kind: 'paragraph',
      look: 'small',
      words:
        'Answers carry no name. What fewer than five answered is not shown, nor what all answered alike.',
    },
  ]
  return { title, author: partnership.name, language: 'en-GB', blocks }
}

/** Every quarter that could be shown, for programs; what could not be shown says why and holds no value. */
export function pulseWorkbook({ partnership, pulse, series }: PulseView): Workbook {
  return {
    title: `The pulse of ${partnership.name}`,
    notes: [
      'Answers carry no name. What fewer than five answered is not shown, nor what all answered alike.',
    ],
    sheets: [
      {
        name: 'Pulse',
        columns: [
          { key: 'quarter', header: 'Quarter', kind: 'text' },
          { key: 'measure', header: 'What was asked', kind: 'text' },
          { key: 'value', header: 'Value', kind: 'number' },
          { key: 'note', header: 'Note', kind: 'text' },
        ],
        rows: series.flatMap(({ measure, points }) =>
          points.map(({ quarter, counted }) => ({
            quarter,
            measure: measureWords(pulse, measure),
            value: counted.type === 'shown' ? counted.tenths / 10 : null,
            note: counted.type === 'shown' ? '' : countedWords(counted, measure),
          })),
        ),
      },
    ],
  }
}
