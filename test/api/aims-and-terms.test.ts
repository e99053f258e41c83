import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exerciseCommand, startExercise } from '#modules/alignment/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import { itemsOf, program, tokenOf, type Program } from '#test/support/api.ts'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, empty } = await testDatabase()

test('two programs run a round of aims to its end, and a board tells neither what the other said', async () => {
  await empty()
  const { app, deps } = await testApp()
  const ada = await make.person(db, make.codes.ashby)
  const ben = await make.person(db, make.codes.barnshire)
  const where = await make.partnership(db, ada, [make.codes.ashby, make.codes.barnshire])
  const [one, two] = [
    program(app, await tokenOf(deps, ada, 'lead')),
    program(app, await tokenOf(deps, ben, 'lead')),
  ]
  const { alignment } = deps.content
  const start = async (exercise: Parameters<typeof startExercise>[3]['exercise']) => {
    const started = await startExercise(deps, ada, alignment, {
      partnership: where,
      exercise,
      previous: null,
    })
    assert.ok('done' in started)
    await exerciseCommand(deps, ada, started.done.id, offerTerms)
    await exerciseCommand(deps, ben, started.done.id, approveTerms)
    return `/exercises/${started.done.id}`
  }
  const put = (who: Program, at: string, fields: Readonly<Record<string, string>>, etag = '"0"') =>
    who('PUT', at, { fields }, { 'if-match': etag })

  const aims = await start({ kind: 'aims', aims: alignment.aims.slice(0, 2) })
  const short = await put(one, `${aims}/items/points`, {
    'points-save-money': '60',
    'points-resilience': '30',
  })
  assert.equal(short.status, 422)
  assert.match(short.text, /Spread the other 10/)
  const kept = await one('GET', `${aims}/items/points`)
  assert.match(kept.text, /"points-resilience":"30"/, 'what was typed is kept')
  assert.equal((await put(one, `${aims}/items/points`, { 'points-save-money': '60' }, '"0"')).status, 412)
  assert.equal((await one('POST', `${aims}/seal`)).status, 409)
  for (const [who, etag] of [
    [one, kept.etag],
    [two, '"0"'],
  ] as const) {
    await put(who, `${aims}/items/points`, { 'points-save-money': '60', 'points-resilience': '40' }, etag)
    await put(who, `${aims}/items/return`, { saving: '£1,000' })
    await put(who, `${aims}/items/challenges`, { challenges: 'None so far' })
    assert.equal((await who('POST', `${aims}/seal`)).status, 200)
  }
  assert.equal((await two('GET', `${aims}/result`)).status, 404)
  assert.equal((await two('POST', `${aims}/open`)).status, 200)
  const returns = await two('GET', `/partnerships/${where}/required-returns`)
  assert.deepEqual(
    itemsOf(returns).map(({ savingPence }) => savingPence),
    [100_000, 100_000],
  )

  const board = await start({ kind: 'board', terms: ['notice'], sayHostConflict: false, tries: 5 })
  await put(one, `${board}/items/notice`, { low: '6', high: '12', preferred: '7' })
  await put(two, `${board}/items/notice`, { low: '9', high: '31', preferred: '23' })
  for (const who of [one, two]) await who('POST', `${board}/seal`)
  await two('POST', `${board}/open`)
  const result = await one('GET', `${board}/result`)
  assert.match(result.text, /The ranges overlap/)
  assert.doesNotMatch(result.text, /31|23|\b9\b/)
  assert.equal((await one('POST', `${board}/items/notice/ask-overlap`)).body['state'], 'waits')
  assert.equal((await two('POST', `${board}/items/notice/ask-overlap`)).body['state'], 'shown')
  assert.match((await one('GET', `${board}/result`)).text, /From 9 to 12 months/)
  assert.equal(itemsOf(await one('GET', `/partnerships/${where}/exercises`)).length, 2)
})

test('a program starts a round, changes it, breaks its seal, keeps the timeline and writes the heads of terms', async () => {
  await empty()
  const { app, deps } = await testApp()
  const ada = await make.person(db, make.codes.ashby)
  const ben = await make.person(db, make.codes.barnshire)
  const where = await make.partnership(db, ada, [make.codes.ashby, make.codes.barnshire])
  const place = `/partnerships/${where}`
  const [one, two] = [
    program(app, await tokenOf(deps, ada, 'lead')),
    program(app, await tokenOf(deps, ben, 'lead')),
  ]
  const start = (asked: object, previous?: string) =>
    one('POST', `${place}/exercises`, { asked, ...(previous ? { previous } : {}) })

  const none = await start({ kind: 'board', terms: ['nonsense'], sayHostConflict: false, tries: 5 })
  assert.equal(none.status, 422)
  assert.match(none.text, /There is no term “nonsense”/)
  assert.match((await start({ kind: 'aims', aims: ['save-money'] })).text, /Choose or add at least two aims/)
  const own = await start({ kind: 'aims', aims: ['save-money', 'Keep the library open'] })
  assert.equal(own.status, 201)
  assert.match(own.text, /Our aims 1/)

  const made = await start({ kind: 'board', terms: ['notice'], sayHostConflict: false, tries: 5 })
  const board = `/exercises/${String(made.body['id'])}`
  assert.equal((await two('GET', board)).status, 404, 'a draft is its own council’s')
  const asked = { kind: 'board', terms: ['notice', 'split-rule'], sayHostConflict: false, tries: 3 }
  assert.equal((await one('PUT', `${board}/asked`, { asked })).status, 200)
  const terms = await one('PATCH', `${board}/terms`, { showNames: false, keepYears: 5 })
  assert.deepEqual(terms.body['terms'], {
    showNames: false,
    secondApprover: false,
    managerSees: false,
    keepYears: 5,
  })
  assert.equal((await one('POST', `${board}/offer`)).status, 200)
  assert.equal((await two('PATCH', `${board}/terms`, { keepYears: 1 })).status, 409)
  assert.equal((await two('POST', `${board}/agree`)).status, 200)

  const marks = Object.fromEntries(
    ['equal', 'use', 'population', 'alone', 'worth'].map((id) => [
      `mark-${id}`,
      id === 'use' ? 'preferred' : 'unacceptable',
    ]),
  )
  for (const who of [one, two]) {
    await who(
      'PUT',
      `${board}/items/notice`,
      { fields: { low: '6', high: '12', preferred: '6' } },
      { 'if-match': '"0"' },
    )
    await who('PUT', `${board}/items/split-rule`, { fields: marks }, { 'if-match': '"0"' })
    assert.match(String((await who('POST', `${board}/seal`)).body['receipt']), /^[0-9a-f]{64}$/)
  }
  assert.equal((await one('POST', `${board}/break-seal`, { reason: ' ' })).status, 422)
  assert.equal((await one('POST', `${board}/break-seal`, { reason: 'A slip' })).status, 200)
  assert.equal((await one('POST', `${board}/open`)).status, 409)
  await one('POST', `${board}/seal`)
  assert.equal((await one('POST', `${board}/open`)).status, 200)

  const again = await start(asked, String(made.body['id']))
  assert.equal(again.status, 201, again.text)
  assert.equal((await start({ kind: 'ladder', services: ['Payroll'] }, String(made.body['id']))).status, 404)

  const day = {
    kind: 'election',
    council: make.codes.ashby,
    onDay: '2027-05-06',
    what: 'All seats',
    source: 'Its website',
  }
  assert.equal((await one('POST', `${place}/timeline`, { ...day, onDay: '2027-02-30' })).status, 422)
  assert.equal((await one('POST', `${place}/timeline`, { ...day, source: ' ' })).status, 422)
  const [event] = itemsOf(await one('POST', `${place}/timeline`, day))
  assert.equal(event?.['onDay'], '2027-05-06')
  assert.equal((await two('DELETE', `${place}/timeline/${String(event?.['id'])}`)).status, 404)
  assert.deepEqual(itemsOf(await one('DELETE', `${place}/timeline/${String(event?.['id'])}`)), [])

  const heads = `${place}/heads-of-terms`
  const may = await one('GET', heads)
  assert.match(may.text, /"term":"split-rule","options":\[\{"id":"use"/)
  const wrong = await one('PUT', heads, { choices: { 'split-rule': { chosen: 'equal' } } })
  assert.equal(wrong.status, 409)
  assert.match(wrong.text, /something that every council accepts/)
  const written = await one('PUT', heads, {
    choices: { 'split-rule': { chosen: 'use', note: 'From the second year' } },
  })
  assert.equal(written.status, 200, written.text)
  assert.equal((await two('POST', `${heads}/approve`, { hash: 'f'.repeat(64) })).status, 409)
  const approved = await two('POST', `${heads}/approve`, { hash: String(written.body['hash']) })
  assert.equal(approved.body['isAgreed'], true)
  const session = await two('GET', `${place}/pre-nup-session`)
  assert.match(session.text, /A deal exists on/)
})
