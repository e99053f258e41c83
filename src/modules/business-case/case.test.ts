import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, test } from 'node:test'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser, type Seen } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { handfast } from '#test/cli/run.ts'
import * as make from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
const codes = [make.codes.ashby, make.codes.barnshire, make.codes.coldwell, 'E07000226']

describe('the business case', () => {
  let built: TestApp
  let where: PartnershipId
  let leads: CouncilViewer[]

  beforeEach(async () => {
    await empty()
    built = await testApp()
  })

  const at = (path = '') => `/partnerships/${where}${path}`

  async function gather(count: number): Promise<Browser[]> {
    leads = []
    for (const code of codes.slice(0, count)) leads.push(await make.person(db, code))
    const [first] = leads
    assert.ok(first)
    where = await make.partnership(db, first, codes.slice(0, count))
    return Promise.all(leads.map(async (lead) => browser(built.app, await built.signInAs(lead))))
  }

  /** Services with what each council pays: cost, of which fixed, and volume; null for one that does not have it. */
  type Service = { name: string; figures: ([number, number, number] | null)[] }

  async function baseline(who: Browser[], services: readonly Service[]): Promise<void> {
    const [first] = who
    assert.ok(first)
    await first.visit(at('/baseline'))
    first.fill('year', '2026-27')
    await first.press('Begin')
    for (const { name } of services) {
      await first.visit(at('/baseline'))
      first.fill('name', name)
      first.fill('unit', 'users')
      await first.press('Add the service')
    }
    const ids = await serviceIds()
    for (const [council, each] of who.entries()) {
      for (const { name, figures } of services) {
        const own = figures[council] ?? null
        await each.visit(at(`/baseline/figures/${ids.get(name)}`))
        if (own === null) each.fill('taking-part', 'no')
        else {
          const [cost, fixed, volume] = own
          each.fill('source', 'Made up for a test')
          each.fill('owner', 'Finance')
          each.fill('cost', String(cost))
          each.fill('fixed', String(fixed))
          each.fill('volume', String(volume))
        }
        const seen = await each.press('Save')
        assert.match(seen.text, /Saved/, seen.text)
      }
      await each.visit(at('/baseline/share'))
      const button = /Share with [^<]+/.exec(each.page().html)?.[0].trim() ?? ''
      await each.press(button.replaceAll(/\s+/g, ' '))
    }
  }

  async function serviceIds(): Promise<Map<string, string>> {
    const found = await owner.query<{ id: string; name: string }>(
      'select id, name from business_case_service',
    )
    return new Map(found.rows.map(({ id, name }) => [name, id]))
  }

  const says = { source: 'A test', owner: 'Finance' }

  async function fill(who: Browser, path: string, boxes: Readonly<Record<string, string>>): Promise<Seen> {
    assert.notEqual((await who.visit(path)).status, 500, String(built.faults.at(-1)))
    for (const [name, value] of Object.entries({ ...says, ...boxes })) who.fill(name, value)
    return who.press('Save')
  }

  async function beginCase(who: Browser, frame: Readonly<Record<string, string>>): Promise<string> {
    await who.visit(at('/business-case'))
    who.fill('name', 'One platform')
    await who.press('Begin')
    const path = who.page().path
    const saved = await fill(who, `${path}/part/frame`, {
      years: '2',
      realisation: 'all',
      draws: '1000',
      ...frame,
    })
    assert.equal(saved.status, 200, saved.text)
    return path
  }

  async function plan(
    who: Browser,
    path: string,
    name: string,
    boxes: Readonly<Record<string, string>>,
  ): Promise<void> {
    const saved = await fill(who, `${path}/part/service.${(await serviceIds()).get(name)}`, {
      first: '0',
      ...boxes,
    })
    assert.equal(saved.path, path, saved.text)
  }

  async function result(who: Browser, path: string): Promise<Seen> {
    await who.visit(path)
    let seen = await who.press('Work it out')
    for (let look = 0; look < 100 && /is being worked out/.test(seen.h1); look++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      seen = await who.visit(seen.path)
    }
    assert.doesNotMatch(seen.h1, /worked out|broke off/, seen.text)
    return seen
  }

  /** What a council’s ledger says of a year: every cell of the row. */
  function ledgerOf(seen: Seen, council: string): string[][] {
    const caption = seen.html.indexOf(`Ledger of ${council}, in pounds`)
    assert.ok(caption > 0, `no ledger of ${council}`)
    const table = seen.html.slice(caption, seen.html.indexOf('</table>', caption))
    return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)]
      .map(([, row = '']) => [...row.matchAll(/hf-number"[^>]*>([^<]*)</g)].map(([, cell = '']) => cell))
      .filter((cells) => cells.length > 0)
  }

  const shortNames = ['Adur', 'Amber Valley', 'Arun', 'Crawley']
  const alone = (amount: number): [number, number, number] => [amount, amount, 1]
  const platform = { 'fixed-likely': '1,200,000', 'unit-likely': '0' }

  test('test vector TV-2: a platform shared equally leaves each what the vector says, to the penny', async () => {
    const who = await gather(4)
    await baseline(who, [{ name: 'Platform', figures: [600_000, 450_000, 380_000, 310_000].map(alone) }])
    const path = await beginCase(who[0]!, { sharing: 'equal' })
    await plan(who[0]!, path, 'Platform', platform)
    const seen = await result(who[0]!, path)
    const nets = shortNames.map((name) => ledgerOf(seen, name)[1]?.at(-1))
    assert.deepEqual(nets, ['£300,000.00', '£150,000.00', '£80,000.00', '£10,000.00'])
    assert.deepEqual(built.faults, [])
  })

  test('test vector TV-2: without the fourth the platform costs the third more than it saves', async () => {
    const who = await gather(3)
    await baseline(who, [{ name: 'Platform', figures: [600_000, 450_000, 380_000].map(alone) }])
    const path = await beginCase(who[0]!, { sharing: 'equal' })
    await plan(who[0]!, path, 'Platform', platform)
    const seen = await result(who[0]!, path)
    const nets = shortNames.slice(0, 3).map((name) => ledgerOf(seen, name)[1]?.at(-1))
    assert.deepEqual(nets, ['£200,000.00', '£50,000.00', '−£20,000.00'])
  })

  test('test vector TV-1: Shapley shares of the savings, to the penny, and they add up', async () => {
    const who = await gather(3)
    // The vector’s savings as what each pair brings (1.2, 0.6 and 0.2 million), and what all three together lose (0.5).
    const pair = (a: number, b: number, saving: number): ([number, number, number] | null)[] =>
      [0, 1, 2].map((i) => (i === a || i === b ? alone(saving) : null))
    await baseline(who, [
      { name: 'AB', figures: pair(0, 1, 1_200_000) },
      { name: 'AC', figures: pair(0, 2, 600_000) },
      { name: 'BC', figures: pair(1, 2, 200_000) },
      { name: 'ABC', figures: [alone(500_000), alone(500_000), alone(500_000)] },
    ])
    const path = await beginCase(who[0]!, { sharing: 'shapley', years: '1' })
    for (const [name, saving] of [
      ['AB', 1_200_000],
      ['AC', 600_000],
      ['BC', 200_000],
    ] as const)
      await plan(who[0]!, path, name, {
        'fixed-likely': String(saving),
        'unit-likely': '0',
        host: name === 'BC' ? codes[1]! : codes[0]!,
      })
    await plan(who[0]!, path, 'ABC', {
      'fixed-likely': '0',
      'unit-likely': '0',
      'coordination-likely': '1,000,000',
    })
    const seen = await result(who[0]!, path)
    const nets = shortNames.slice(0, 3).map((name) => ledgerOf(seen, name)[0]?.at(-1))
    assert.deepEqual(nets, ['£733,333.33', '£533,333.33', '£233,333.33'])
    assert.equal(ledgerOf(seen, 'The partnership')[0]?.at(-1), '£1,500,000.00')
  })

  test('everything that is missing is said at once, with where it is put right', async () => {
    const [first] = await gather(2)
    assert.ok(first)
    await first.visit(at('/business-case'))
    assert.match(first.page().text, /Fill in the baseline/)
    const second = browser(built.app, await built.signInAs(leads[1]!))
    await baseline([first, second], [{ name: 'Platform', figures: [alone(100), alone(100)] }])
    await first.visit(at('/business-case'))
    first.fill('name', 'One platform')
    await first.press('Begin')
    assert.match(first.page().text, /Say first how many years/)
    assert.match(first.page().text, /No money is set aside for communication/)
    assert.match(first.page().text, /No money is set aside for training/)
    assert.doesNotMatch(first.page().html, />\s*Work it out\s*</)
  })

  test('bad input is told beside its box, and what was typed stays', async () => {
    const who = await gather(2)
    const [first] = who
    assert.ok(first)
    await baseline(who, [{ name: 'Platform', figures: [alone(100_000), alone(100_000)] }])
    const path = await beginCase(first, {})
    const service = (await serviceIds()).get('Platform')
    const wrong = await fill(first, `${path}/part/service.${service}`, {
      'fixed-low': '9',
      'fixed-likely': '-5',
      'fixed-high': '12',
      'unit-likely': 'cheap',
      phase: '60 30',
      takes: '0',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /must be £0 or more/)
    assert.match(wrong.text, /must be an amount of money/)
    assert.match(wrong.text, /These per cents add up to 90\. They must add up to 100/)
    assert.match(wrong.text, /how many years the move takes as a whole number from 1 to 10/)
    for (const typed of ['-5', 'cheap', '60 30']) assert.match(wrong.html, new RegExp(`value="${typed}"`))
    const line = await fill(first, `${path}/part/line.new`, {
      name: 'Rent',
      kind: 'saving',
      amounts: '10\n20',
    })
    assert.match(line.text, /one amount for each of the years 0 to 2: 3 in all\. You gave 2/)
    const risk = await fill(first, `${path}/part/risk.new`, {
      what: 'Late',
      chance: '130',
      'amount-likely': '5',
    })
    assert.match(risk.text, /must be 100% or less/)
    const transfer = await fill(first, `${path}/part/transfer.new`, {
      name: 'Fee',
      payer: codes[0]!,
      payee: codes[0]!,
      amount: '5',
    })
    assert.match(transfer.text, /must be two councils/)
  })

  test('years that no longer fit, and a post saved twice, stop a run and are named', async () => {
    const who = await gather(2)
    const [first] = who
    assert.ok(first)
    await baseline(who, [{ name: 'Platform', figures: [alone(100_000), alone(100_000)] }])
    const path = await beginCase(first, {})
    await plan(first, path, 'Platform', { 'fixed-likely': '90,000', 'unit-likely': '0' })
    for (const name of ['Desk', 'Seat'])
      await fill(first, `${path}/part/line.new`, { name, kind: 'saving', amounts: '0\n9\n9', post: 'P77' })
    await first.visit(path)
    assert.match(first.page().text, /Post P77 is saved twice: in “(Desk” and “Seat|Seat” and “Desk)”/)
    await fill(first, `${path}/part/frame`, { years: '4' })
    await first.visit(path)
    assert.match(first.page().text, /“Desk” has 3 yearly amounts where the case has 5 years/)
  })

  test('a run stays as it was, whatever becomes of the case, and is nobody else’s business', async () => {
    const who = await gather(2)
    const [first] = who
    assert.ok(first)
    await baseline(who, [{ name: 'Platform', figures: [alone(100_000), alone(90_000)] }])
    const path = await beginCase(first, { realisation: 'reference' })
    await plan(first, path, 'Platform', {
      'fixed-low': '90,000',
      'fixed-likely': '100,000',
      'fixed-high': '150,000',
      'unit-likely': '0',
    })
    await fill(first, `${path}/part/required.${codes[0]}`, { worth: '1m', loss: '10' })
    const seen = await result(first, path)
    assert.match(seen.h1, /chance that this saves money/)
    assert.match(seen.text, /Not met Adur\. Asks for at least £1 million/)
    assert.match(seen.text, /Seed 1, 1,000 draws, Handfast/)
    await plan(first, path, 'Platform', { 'fixed-low': '', 'fixed-likely': '10', 'fixed-high': '' })
    assert.equal((await first.visit(seen.path)).h1, seen.h1)
    await assert.rejects(
      owner.query(`update business_case_run set seed = 2`),
      /A run that is done cannot be changed/,
    )
    assert.notEqual((await result(first, path)).path, seen.path, 'a second run is worked out too')
    const stranger = browser(built.app, await built.signInAs(await make.person(db, make.codes.coldwell)))
    assert.equal((await stranger.visit(seen.path)).status, 404)
    const rows = await inTransaction(db, await make.person(db, make.codes.coldwell), (trx) =>
      trx.selectFrom('business_case_run').selectAll().execute(),
    )
    assert.deepEqual(rows, [])
    assert.deepEqual(built.faults, [])
  })

  test('a run that is downloaded replays to the last digit on the command line, and its papers open', async () => {
    const who = await gather(2)
    const [first] = who
    assert.ok(first)
    await baseline(who, [{ name: 'Platform', figures: [alone(100_000), alone(90_000)] }])
    const path = await beginCase(first, { realisation: 'reference' })
    await plan(first, path, 'Platform', {
      'fixed-low': '90,000',
      'fixed-likely': '100,000',
      'fixed-high': '150,000',
      'unit-likely': '0',
    })
    await fill(first, `${path}/part/risk.new`, {
      what: 'The supplier fails',
      chance: '30',
      'amount-low': '1000',
      'amount-likely': '5000',
      'amount-high': '20000',
    })
    await fill(first, `${path}/part/line.new`, {
      name: 'Posters',
      kind: 'communication',
      'amount-likely': '2000',
    })
    const seen = await result(first, path)
    const folder = await mkdtemp(join(tmpdir(), 'handfast-run-'))
    const cookie = await built.signInAs(leads[0]!)
    const get = (name: string) =>
      built.app.inject({ url: `${seen.path}/files/${name}`, headers: { host: 'localhost', cookie } })
    for (const name of ['run.json', 'run-do-nothing.json', 'run-share-less.json']) {
      const file = join(folder, name)
      await writeFile(file, (await get(name)).rawPayload)
      const { code, out } = await handfast(['replay', file])
      assert.equal(code, 0, out)
      assert.match(out, /The same to the bit/)
    }
    for (const name of [
      'business-case.docx',
      'business-case.odt',
      'model.xlsx',
      'model.ods',
      'results.csv',
      'results.json',
    ]) {
      const answer = await get(name)
      assert.equal(answer.statusCode, 200, name)
      assert.ok(answer.rawPayload.length > 500, name)
    }
    const paper = await first.visit(`${seen.path}/paper`)
    assert.equal(paper.status, 200, String(built.faults.at(-1)))
    assert.match(paper.text, /Calculated by Handfast .+ 1,000 draws from seed 1/)
    assert.match(paper.text, /The supplier fails \(risk\) ?30%/)
    assert.doesNotMatch(paper.text, /No money is set aside for communication/)
    assert.match(paper.text, /No money is set aside for training/)
    await rm(folder, { recursive: true })
  })
})
