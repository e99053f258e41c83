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
