import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { leavingEffects } from '#engine/leaving-effects.ts'
import { costGame } from '#engine/game.ts'
import { solveExactly } from '#engine/simplex.ts'
import { feeWords, knockOnWords } from '#ui/leaving-words.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Story } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'
import { saveFigures } from './commands.ts'
import type { SplitFigures } from './figures.ts'
import { plainQuestion, withdrawalInput } from './leaving.ts'

const { db, owner, empty } = await testDatabase()

/** One platform of £1,200,000 a year that each values differently. Whole pence. */
function platform(codes: readonly string[]): SplitFigures {
  const worth = [600_000_00, 450_000_00, 380_000_00, 310_000_00]
  return {
    councils: codes.map((code, i) => ({
      code,
      name: 'PQRS'[i]!,
      alone: worth[i]!,
      volume: null,
      people: null,
    })),
    year: '2026-27',
    source: 'A worked example',
    owner: 'Nobody',
    setUp: 0,
    method: 'platform',
    groups: {},
    platform: 1_200_000_00,
    service: null,
  }
}

const oneYear = {
  ...plainQuestion,
  leaver: 3,
  how: 'sudden',
  horizon: 1,
  sticky: 0,
  stickyYears: 0,
  discount: 0,
} as const
/** The same as a page sends it. */
const oneYearForm = {
  leaver: '3',
  year: '1',
  how: 'sudden',
  notice: '0',
  horizon: '1',
  rule: 'equal',
  sticky: '0',
  'sticky-years': '0',
  restart: '0',
  discount: '0',
  own: '',
}

describe('what leaving does', () => {
  test('the settlement adds up to nothing, and what the stability fee is above the harm it says so', () => {
    const figures = platform(['a', 'b', 'c', 'd'])
    const costs: number[] = Array.from({ length: 16 }, (_, group) => (group === 0 ? 0 : 120_000_000))
    figures.councils.forEach(({ alone }, i) => (costs[2 ** i] = alone))
    const input = withdrawalInput(
      costGame(['a', 'b', 'c', 'd'], costs, 0),
      figures,
      { ...oneYear, leaver: 0 },
      [],
    )
    const effects = leavingEffects(input, { leaver: 0, year: 1 }, solveExactly)
    assert.equal(effects.fairFee, 300_000)
    assert.deepEqual(
      effects.on.map(({ settles }) => settles),
      [300_000, -100_000, -100_000, -100_000],
    )
    assert.match(
      feeWords({ fair: 100, stability: 250 }, 'P'),
      /only £100\. The difference of £150 pays nobody’s loss: it may not be enforceable\. Take advice/,
    )
    assert.doesNotMatch(feeWords({ fair: 300, stability: 250 }, 'P'), /enforceable/)
  })

  test('who follows is told in order', () => {
    const words = knockOnWords(
      {
        path: [
          { player: 2, gain: null },
          { player: 1, gain: 20 },
        ],
        final: [0],
        ending: 'too-few-members',
      },
      ['P', 'Q', 'R'],
    )
    assert.equal(
      words,
      'R leaves. Then Q would do better outside, by £20 over the years left, and follow. Only P is left: the service ends.',
    )
  })
})

describe('the page of leaving', () => {
  let built: TestApp
  let where: PartnershipId
  let lead: CouncilViewer
  let codes: string[]

  beforeEach(async () => {
    await empty()
    built = await testApp()
    const found = await owner.query<{ code: string }>(
      "select code from authorities_authority where kind <> 'pretend' order by code limit 4",
    )
    codes = found.rows.map(({ code }) => code)
    lead = await make.person(db, codes[0]!)
    where = await make.partnership(db, lead, codes)
    assert.ok(
      'done' in (await saveFigures({ db }, lead, { partnership: where, seen: 0, figures: platform(codes) })),
    )
  })

  const as = async (viewer: Viewer): Promise<Browser> => browser(built.app, await built.signInAs(viewer))
  const at = () => `/partnerships/${where}/sharing/leaving`

  async function ask(who: Browser, form: Record<string, string>) {
    await who.visit(at())
    for (const [name, value] of Object.entries(form)) who.fill(name, value)
    return who.press('Work it out')
  }

  test('TV-2 through the page: S leaves, R and Q follow and the service ends; by benefit nobody follows', async () => {
    const who = await as(lead)
    const equal = await ask(who, oneYearForm)
    assert.match(
      equal.text,
      /S leaves\. Then R would do better outside, by £20,000 over the years left, and follow\. After that Q would do better outside, by £150,000 over the years left, and follow\. Only P is left: the service ends\./,
    )
    const benefit = await ask(who, { ...oneYearForm, rule: 'stand-alone' })
    assert.match(benefit.text, /S leaves\. Nobody would follow\. P, Q and R go on\./)
    const byP = await ask(who, { ...oneYearForm, leaver: '0' })
    assert.match(byP.text, /P ?£300,000 ?£600,000 ?£0 ?£0 ?pays £300,000/)
    assert.match(byP.text, /Q ?£300,000 ?£400,000 ?£0 ?£0 ?receives £100,000/)
    assert.match(byP.text, /draws, seed 20261122, engine/)
    assert.deepEqual(built.faults, [])
  })

  test('what was asked is found again by the council, and by nobody else', async () => {
    await ask(await as(lead), { ...oneYearForm, own: '37' })
    const again = await as(lead)
    await again.visit(at())
    assert.match(again.page().html, /value="37"/)
    assert.match(again.page().text, /private to your council/)
    const partner = await as(await make.person(db, codes[1]!))
    await partner.visit(at())
    assert.doesNotMatch(partner.page().html, /value="37"/)
  })

  test('bad answers are told beside their box', async () => {
    const seen = await ask(await as(lead), { ...oneYearForm, year: '5', sticky: '130', own: 'likely' })
    assert.equal(seen.status, 422)
    assert.match(seen.text, /The part that goes on being paid for must be a number from 0 to 100/)
    assert.match(seen.text, /Your own chance of leaving must be a number from 0 to 100/)
    assert.match(seen.html, /value="likely"/)
    assert.match(seen.text, /over before the council is gone/)
  })
})

/** One council asks what if it left, with a chance of its own; or an ordinary question about another. */
const asking: Story<Record<string, string>> = async (stage, form) => {
  const { ashby, barnshire, coldwell } = make.codes
  const lead = await make.person(stage.db, ashby)
  const other = await make.person(stage.db, barnshire)
  const runs = await make.person(stage.db, coldwell)
  await stage.owner.query('update people_person set is_operator = true where id = $1', [runs.person])
  const partnership = await make.partnership(stage.db, lead, [ashby, barnshire])
  const whole = platform([barnshire, ashby, 'x', 'y'])
  const figures = { ...whole, councils: whole.councils.slice(0, 2) }
  assert.ok('done' in (await saveFigures(stage.deps, lead, { partnership, seen: 0, figures })))
  const url = `/partnerships/${partnership}/sharing/leaving`
  const answer = await stage.ask({ who: 'Ashby’s own lead', viewer: lead }, { method: 'POST', url, form })
  assert.equal(answer.status, 200)
  return {
    watchers: [
      { who: 'Barnshire’s lead', viewer: other, sees: 'blind' },
      { who: 'the operator', viewer: { ...runs, operator: true }, sees: 'blind' },
      { who: 'Ashby’s own lead', viewer: lead, sees: 'sighted' },
    ],
    fill: { partnership: [partnership] },
    administratorToo: true,
  }
}

describe('a private “what if we left”', () => {
  test('cannot be told from an ordinary question by a partner, the operator or the database', async () => {
    await assertIndistinguishable(asking, [
      { ...oneYearForm, leaver: '1', horizon: '5', own: '90' },
      { ...oneYearForm, leaver: '0', horizon: '2', own: '' },
    ])
  })
})
