import { realisedShare, type ReferenceCase } from '#content/reference-case.ts'
import type { Block, OfficeDocument } from '#platform/document.ts'
import {
  formatCount,
  formatInstant,
  formatNumber,
  formatPercent,
  formatPounds,
  formatPoundsShort,
} from '#ui/format.ts'
import { askedVerdicts, type AskedReturn } from '../asked-return.ts'
import { usedServices, type Baseline } from '../baseline.ts'
import { caseWarnings } from '../case.ts'
import { caseWords, type Range } from '../case-part.ts'
import { likelyOf } from '../case-years.ts'
import { figureOf, takesPart } from '../figure.ts'
import { amountWords, chanceWords, inputWords, pence, requiredVerdicts } from '../result-words.ts'
import { findingsOf, type CaseRunView, type OptionFindings } from '../run.ts'
import { caseWordsOf, lineKindWords, optionWords, sharingWords, warningWords, type Names } from '../text.ts'
import { headline, settled } from '../result-headline.ts'

/** What the paper is made from: a run, the baseline it rests on, and names. */
export type CasePaperFacts = {
  readonly partnership: string
  readonly run: CaseRunView
  readonly baseline: Baseline
  readonly names: Names
  readonly reference: readonly ReferenceCase[]
  /** What councils asked for in the aims, as far as they were opened to whoever makes the paper. */
  readonly asked: readonly AskedReturn[]
}

/** The business case as a formal paper: what it comes to first, then what it rests on. */
export function casePaper(facts: CasePaperFacts): OfficeDocument {
  const { run, partnership } = facts
  const found = findingsOf(run, 'share')
  if (!found) throw new Error('A paper is made of a run that is done.')
  return {
    title: `${run.inputs.name}: business case`,
    language: 'en-GB',
    subject: `Business case of ${partnership}, run ${run.number}`,
    author: partnership,
    blocks: [
      heading(1, `${run.inputs.name}: business case`),
      { kind: 'paragraph', look: 'small', words: workedOut(run) },
      ...summary(facts, found),
      ...fiveCases(run),
      ...economics(facts, found),
      ...restsOn(facts),
      ...workings(facts, found),
    ],
  }
}

const heading = (level: 1 | 2 | 3, words: string): Block => ({ kind: 'heading', level, words })
const paragraph = (words: string): Block => ({ kind: 'paragraph', words })
/** Where the figures above are from: no table of a paper stands without it. */
const sourced = (words: string): Block => ({ kind: 'paragraph', look: 'small', words: `Source: ${words}.` })
const ofRun = ({ number, engineVersion, baselineVersion, baselineLocked }: CaseRunView): Block =>
  sourced(
    `run ${number}, Handfast engine ${engineVersion}, from baseline version ${baselineVersion}${baselineLocked ? ', locked' : ', not locked'}`,
  )
const eachRow = sourced('each row names its own')
const short = (pounds: number) => formatPoundsShort(pence(pounds))
const size = (pounds: number) => formatPoundsShort(Math.abs(pence(pounds)))
const worth = (pounds: number) => (pounds >= 0 ? 'is worth' : 'costs')

function workedOut(run: CaseRunView): string {
  return `Calculated by Handfast engine ${run.engineVersion}, run ${run.number}: ${formatNumber(run.draws)} draws from seed ${run.seed}, input ${run.inputHash.slice(7, 23)}, baseline version ${run.baselineVersion}${run.baselineLocked ? ', locked' : ', not locked'}. Asked for by ${run.askedBy ?? 'somebody'} on ${formatInstant(run.askedAt)}.`
}

function summary({ run, baseline, names, asked }: CasePaperFacts, found: OptionFindings): Block[] {
  const { p10, p50 } = found.npvTotal
  const warnings = caseWarnings(
    { ...baseline, lockedAt: run.baselineLocked ? (baseline.lockedAt ?? run.askedAt) : null },
    run.inputs.parts,
    asked.map(({ council }) => council),
  )
  const exact = settled(found)
  return [
    heading(2, 'In short'),
    { kind: 'paragraph', look: 'lead', words: `${headline(found)}.` },
    paragraph(
      `Over ${found.fan.length - 1} years, in today’s worth, the middle outcome ${worth(p50)} ${size(p50)}. In the worst 1 in 10 it ${worth(p10)} ${size(p10)} or ${p10 >= 0 ? 'less' : 'more'}. It pays back within these years in ${chanceWords(found.chanceOfPayback.p)} outcomes.`,
    ),
    ...(warnings.length > 0
      ? [
          {
            kind: 'callout' as const,
            tone: 'care' as const,
            title: 'Before you rest a decision on it',
            paragraphs: warnings.map((warning) => warningWords(warning, names)),
          },
        ]
      : []),
    {
      kind: 'table',
      caption: 'What sharing is worth today, for all and for each council',
      hasRowHeaders: true,
      columns: [
        { header: 'For' },
        ...numeric('Plain case', 'Worst 1 in 10', 'Middle', 'Best 1 in 10', 'Chance of a loss'),
      ],
      rows: [
        [
          'All together',
          formatPounds(exact.total, { pence: 'always' }),
          short(p10),
          short(p50),
          short(found.npvTotal.p90),
          formatPercent(found.chanceOfLoss.p),
        ],
        ...found.npv.map((own, at) => [
          own.player,
          formatPounds(exact.partners[at] ?? 0, { pence: 'always' }),
          short(own.p10),
          short(own.p50),
          short(own.p90),
          formatPercent(own.probNegative.p),
        ]),
      ],
    },
    ofRun(run),
    ...requiredBlocks(run, found, names, asked),
  ]
}

function numeric(...headers: string[]) {
  return headers.map((header) => ({ header, isNumeric: true }))
}

function askedItems(
  asked: readonly AskedReturn[],
  run: CaseRunView,
  found: OptionFindings,
  names: Names,
): string[] {
  return asked.flatMap((one) =>
    askedVerdicts(one, run, found).map((verdict) => {
      const who = names.council(one.council)
      if (verdict.asks === 'other') return `${who} also asked in the aims: “${verdict.words}”`
      const met = verdict.isMet ? 'Met.' : 'Not met.'
      return verdict.asks === 'saving'
        ? `${who} asked in the aims for a saving of ${formatPoundsShort(verdict.wanted)} a year; the last year of the plain case brings ${formatPoundsShort(verdict.found)}. ${met}`
        : `${who} asked in the aims that it pays back in ${formatCount(verdict.months, 'month')}; ${verdict.found === null ? 'it does not within these years' : `it does by year ${verdict.found}`}. ${met}`
    }),
  )
}

function requiredBlocks(
  run: CaseRunView,
  found: OptionFindings,
  names: Names,
  asked: readonly AskedReturn[],
): Block[] {
  const own = Object.entries(run.inputs.parts.required).flatMap(([code, required]) => {
    const at = found.npv.findIndex(({ player }) => player === run.inputs.partnerOf[code])
    return requiredVerdicts(required, found, at).map(({ asks, wanted, found: got, isMet }) => {
      const words =
        asks === 'worth'
          ? `at least ${formatPoundsShort(wanted)} in the middle outcome; gets ${formatPoundsShort(got ?? 0)}`
          : asks === 'payback'
            ? `payback by year ${wanted}; ${got === null ? 'not within these years' : `year ${got}`}`
            : `a chance of loss of at most ${formatPercent(wanted)}; it is ${formatPercent(got ?? 1)}`
      return `${names.council(code)} asks for ${words}. ${isMet ? 'Met.' : 'Not met.'}`
    })
  })
  const items = [...askedItems(asked, run, found, names), ...own]
  return items.length > 0
    ? [
        heading(3, 'Is it enough for each?'),
        { kind: 'list', marker: 'bullet', items },
        sourced(
          `what each asks for, the aims that were opened and the case; what it gets, run ${run.number}`,
        ),
      ]
    : []
}

function fiveCases({ inputs }: CaseRunView): Block[] {
  return caseWords.flatMap((name): Block[] => [
    heading(2, caseWordsOf[name].name),
    ...((inputs.parts.words[name] ?? '') === ''
      ? [paragraph('Not written yet.')]
      : (inputs.parts.words[name] ?? '').split(/\n{2,}/).map((text) => paragraph(text))),
  ])
}

function economics({ run, reference }: CasePaperFacts, found: OptionFindings): Block[] {
  const { options } = run.inputs.parts
  return [
    heading(2, 'The ways that were looked at'),
    {
      kind: 'table',
      caption: 'Worth today of each way, against doing nothing',
      hasRowHeaders: true,
      columns: [
        { header: 'Way' },
        ...numeric('Worst 1 in 10', 'Middle', 'Best 1 in 10'),
        { header: 'What and why' },
      ],
      rows: (run.summary?.options ?? []).map(({ option, found: each }) => [
        optionWords[option].name,
        short(each.npvTotal.p10),
        short(each.npvTotal.p50),
        short(each.npvTotal.p90),
        options[option] ? `${options[option].what} ${options[option].why}` : optionWords[option].about,
      ]),
    },
    ofRun(run),
    heading(2, 'Year by year'),
    {
      kind: 'table',
      caption: 'Running total, in the prices of the baseline’s year',
      hasRowHeaders: true,
      columns: [
        { header: 'Year' },
        ...numeric('This year, plain case', '1 in 10 below', 'Middle', '1 in 10 above'),
      ],
      rows: found.fan.map(({ year, p10, p50, p90 }) => [
        String(year),
        ...[found.likely.byYear[year] ?? 0, p10, p50, p90].map((value) => formatPounds(pence(value))),
      ]),
    },
    ofRun(run),
    ...(found.tornado.length > 0
      ? [
          heading(2, 'What moves it most'),
          {
            kind: 'table' as const,
            caption: 'Each number alone, from its 1 in 10 low to its 1 in 10 high, the others in the middle',
            hasRowHeaders: true,
            columns: [{ header: 'Number' }, ...numeric('Worth at its low', 'Worth at its high')],
            rows: found.tornado
              .slice(0, 10)
              .map(({ input, resultAtLow, resultAtHigh }) => [
                inputWords(input),
                short(resultAtLow),
                short(resultAtHigh),
              ]),
          },
          ofRun(run),
        ]
      : []),
    heading(2, 'What came of others’ forecasts'),
    paragraph('The sample is small, its definitions differ, and failures are written about more often.'),
    {
      kind: 'table',
      caption: 'Published forecasts of shared services, and what was reported',
      hasRowHeaders: true,
      columns: [
        { header: 'Case' },
        ...numeric('Forecast', 'Reported', 'Share that came'),
        { header: 'Source' },
      ],
      rows: reference.map((each) => [
        `${each.name}: ${each.measure}`,
        amountWords(each.forecast, each.unit),
        amountWords(each.reported, each.unit),
        each.reported < 0 ? 'less than nothing' : formatPercent(realisedShare(each)),
        each.source.url === undefined
          ? each.source.text
          : [{ text: each.source.text, link: each.source.url }],
      ]),
    },
    eachRow,
  ]
}

function rangeText(range: Range): string {
  if (range.shape === 'known') return formatPoundsShort(range.likely)
  const ends = `${formatPoundsShort(range.low)} to ${formatPoundsShort(range.high)}`
  return range.shape === 'sure'
    ? `${ends}, 9 in 10`
    : `${ends}, most likely ${formatPoundsShort(likelyOf(range))}`
}

function restsOn({ run, baseline, names }: CasePaperFacts): Block[] {
  const { parts } = run.inputs
  const { frame } = parts
  return [
    heading(2, 'What it rests on'),
    ...(frame
      ? [
          {
            kind: 'list' as const,
            marker: 'bullet' as const,
            items: [
              `Years 0 to ${frame.lastYear}, in ${baseline.year} prices. Costs are shared ${sharingWords[frame.sharing].toLowerCase()}.`,
              `${frame.discount.title}, from ${frame.discount.from}: ${frame.discount.source.text}.`,
              frame.realisation
                ? `${frame.realisation.title}: ${frame.realisation.value.p10}%, ${frame.realisation.value.p50}% and ${frame.realisation.value.p90}% of the forecast in a bad, middle and good case. ${frame.realisation.source.text}.`
                : 'Every forecast saving is claimed.',
              frame.optimism
                ? `One-off costs are raised by ${frame.optimism.value / 100}%: ${frame.optimism.title}. ${frame.optimism.source.text}.`
                : 'One-off costs carry no allowance for optimism.',
            ],
          },
          sourced('each line names its own'),
        ]
      : []),
    heading(3, 'Figures of each council'),
    {
      kind: 'table',
      caption: `Baseline version ${baseline.version}, in ${baseline.year} prices`,
      hasRowHeaders: true,
      columns: [
        { header: 'Service and council' },
        ...numeric('Cost a year', 'Fixed part', 'Volume'),
        { header: 'Source and owner' },
      ],
      rows: usedServices(baseline).flatMap((service) =>
        baseline.councils
          .filter(({ code }) => takesPart(baseline.figures, code, service.id))
          .map(({ code, shortName }) => {
            const of = (measure: 'cost' | 'fixed' | 'volume') =>
              figureOf(baseline.figures, { council: code, service: service.id, measure })
            const amount = (measure: 'cost' | 'fixed') => formatPounds(Number(of(measure)?.value ?? 0))
            const cost = of('cost')
            return [
              `${service.name}, ${shortName}`,
              amount('cost'),
              amount('fixed'),
              `${formatNumber(Number(of('volume')?.value ?? 0))} ${service.unit}`,
              cost ? `${cost.source}. ${cost.owner}` : 'Not said',
            ]
          }),
      ),
    },
    eachRow,
    ...linesAndRisks(run, names),
  ]
}

function linesAndRisks({ inputs }: CaseRunView, names: Names): Block[] {
  const lines = Object.values(inputs.parts.lines)
  const risks = Object.values(inputs.parts.risks)
  const of = (council: string | null) => (council === null ? 'All' : names.council(council))
  return [
    ...(lines.length > 0
      ? [
          heading(3, 'Other costs and benefits'),
          {
            kind: 'table' as const,
            caption: 'Costs and benefits besides running and moving',
            hasRowHeaders: true,
            columns: [
              { header: 'What' },
              { header: 'Kind' },
              { header: 'Whose' },
              ...numeric('Amount each time'),
              { header: 'Source and owner' },
            ],
            rows: lines.map((line) => [
              line.name,
              lineKindWords[line.kind],
              of(line.council),
              line.falls.type === 'by-year' ? 'By year' : rangeText(line.amount),
              `${line.source}. ${line.owner}`,
            ]),
          },
          eachRow,
        ]
      : []),
    ...(risks.length > 0
      ? [
          heading(3, 'Risks and opportunities'),
          {
            kind: 'table' as const,
            caption: 'What may happen; each is in the figures',
            hasRowHeaders: true,
            columns: [
              { header: 'What' },
              ...numeric('Chance', 'Cost or gain'),
              { header: 'What is done' },
              { header: 'Source and owner' },
            ],
            rows: risks.map((risk) => [
              `${risk.what} (${risk.kind})`,
              `${risk.chance / 100}%`,
              rangeText(risk.amount),
              risk.response || 'Nothing yet',
              `${risk.source}. ${risk.owner}`,
            ]),
          },
          eachRow,
        ]
      : []),
  ]
}

function workings({ run }: CasePaperFacts, found: OptionFindings): Block[] {
  return [
    heading(2, 'How it was worked out'),
    paragraph(workedOut(run)),
    paragraph(
      'Every draw takes one value of each number that is not known; the same draws are used for every council. The file of this run, given to the command “handfast replay”, gives every number again to the last digit.',
    ),
    ...found.meta.warnings.map(({ text }) => paragraph(text)),
    ofRun(run),
  ]
}
