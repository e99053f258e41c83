import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { solveExactly } from '#engine/simplex.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { loadSolver } from '#platform/highs.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { gameOf, groupsOf, type SplitFigures } from './figures.ts'
import { noLimits } from '#engine/mixed-share.ts'
import { laboratoryOf } from './laboratory.ts'
import { laboratoryFor } from './working.ts'

const { db, owner, empty } = await testDatabase()
const codes = [make.codes.ashby, make.codes.barnshire, make.codes.coldwell].sort()

/** Figures for as many councils as amounts, in whole pence. */
function figuresOf(
  alone: readonly number[],
  groups: Record<string, number>,
  method: 'cost' | 'save' = 'save',
): SplitFigures {
  return {
    councils: alone.map((cost, i) => ({
      code: `C${i}`,
      name: `Council ${i}`,
      alone: cost,
      volume: i + 1,
      people: null,
    })),
    year: '2026-27',
    source: 'A test',
    owner: 'Nobody',
    setUp: 0,
    method,
    groups,
    platform: null,
    service: null,
  }
}

function worked(figures: SplitFigures) {
  const found = gameOf(
    figures,
    figures.councils.map(({ code }) => code),
  )
  assert.ok('game' in found)
  return laboratoryOf(found.game, figures, solveExactly)
}

describe('the rules side by side', () => {
  test('every allocation adds up to the bill, and every saving to the saving, in whole pence', () => {
    const amount = fc.integer({ min: 0, max: 5_000_000_00 })
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 4 }),
        fc.array(amount, { minLength: 11, maxLength: 11 }),
        (alone, costs) => {
          fc.pre(alone.some((cost) => cost > 0))
          const groups = Object.fromEntries(
            groupsOf(alone.length).map((group, at) => [String(group), costs[at]!]),
          )
          const { rows, joint, saving } = worked(figuresOf(alone, groups, 'cost'))
          for (const row of rows) {
            if (!('split' in row)) continue
            assert.ok(row.split.pays.every(Number.isInteger), row.name)
            assert.equal(
              row.split.pays.reduce((a, b) => a + b, 0),
              joint,
              row.name,
            )
            assert.equal(
              row.split.saves.reduce((a, b) => a + b, 0),
              saving,
              row.name,
            )
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('for more than eight councils it is worked out beside other work, and comes to the same', async () => {
    const councils = Array.from({ length: 10 }, (_, i) => ({
      code: `C${i}`,
      name: `Council ${i}`,
      alone: 50_000_000 + i * 7_777_777,
      volume: 100 + i * 37,
      people: null,
    }))
    const service = { fixed: 30_000_000, unit: 200_000, elasticity: 0.97, coordination: 2_000_000 }
    const figures: SplitFigures = { ...figuresOf([], {}, 'cost'), councils, service }
    const found = gameOf(
      figures,
      councils.map(({ code }) => code),
    )
    assert.ok('game' in found)
    let [longest, last] = [0, performance.now()]
    const pulse = setInterval(() => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }, 5)
    const began = performance.now()
    const beside = await laboratoryFor(found.game, figures, noLimits)
    const took = performance.now() - began
    clearInterval(pulse)
    assert.ok(longest < took / 2, `of ${took} ms others waited ${longest} ms in one go`)
    const split = (name: string) => beside.rows.find((row) => row.name === name)
    assert.deepEqual(
      split('shapley'),
      laboratoryOf(found.game, figures, await loadSolver()).rows.find(({ name }) => name === 'shapley'),
    )
    for (const row of beside.rows)
      if ('split' in row)
        assert.equal(
          row.split.pays.reduce((a, b) => a + b, 0),
          beside.joint,
        )
  })

  test('no stable split: it is said, with the least bad one', () => {
    const { least, rows } = worked(
      figuresOf([100_00, 100_00, 100_00], { 3: 90_00, 5: 90_00, 6: 90_00, 7: 100_00 }),
    )
    assert.ok(least?.coreIsEmpty)
    const equal = rows.find(({ name }) => name === 'equal')
    assert.ok(equal && 'split' in equal)
    assert.equal(equal.split.fix?.outcome, 'no-stable-split')
  })
})

describe('the sharing laboratory', () => {
  let built: TestApp
  let where: PartnershipId
  let lead: CouncilViewer

  beforeEach(async () => {
    await empty()
    built = await testApp()
    lead = await make.person(db, codes[0]!)
    where = await make.partnership(db, lead, codes)
  })

  async function elsewhere(): Promise<string> {
    const found = await owner.query<{ code: string }>(
      'select code from authorities_authority where not code = any($1) limit 1',
      [codes],
    )
    return found.rows[0]!.code
  }

  const as = async (viewer: Viewer): Promise<Browser> => browser(built.app, await built.signInAs(viewer))
  const at = (path = '') => `/partnerships/${where}/sharing${path}`
  const base = { year: '2026-27', source: 'Ledger, June', owner: 'Head of finance' }

  async function fillIn(who: Browser, first: Record<string, string>, second: Record<string, string>) {
    await who.visit(at('/figures'))
    for (const [name, value] of Object.entries({ ...base, ...first })) who.fill(name, value)
    await who.press('Save and go on')
    for (const [name, value] of Object.entries(second)) who.fill(name, value)
    return who.press('Save and see every rule')
  }

  const alone = { 'alone-0': '1m', 'alone-1': '1m', 'alone-2': '1m' }
  const savings = {
    method: 'save',
    'group-3': '1,200,000',
    'group-5': '600,000',
    'group-6': '200,000',
    'group-7': '1,500,000',
  }

  test('TV-1 to the penny, through the pages', async () => {
    const who = await as(lead)
    await who.visit(at())
    await who.follow('Put in the figures')
    const home = await fillIn(who, alone, savings)
    const [a, b, c] = ['Amber Valley', 'Adur', 'Arun']
    assert.match(home.text, /they save £1,500,000 a year between them/)
    assert.match(home.text, new RegExp(`${a} and ${b} would do better by £200,000 a year without ${c}`))
    assert.equal(home.html.match(/hf-next__kicker/g)?.length, 1, 'there is exactly one next step')
    const { text } = await who.follow('Every rule side by side')
    const row = (rule: string) =>
      new RegExp(`${rule}.*?(?:Yes|No)\\b`).exec(text.slice(text.indexOf('The yardstick')))?.[0] ?? ''
    assert.match(row('Average of joining'), /saves £733,333\.34.*saves £533,333\.33.*saves £233,333\.33 Yes/)
    assert.match(
      row('Quietest complaint \\(nucleolus\\)'),
      /saves £875,000.*saves £475,000.*saves £150,000 Yes/,
    )
    assert.match(row('Equal parts'), /saves £500,000.*saves £500,000.*saves £500,000 No/)
    const hold = await who.visit(at('/hold'))
    assert.match(hold.text, /The smallest change that makes it hold: Arun pays £200,000 more/)
    assert.match(text, /By people served.*No answer\. Nobody has said how many people/)
    assert.match(text, /Where these figures come from.*Ledger, June/)
    assert.deepEqual(built.faults, [])
  })

  test('bad figures are told beside their box, and nothing typed is lost', async () => {
    const who = await as(lead)
    await who.visit(at('/figures'))
    for (const [name, value] of Object.entries({
      ...base,
      'alone-0': '-5',
      'alone-1': 'lots',
      'alone-2': '7',
      'volume-0': '-3',
      year: '2026',
    }))
      who.fill(name, value)
    const seen = await who.press('Save and go on')
    assert.equal(seen.status, 422)
    assert.match(seen.text, /What Amber Valley pays alone must be £0 or more/)
    assert.match(seen.text, /What Adur pays alone must be an amount of money/)
    assert.match(seen.text, /The volume of Amber Valley must be 0 or more/)
    assert.match(seen.text, /financial year/)
    for (const typed of ['-5', 'lots', '-3', '2026', 'Ledger, June'])
      assert.match(seen.html, new RegExp(`value="${typed}"`))
    const again = await fillIn(who, alone, { method: 'cost', 'group-3': '12' })
    assert.equal(again.status, 422)
    assert.match(again.text, /Enter an amount for Amber Valley, Adur and Arun/)
    assert.match(again.html, /name="group-3"[^>]*value="12"|value="12"[^>]*name="group-3"/)
  })

  test('groups that nobody priced cost what the cost function says', async () => {
    const who = await as(lead)
    const volumes = { 'volume-0': '100', 'volume-1': '100', 'volume-2': '200' }
    const { text } = await fillIn(
      who,
      { ...alone, ...volumes, 'set-up': '400,000' },
      { method: 'cost', fixed: '800,000', unit: '1,000', elasticity: '1', coordination: '50,000' },
    )
    assert.match(text, /Together they pay £1,300,000/)
    const rules = (pot: string) => who.visit(at(`/rules?pot=${pot}`))
    assert.match((await rules('running')).text, /By use.*£325,000.*£325,000.*£650,000/)
    assert.match(
      (await rules('set-up')).text,
      /Setting up costs £400,000 once.*By use.*£100,000 ?£100,000 ?£200,000/,
    )
    assert.match((await rules('overspend')).text, /By use ?£25,000 ?£25,000 ?£50,000/)
    assert.match((await rules('savings')).text, /By use ?£675,000 \(39\.7%\)/)
    assert.match((await rules('exit')).text, /Equal parts £[\d,.]+ holds at £/)
    const fair = await who.visit(at('/fairness'))
    assert.match(fair.text, /By use ?pays 25\.0% gets 39\.7%/)
    assert.match(fair.text, /By use ?0\.1 years ?0\.1 years ?0\.6 years ?Arun, 0\.6 years/)
  })

  test('limits are put on every rule side by side, and who is held is named', async () => {
    const who = await as(lead)
    await fillIn(who, { ...alone, 'alone-2': '400,000' }, { method: 'platform', platform: '1.5m' })
    await who.visit(at('/rules'))
    assert.match(
      who.page().text,
      /Equal parts[^£]*£500,000 saves £500,000 ?£500,000 saves £500,000 ?£500,000 loses £100,000/,
    )
    who.fill('no-worse-off', 'yes')
    await who.press('Try these limits')
    assert.match(
      who.page().text,
      /Equal parts[^£]*£550,000 saves £450,000 ?£550,000 saves £450,000 ?£400,000 saves £0 held by a limit/,
    )
    assert.match(
      (await who.visit(at('/rules?pot=overspend&no-worse-off=yes'))).text,
      /Equal parts £36,666\.6\d ?£36,666\.6\d ?£26,666\.6\d held by a limit/,
    )
    assert.match((await who.visit(at('/rules?cap=20'))).text, /may pay at most comes to less than the bill/)
    const wrong = await who.visit(at('/rules?cap=lots'))
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /value="lots"/)
  })

  test('where together is dearer it says do not share; where a colleague was faster nothing is written over', async () => {
    const who = await as(lead)
    const dearer = { method: 'platform', platform: '4m' }
    assert.match((await fillIn(who, alone, dearer)).text, /On these figures, do not share/)
    const [one, two] = [await as(lead), await as(lead)]
    await one.visit(at('/figures'))
    await two.visit(at('/figures'))
    one.fill('alone-0', '2m')
    await one.press('Save and go on')
    two.fill('alone-0', '3m')
    const seen = await two.press('Save and go on')
    assert.equal(seen.status, 409)
    assert.match(seen.html, /value="3m"/)
  })

  test('a reader reads and does not write; a stranger finds nothing', async () => {
    await fillIn(await as(lead), alone, savings)
    const reader = await as(await make.person(db, codes[1]!, { role: 'reader' }))
    assert.match((await reader.visit(at())).text, /they save £1,500,000/)
    assert.equal((await reader.visit(at('/figures'))).status, 404)
    const stranger = await as(await make.person(db, await elsewhere()))
    assert.equal((await stranger.visit(at())).status, 404)
  })
})
