import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { agreeToRule, proposeRule, saveFigures } from './commands.ts'
import type { SplitFigures } from './figures.ts'
import type { Proposal } from './proposal.ts'
import { rebaseOf } from './rebase.ts'
import { trueUpOf, type TrueUp } from './true-up.ts'

const { db, empty } = await testDatabase()
const codes = [make.codes.ashby, make.codes.barnshire].sort()

function figuresOf(platform: number): SplitFigures {
  return {
    councils: codes.map((code, i) => ({
      code,
      name: ['First', 'Second'][i]!,
      alone: [80_000_000, 40_000_000][i]!,
      volume: [300, 100][i]!,
      people: null,
    })),
    year: '2026-27',
    source: 'Ledger',
    owner: 'Finance',
    setUp: 0,
    method: 'platform',
    groups: {},
    platform,
    service: null,
  }
}

function proposalOf(more: Partial<Proposal> = {}): Proposal {
  return {
    rule: 'alone',
    mix: null,
    setUp: 'as-bill',
    savings: 'as-saving',
    overspend: 'equally',
    exit: 'harm',
    reason: 'Because',
    rebaseYears: 3,
    rebaseLimit: 10,
    pays: [60_000_000, 30_000_000],
    saves: [20_000_000, 10_000_000],
    holds: true,
    figures: figuresOf(90_000_000),
    engineVersion: 'x',
    proposedFor: codes[0]!,
    proposedOn: '2026-06-01',
    ...more,
  }
}

describe('what a year came to', () => {
  test('to the penny: what all owe is what was spent less what was paid, under every way of sharing', () => {
    const amount = fc.integer({ min: 0, max: 200_000_000 })
    const way = fc.constantFrom('as-bill' as const, 'equally' as const, 'as-saving' as const)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amount, amount, fc.integer({ min: 0, max: 500 })), { minLength: 2, maxLength: 6 }),
        amount,
        way,
        way,
        fc.boolean(),
        (parts, spent, overspend, savings, byUse) => {
          const pays = parts.map(([part]) => part)
          const volumes = parts.map(([, , volume]) => volume)
          fc.pre(!byUse || volumes.some((volume) => volume > 0))
          const agreed = {
            rule: byUse ? ('volume' as const) : ('equal' as const),
            pays,
            saves: pays.map((part) => part - 100),
            setUp: 'as-bill' as const,
            overspend,
            savings,
          }
          const year: TrueUp = {
            year: '2026-27',
            hash: 'x',
            councils: parts.map((_, i) => ({ code: `C${i}`, name: `C${i}` })),
            agreed,
            spent,
            paid: parts.map(([, paid]) => paid),
            volumes: byUse ? volumes : null,
            source: 'x',
            owner: 'x',
          }
          const { lines, open } = trueUpOf(year)
          const sum = (pick: (line: (typeof lines)[number]) => number) =>
            lines.reduce((total, line) => total + pick(line), 0)
          assert.equal(
            sum(({ share }) => share),
            spent,
          )
          assert.equal(
            sum(({ owes }) => owes),
            open,
          )
          assert.equal(open, spent - year.paid.reduce((a, b) => a + b, 0))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a change of figures comes in steps, each of which adds up and moves nobody too far', () => {
    const { years } = rebaseOf(proposalOf(), [45_000_000, 45_000_000], ['First', 'Second'])
    assert.ok(years.length > 1)
    let before: readonly number[] = [60_000_000, 30_000_000]
    for (const { pays } of years) {
      assert.equal(
        pays.reduce((a, b) => a + b, 0),
        90_000_000,
      )
      for (const [i, part] of pays.entries())
        assert.ok(Math.abs(part - before[i]!) <= before[i]! * 0.1 + 1, `${part} after ${before[i]}`)
      before = pays
    }
    assert.deepEqual(before, [45_000_000, 45_000_000])
    assert.deepEqual(rebaseOf(proposalOf(), [10, 10], ['First', 'Second']).years, [])
  })
})

describe('the pages at the end of a year', () => {
  let built: TestApp
  let where: PartnershipId
  let leads: CouncilViewer[]

  beforeEach(async () => {
    await empty()
    built = await testApp()
    leads = [await make.person(db, codes[0]!), await make.person(db, codes[1]!)]
    where = await make.partnership(db, leads[0]!, codes)
    const figures = figuresOf(90_000_000)
    assert.ok('done' in (await saveFigures({ db }, leads[0]!, { partnership: where, seen: 0, figures })))
    const done = await proposeRule({ db }, leads[0]!, { partnership: where, seen: 1, proposal: proposalOf() })
    assert.ok('done' in done)
  })

  const as = async (viewer: Viewer): Promise<Browser> => browser(built.app, await built.signInAs(viewer))
  const at = (path = '') => `/partnerships/${where}/sharing${path}`

  async function agree() {
    const who = await as(leads[1]!)
    await who.visit(at('/proposal'))
    await who.press('Agree for my council')
  }

  test('forecast against actual, and what each owes, once the split is agreed', async () => {
    const who = await as(leads[0]!)
    assert.match((await who.visit(at('/true-up'))).text, /Nothing to do until the split is agreed/)
    assert.equal((await who.visit(at('/true-up/year'))).status, 404)
    await agree()
    await who.visit(at('/true-up'))
    await who.follow('Put in a year')
    const boxes = { year: '2026-28', spent: '1m', 'paid-0': 'all', 'paid-1': '300,000', source: 'Accounts' }
    for (const [name, value] of Object.entries(boxes)) who.fill(name, value)
    const wrong = await who.press('Save and see what each owes')
    assert.equal(wrong.status, 422)
    assert.match(
      wrong.text,
      /Enter the financial year.*What First has paid must be an amount.*Say who answers/,
    )
    assert.match(wrong.html, /value="all"/)
    who.fill('year', '2026-27')
    who.fill('paid-0', '600,000')
    who.fill('owner', 'Finance')
    const { text } = await who.press('Save and see what each owes')
    // £100,000 over, shared equally as agreed.
    assert.match(text, /cost £1,000,000, £100,000 more than planned/)
    assert.match(text, /First £600,000 £650,000 £600,000 owes £50,000/)
    assert.match(text, /Second £300,000 £350,000 £300,000 owes £50,000/)
    assert.match(text, /have paid £100,000 less than was spent/)
    await who.visit(`/partnerships/${where}/record`)
    assert.match(who.page().text, /put in what 2026-27 came to/)
    assert.doesNotMatch(who.page().text, /1,000,000/)
    const [one, two] = [await as(leads[0]!), await as(leads[1]!)]
    await one.visit(at('/true-up/year?year=2026-27'))
    await two.visit(at('/true-up/year?year=2026-27'))
    one.fill('spent', '900,000')
    assert.match((await one.press('Save and see what each owes')).text, /cost £900,000, just as planned/)
    two.fill('spent', '5m')
    const late = await two.press('Save and see what each owes')
    assert.equal(late.status, 409)
    assert.match(late.html, /value="5m"/)
    assert.deepEqual(built.faults, [])
  })

  test('an agreed split is re-based: the same rule on new figures, in steps', async () => {
    await agree()
    const who = await as(leads[0]!)
    assert.match((await who.visit(at('/rebase'))).text, /by 1 June 2029\. The figures are still those/)
    const figures = { ...figuresOf(90_000_000) }
    const councils = figures.councils.map((council) => ({ ...council, alone: 60_000_000 }))
    const changed = { ...figures, councils }
    const done = await saveFigures({ db }, leads[0]!, { partnership: where, seen: 2, figures: changed })
    assert.ok('done' in done, JSON.stringify(done))
    const { text } = await who.visit(at('/rebase'))
    assert.match(text, /The figures have changed since/)
    assert.match(text, /First £600,000 £450,000 down £150,000/)
    assert.match(text, /No bill changes by more than 10% in a year, so it takes 5 years/)
    await who.follow('Propose it again')
    assert.match(who.page().html, /name="rebase-limit"[^>]*value="10"/)
    const stale = await agreeToRule({ db }, leads[1]!, { partnership: where, hash: 'another' })
    assert.ok('refused' in stale)
    assert.deepEqual(built.faults, [])
  })

  test('a stranger finds nothing, and a reader cannot write', async () => {
    await agree()
    const reader = await as(await make.person(db, codes[1]!, { role: 'reader' }))
    assert.equal((await reader.visit(at('/true-up'))).status, 200)
    assert.equal((await reader.visit(at('/true-up/year'))).status, 404)
    const stranger = await as(await make.person(db, make.codes.coldwell))
    for (const path of ['/true-up', '/rebase', '/rules', '/hold', '/fairness'])
      assert.equal((await stranger.visit(at(path))).status, 404, path)
  })
})
