import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { costGame } from '#engine/game.ts'
import { leavingAnswer, type LeavingFigures } from '#engine/leaving-answer.ts'
import { leavingRules, monthsBetween, plainQuestion, type LeavingQuestion } from '#engine/leaving-question.ts'
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
import { firstRule, leavingFigures, rulesFor } from './leaving.ts'
import type { Proposal } from './proposal.ts'

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

const today = '2026-06-01'
const oneYear: LeavingQuestion = {
  ...plainQuestion(today),
  leaver: 3,
  how: 'sudden',
  given: today,
  ends: '2027-06-01',
  sticky: 0,
  stickyYears: 0,
  discount: 0,
}
/** The same as a page sends it. */
const oneYearForm = {
  leaver: '3',
  how: 'sudden',
  'given-day': '1',
  'given-month': '6',
  'given-year': '2026',
  notice: '0',
  'ends-day': '1',
  'ends-month': '6',
  'ends-year': '2027',
  rule: 'equal',
  sticky: '0',
  'sticky-years': '0',
  restart: '0',
  discount: '0',
  own: '',
}

/** What a page would hold of these figures. */
function onPage(figures: SplitFigures, proposal: Proposal | null = null): LeavingFigures {
  const n = figures.councils.length
  const costs: number[] = Array.from({ length: 2 ** n }, (_, group) =>
    group === 0 ? 0 : (figures.platform ?? 0),
  )
  figures.councils.forEach(({ alone }, i) => (costs[2 ** i] = alone))
  const codes = figures.councils.map(({ code }) => code)
  return leavingFigures(costGame(codes, costs, 0), figures, { proposal, chance: 0.01, own: codes[0] ?? null })
}

describe('what leaving does', () => {
  test('the settlement adds up to nothing, and what the stability fee is above the harm it says so', () => {
    const asked = onPage(platform(['a', 'b', 'c', 'd']))
    const { effects } = leavingAnswer(asked, { ...oneYear, leaver: 0 }, today, solveExactly)
    assert.equal(Math.round(effects.fairFee), 300_000_00)
    assert.deepEqual(
      effects.on.map(({ settles }) => Math.round(settles)),
      [300_000_00, -100_000_00, -100_000_00, -100_000_00],
    )
    assert.match(
      feeWords({ fair: 100_00, stability: 250_00 }, 'P'),
      /only £100\. The difference of £150 pays nobody’s loss: it may not be enforceable\. Take advice/,
    )
    assert.doesNotMatch(feeWords({ fair: 300_00, stability: 250_00 }, 'P'), /enforceable/)
  })

  test('counted by the month: half a year of notice costs half a year more, and the settlement adds up', () => {
    const asked = onPage(platform(['a', 'b', 'c', 'd']))
    const ask = (notice: number) =>
      leavingAnswer(
        asked,
        { ...oneYear, leaver: 0, how: 'planned', notice, ends: '2028-06-01' },
        today,
        solveExactly,
      )
    assert.equal(ask(6).gone, '2026-12-01')
    assert.equal(Math.round(ask(0).effects.fairFee), 600_000_00)
    assert.equal(Math.round(ask(6).effects.fairFee), 450_000_00)
    fc.assert(
      fc.property(
        fc.constantFrom(...leavingRules.filter((rule) => !['usage', 'people', 'proposed'].includes(rule))),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 20 }),
        (rule, leaver, notice) => {
          const question = { ...plainQuestion(today), rule, leaver, notice }
          const { effects } = leavingAnswer(asked, question, today, solveExactly)
          const sum = effects.on.reduce((total, { settles }) => total + settles, 0)
          assert.ok(Math.abs(sum) < 1, `${rule} ${leaver} ${notice}: ${sum}`)
        },
      ),
      { numRuns: 12 },
    )
    assert.equal(monthsBetween('2027-04-01', '2032-03-31'), 60)
  })

  test('it begins with the proposed rule, or with its proportions where a withdrawal cannot follow the rule', () => {
    const figures = platform(['a', 'b', 'c', 'd'])
    const proposal = (rule: Proposal['rule'], pays: number[]): Proposal => ({
      rule,
      mix: null,
      setUp: 'as-bill',
      overspend: 'as-bill',
      exit: 'idle',
      reason: 'x',
      rebaseYears: 0,
      pays,
      saves: [],
      holds: true,
      figures,
      engineVersion: 'x',
      proposedFor: 'a',
      proposedOn: today,
    })
    const begins = (rule: Proposal['rule'], pays = [4, 3, 2, 1]) =>
      firstRule(proposal(rule, pays), onPage(figures, proposal(rule, pays)))
    assert.equal(firstRule(null, onPage(figures)), 'equal')
    assert.equal(begins('alone'), 'stand-alone')
    assert.equal(begins('nucleolus'), 'proposed')
    assert.equal(begins('people'), 'proposed')
    assert.equal(begins('nucleolus', [4, 3, 2, -1]), 'equal')
    const asked = onPage(figures, proposal('nucleolus', [4, 3, 2, 1]))
    assert.ok(rulesFor(asked).includes('proposed') && !rulesFor(asked).includes('usage'))
    const question = { ...oneYear, leaver: 0, rule: 'proposed' } as const
    const { effects, formulaFee } = leavingAnswer(asked, question, today, solveExactly)
    assert.equal(Math.round(effects.on[0]!.paysNow), 480_000_00)
    assert.equal(Math.round(formulaFee ?? -1), 0)
  })

  test('one service alone: the others stay as they are', () => {
    const one = platform(['a', 'b'])
    const values = [0, 100_00, 200_00, 150_00]
    const asked = onPage({ ...one, services: [{ name: 'Post', values, volumes: null }] })
    const { effects } = leavingAnswer(asked, { ...oneYear, leaver: 0, service: 0 }, today, solveExactly)
    assert.deepEqual(
      effects.on.map(({ paysNow, paysAfter }) => [Math.round(paysNow), Math.round(paysAfter)]),
      [
        [75_00, 100_00],
        [75_00, 200_00],
      ],
    )
  })

  test('who follows is told in order', () => {
    const words = knockOnWords(
      {
        path: [
          { player: 2, gain: null },
          { player: 1, gain: 2000 },
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
      /S would lose £10,000 by leaving, even without a fee\..*S leaves\. Then R would do better outside, by £20,000 over the years left, and follow\. After that Q would do better outside, by £150,000 over the years left, and follow\. Only P is left: the service ends\./,
    )
    const benefit = await ask(who, { ...oneYearForm, rule: 'stand-alone' })
    assert.match(benefit.text, /S leaves\. Nobody would follow\. P, Q and R go on\./)
    const byP = await ask(who, { ...oneYearForm, leaver: '0' })
    assert.match(byP.text, /P £300,000 £600,000 £0 £0 pays £300,000 Runs the service itself/)
    assert.match(byP.text, /Q £300,000 £400,000 £0 £0 receives £100,000 The shared service ends/)
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
    const seen = await ask(await as(lead), {
      ...oneYearForm,
      'given-month': '13',
      sticky: '130',
      own: 'likely',
    })
    assert.equal(seen.status, 422)
    assert.match(seen.text, /The part that goes on being paid for must be a number from 0 to 100/)
    assert.match(seen.text, /Your own chance of leaving must be a number from 0 to 100/)
    assert.match(seen.html, /value="likely"/)
    assert.match(seen.text, /The day notice is given must have a month from 1 to 12/)
    const late = await ask(await as(lead), { ...oneYearForm, how: 'planned', notice: '12' })
    assert.equal(late.status, 422)
    assert.match(late.text, /over before the council is gone/)
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
      { ...oneYearForm, leaver: '1', 'ends-year': '2031', own: '90' },
      { ...oneYearForm, leaver: '0', 'ends-year': '2028', own: '' },
    ])
  })
})
