import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { addService, startBaseline } from './baseline-commands.ts'

const { db, owner, empty } = await testDatabase()

describe('figures by paste and by spreadsheet', () => {
  let built: TestApp
  let where: PartnershipId
  let lead: CouncilViewer
  let cookie: string

  beforeEach(async () => {
    await empty()
    built = await testApp()
    lead = await make.person(db, make.codes.ashby)
    where = await make.partnership(db, lead, [make.codes.ashby, make.codes.barnshire])
    cookie = await built.signInAs(lead)
    await startBaseline({ db }, lead, { partnership: where, year: '2026-27' })
    for (const name of ['Desk', 'Payroll'])
      await addService({ db }, lead, { partnership: where, name, unit: 'calls' })
  })

  const at = (path = '') => `/partnerships/${where}/baseline/sheet${path}`
  const headers = () => ({ host: 'localhost', origin: 'http://localhost', cookie })

  async function post(path: string, fields: Record<string, string>, file?: { name: string; bytes: Buffer }) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    if (file) form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name)
    const sent = new Response(form)
    return built.app.inject({
      method: 'POST',
      url: at(path),
      payload: Buffer.from(await sent.arrayBuffer()),
      headers: { ...headers(), 'content-type': sent.headers.get('content-type') ?? '' },
    })
  }

  const press = (path: string, payload = '') =>
    built.app.inject({
      method: 'POST',
      url: at(path),
      payload,
      headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' },
    })
  const get = (path: string) => built.app.inject({ url: at(path), headers: headers() })
  const figures = async () =>
    (
      await owner.query<{ line: string }>(
        `select s.name || ' ' || f.measure || ' ' || f.value::text || ' ' || f.source as line
         from business_case_figure f join business_case_service s on s.id = f.service_id order by 1`,
      )
    ).rows.map(({ line }) => line)

  const head = 'Service\tCost a year\tFixed part\tVolume\tPrices of\tSource\tWho answers for it\tNotes'

  test('a pasted block is looked at first, saved when it is said, and can be undone', async () => {
    const pasted = [
      head,
      'Desk\t£300,000\t100k\t2,400\t2026-27\tLedger\tFinance\tx',
      'Payroll\t90000\t90000\t1\t\tLedger\tFinance\t',
    ].join('\n')
    const loaded = await post('', { pasted })
    assert.equal(loaded.statusCode, 303)
    assert.deepEqual(await figures(), [], 'nothing is saved yet')
    const check = await get('/check')
    assert.match(check.body, /6 figures would change/)
    assert.match(check.body, /We did not read “Notes”/)
    assert.equal((await press('/check', 'trouble=stop')).statusCode, 303)
    assert.deepEqual(await figures(), [
      'Desk cost 30000000 Ledger',
      'Desk fixed 10000000 Ledger',
      'Desk volume 2400 Ledger',
      'Payroll cost 9000000 Ledger',
      'Payroll fixed 9000000 Ledger',
      'Payroll volume 1 Ledger',
    ])
    await press('/undo')
    assert.deepEqual(await figures(), [])
    assert.deepEqual(built.faults, [])
  })

  test('cells that cannot be read are named by row and column, and the rest may be saved without them', async () => {
    const pasted = [
      head,
      'Desk\t-5\t100\t10\t2026-27\tLedger\tFinance',
      'Payroll\t100\t50\t10\t2024-25\tLedger\tFinance',
      'Parks\t1\t1\t1\t\tLedger\tFinance',
    ].join('\n')
    await post('', { pasted })
    const check = await get('/check')
    assert.match(check.body, /Row 2, Cost a year: Cost a year must be £0 or more/)
    assert.match(
      check.body,
      /Row 3, Prices of: These figures are in 2024-25 prices, and the baseline is in 2026-27 prices/,
    )
    assert.match(check.body, /Row 4, Service: “Parks” is not one of the services/)
    assert.equal((await press('/check', '')).statusCode, 422)
    assert.equal((await press('/check', 'trouble=stop')).statusCode, 409)
    assert.deepEqual(await figures(), [])
    await press('/check', 'trouble=skip')
    assert.deepEqual(await figures(), ['Desk fixed 10000 Ledger', 'Desk volume 10 Ledger'])
  })

  test('what is no sheet of figures is refused in words, and what was pasted stays', async () => {
    const empty = await post('', { pasted: ' ' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Paste a block of cells, or choose a file/)
    const wrong = await post('', { pasted: 'a\tb\n1\t2' })
    assert.match(wrong.body, /We cannot find the row of headings/)
    assert.match(wrong.body, /1\t2/)
    const broken = await post(
      '',
      { pasted: '' },
      { name: 'figures.xlsx', bytes: Buffer.from('PK\u0003\u0004 no') },
    )
    assert.equal(broken.statusCode, 422)
    assert.match(broken.body, /cannot be read as a spreadsheet/)
  })

  test('the template goes out with what stands there, and comes back in every format without a change', async () => {
    await post('', { pasted: [head, 'Desk\t300,000.50\t100k\t2,400\t\tLedger\tFinance'].join('\n') })
    await press('/check', 'trouble=stop')
    const before = await figures()
    for (const format of ['xlsx', 'ods', 'csv']) {
      const template = await get(`/template.${format}`)
      assert.equal(template.statusCode, 200)
      const loaded = await post('', { pasted: '' }, { name: `figures.${format}`, bytes: template.rawPayload })
      assert.equal(loaded.statusCode, 303, format)
      assert.match((await get('/check')).body, /Nothing would change/, format)
      await press('/drop')
    }
    assert.deepEqual(await figures(), before)
  })

  test('a reader, a partner and a stranger have no such page', async () => {
    for (const viewer of [
      await make.person(db, make.codes.ashby, { role: 'reader' }),
      await make.person(db, make.codes.coldwell),
    ]) {
      cookie = await built.signInAs(viewer)
      assert.equal((await get('')).statusCode, 404)
      assert.equal((await get('/template.csv')).statusCode, 404)
    }
  })
})
