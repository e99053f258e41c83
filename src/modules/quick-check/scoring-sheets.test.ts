import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { readCsv } from '#content/csv.ts'
import { statementsOf, type Framework } from '#content/framework.ts'
import type { Level, LevelAnswer } from '#engine/gap.ts'
import { quickCheck } from '#engine/quick-check.ts'
import { toFormulaOds } from '#platform/formula-ods.ts'
import type { FormulaCell, FormulaWorkbook } from '#platform/formula-sheet.ts'
import { toFormulaXlsx } from '#platform/formula-xlsx.ts'
import { testContent } from '#test/support/database.ts'
import { needsOf } from './needs.ts'
import { scoringSheets } from './scoring-sheets.ts'

/**
 * The spreadsheet is filled in by a program, worked out by LibreOffice and read again: it must come to what the engine comes to.
 * Needs `soffice` on the path (Debian: apt-get install libreoffice-calc).
 */
const run = promisify(execFile)
const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
)
const isStrict = process.env['HANDFAST_STRICT'] === '1'
const skip =
  hasLibreOffice || isStrict ? false : 'SKIPPED, NOTHING CHECKED: soffice (LibreOffice) is not installed here'

const [framework] = testContent().frameworks
assert.ok(framework)
const statements = statementsOf(framework)

type Story = {
  readonly name: string
  readonly letter: string
  readonly set: string
  readonly say: (i: number, gate: boolean) => string | number | null
}
const stories: readonly Story[] = [
  { name: 'blank', letter: '', set: 'The gates', say: () => null },
  { name: 'part', letter: 'B', set: 'The gates', say: (i) => (i < 30 ? 4 : null) },
  { name: 'ready', letter: 'B', set: 'All', say: () => 5 },
  { name: 'gates', letter: 'A', set: 'The gates', say: (_, gate) => (gate ? 2 : null) },
  { name: 'less', letter: 'D', set: 'All', say: (i, gate) => (gate ? 3 : ([1, '?', 'n/a', 5][i % 4] ?? 5)) },
  { name: 'never', letter: 'E', set: 'All', say: (i) => (i === 0 ? '?' : 5) },
  { name: 'talk', letter: 'A', set: 'All', say: (_, gate) => (gate ? 5 : 1) },
  { name: 'wrong', letter: 'A', set: 'All', say: (i) => (i === 0 ? 7 : i === 1 ? 'x' : 5) },
]

/** The workbook as somebody would hand it in. */
function filledIn(workbook: FormulaWorkbook, story: Story): FormulaWorkbook {
  const [start, list] = workbook.sheets
  assert.ok(start && list)
  const put = (rows: readonly (readonly FormulaCell[])[], r: number, c: number, value: FormulaCell) =>
    rows.map((row, i) => (i === r ? row.map((cell, j) => (j === c ? value : cell)) : row))
  const started = put(put(start.rows, 4, 1, story.letter || null), 5, 1, story.set)
  const answered = statements.reduce(
    (rows, { gate }, i) => put(rows, i + 1, 9, story.say(i, gate)),
    list.rows,
  )
  return {
    ...workbook,
    sheets: [
      { ...start, rows: started },
      { ...list, rows: answered },
    ],
  }
}

/** What the engine makes of the same answers: the figures of the first sheet. */
function expected(of: Framework, story: Story) {
  const ambition = of.ambitions.findIndex(({ letter }) => letter === story.letter)
  const asked = statements
    .map((statement, i) => ({ id: statement.id, gate: statement.gate, needs: needsOf(of, statement), i }))
    .filter(({ gate }) => gate || story.set === 'All')
  const answers = asked.flatMap(({ id, gate, i }) => {
    const answer = answerOf(story.say(i, gate))
    return answer ? [{ statement: id, answer }] : []
  })
  return quickCheck(asked, answers, Math.max(0, ambition))
}

function answerOf(said: string | number | null): LevelAnswer | undefined {
  if (said === '?') return { kind: 'unknown' }
  if (said === 'n/a') return { kind: 'not-applicable' }
  return typeof said === 'number' && said <= 5 ? { kind: 'level', level: said as Level } : undefined
}

const kinds = ['xlsx', 'ods'] as const
let folder = ''
describe('scoring sheets', () => {
  before(async () => {
    if (!hasLibreOffice) return
    folder = await mkdtemp(join(tmpdir(), 'handfast-quick-'))
    const workbook = scoringSheets(framework)
    const files: string[] = []
    for (const story of stories)
      for (const kind of kinds) {
        const filled = filledIn(workbook, story)
        const name = join(folder, `${story.name}-${kind}.${kind}`)
        await writeFile(name, await (kind === 'xlsx' ? toFormulaXlsx(filled) : toFormulaOds(filled)))
        files.push(name)
      }
    await run(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
        '--outdir',
        folder,
        ...files,
      ],
      { timeout: 180_000 },
    )
  })
  after(async () => {
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  })

  async function worked(story: Story, kind: string): Promise<(row: number, column: number) => string> {
    const text = await readFile(join(folder, `${story.name}-${kind}-Start.csv`), 'utf8')
    const { rows } = readCsv(`a,b,c,d,e\n${text}`)
    return (row, column) =>
      Object.values(rows.find(({ line }) => line === row + 1)?.cells ?? {})[column] ?? ''
  }

  for (const kind of kinds)
    for (const story of stories)
      test(
        `worked out by LibreOffice, the ${kind} sheet filled in as “${story.name}” comes to what the engine says`,
        { skip },
        async () => {
          const cell = await worked(story, kind)
          const result = expected(framework, story)
          assert.equal(cell(12, 1), String(result.rows.length + result.open.length), 'asked')
          if (story.letter === '') {
            assert.equal(cell(8, 1), 'Choose how far you would want to go')
            return
          }
          assert.equal(cell(13, 1), String(result.open.length), 'not answered')
          assert.equal(cell(14, 1), String(result.ready), 'ready')
          assert.equal(cell(15, 1), String(result.below), 'below')
          assert.equal(cell(16, 1), String(result.unknown), 'unknown')
          assert.equal(cell(17, 1), String(result.notApplicable), 'does not apply')
          assert.equal(cell(18, 1), String(result.gatesNotMet.length), 'gates not met')
          const said = `${cell(8, 1)}. ${cell(9, 1)}`
          const words = {
            ready: /^(You are ready for what you want to do|Every gate is met)\./,
            'talk-first': /^No gate stands in your way/,
            'share-less': /You could share less now: “/,
            'not-ready': /Do not share yet\.$/,
            none: /^You have answered \d+ of \d+\. Answer the rest/,
          }
          assert.match(said, words[result.advice?.type ?? 'none'])
          if (result.advice?.type === 'share-less')
            assert.ok(
              said.includes(`“${framework.ambitions[result.advice.instead]?.name}” asks for no more`),
              said,
            )
          assert.doesNotMatch(said, /%/)
        },
      )

  test('the sheet asks every statement with its five levels, and none of its cells is a bare formula in text', () => {
    const [, list] = scoringSheets(framework).sheets
    assert.ok(list)
    assert.equal(list.rows.length, 61)
    for (const [i, statement] of statements.entries())
      for (const level of statement.levels) assert.ok(list.rows[i + 1]?.includes(level))
    for (const cell of list.rows.flat()) assert.ok(typeof cell !== 'string' || !/^[=+@-]/.test(cell))
  })
})
