import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { inside, itemsOf, program, tokenOf, type Fields, type Program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** How requests are read and answered: fields, versions, pieces, and what is sent twice. */
const { db, owner, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const { ashby, barnshire } = make.codes

let built: TestApp
let adur: Program
let round: string

describe('requests', () => {
  beforeEach(async () => {
    await empty()
    built = await testApp({ content })
    adur = program(built.app, await tokenOf(built.deps, await make.person(db, ashby), 'lead'))
    const room = await adur('POST', '/partnerships', { name: 'Ours', service: 'ICT' })
    const path = `/partnerships/${String(room.body['id'])}/rounds`
    const started = await adur('POST', path, { framework: 'small', ambition: 'lead' })
    round = `/rounds/${String(started.body['id'])}`
  })

  function errorsOf(body: Fields): Record<string, string> {
    const { errors } = body
    const all = Array.isArray(errors) ? errors : []
    return Object.fromEntries(
      all.map((error) => {
        const told = inside({ error }, 'error')
        return [String(told['field']), String(told['says'])]
      }),
    )
  }

  const first = '/answers/purpose.s1-1'

  test('every field that is not right is named, with what to do', async () => {
    const wrong = await adur('POST', '/partnerships', {
      name: '',
      councils: [ashby, 'E99', 7],
      servise: 'ICT',
    })
    assert.equal(wrong.status, 422)
    assert.deepEqual(errorsOf(wrong.body), {
      servise: 'There is no such field. Check its spelling, or take it out.',
      service: 'Give this field.',
      name: 'Write something here.',
      'councils[2]': 'Give text in quotes.',
    })
    const unknown = await adur('POST', '/partnerships', { name: 'N', service: 'S', councils: [ashby, 'E99'] })
    assert.deepEqual(Object.keys(errorsOf(unknown.body)), ['councils[0]', 'councils[1]'])
  })

  test('what is no JSON, no object, too long or of another type is refused in plain words', async () => {
    const seen = { 'if-match': '"0"' }
    assert.equal((await adur('PUT', round + first, '{"reading":', seen)).status, 400)
    assert.equal((await adur('PUT', round + first, '[]', seen)).status, 422)
    const form = { ...seen, 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await adur('PUT', round + first, 'reading=level-3', form)).status, 415)
    const long = await adur('PUT', round + first, { reason: 'a'.repeat(2001) }, seen)
    assert.deepEqual(errorsOf(long.body), { reason: 'Use 2,000 characters or fewer.' })
    const nul = await adur('PUT', round + first, { reason: 'a\u0000b' }, seen)
    assert.deepEqual(errorsOf(nul.body), { reason: 'Take out the characters that cannot be shown.' })
    const huge = await adur('PUT', round + first, { reason: 'a'.repeat(1_100_000) }, seen)
    assert.equal(huge.status, 413)
    assert.deepEqual(built.faults, [])
  })

  test('an answer is written only over the version that was seen, and the second writer is shown both', async () => {
    const unseen = await adur('PUT', round + first, { reading: 'level-3' })
    assert.equal(unseen.status, 428)
    const saved = await adur('PUT', round + first, { reading: 'level-3' }, { 'if-match': '"0"' })
    assert.equal(saved.etag, '"1"')
    const late = await adur('PATCH', round + first, { reading: 'level-2' }, { 'if-match': '"0"' })
    assert.equal(late.status, 412)
    assert.equal(late.etag, '"1"')
    assert.equal(inside(late.body, 'current')['reading'], 'level-3')
    assert.equal(inside(late.body, 'sent')['reading'], 'level-2')
    const patched = await adur('PATCH', round + first, { reason: 'We saw it' }, { 'if-match': '"1"' })
    assert.equal(patched.body['reading'], 'level-3', 'what is not given stays')
    const anew = await adur('PUT', round + first, { reading: 'unknown' }, { 'if-match': patched.etag })
    assert.equal(anew.body['reason'], '', 'what is written anew is written whole')
  })

  test('what has not changed is not sent again', async () => {
    const read = await adur('GET', round)
    assert.equal(read.status, 200)
    const again = await adur('GET', round, undefined, { 'if-none-match': read.etag })
    assert.equal(again.status, 304)
    assert.equal(again.text, '')
    await adur('PUT', round + first, { reading: 'level-3', reason: 'Yes' }, { 'if-match': '"0"' })
    assert.equal((await adur('GET', round, undefined, { 'if-none-match': read.etag })).status, 200)
  })

  test('a post sent twice with one key is done once and answered twice', async () => {
    const body = { name: 'Twice', service: 'ICT' }
    const key = { 'idempotency-key': 'a1' }
    const once = await adur('POST', '/partnerships', body, key)
    const twice = await adur('POST', '/partnerships', body, key)
    assert.equal(twice.text, once.text)
    assert.equal(twice.status, 201)
    assert.equal(twice.headers['location'], once.headers['location'])
    assert.equal(twice.headers['idempotent-replayed'], 'true')
    const names = itemsOf(await adur('GET', '/partnerships')).map(({ name }) => name)
    assert.equal(names.filter((name) => name === 'Twice').length, 1)
    const other = await adur('POST', '/partnerships', { ...body, name: 'Thrice' }, key)
    assert.equal(other.status, 422)
    const another = program(built.app, await tokenOf(built.deps, await make.person(db, barnshire), 'lead'))
    assert.notEqual((await another('POST', '/partnerships', body, key)).text, once.text)
    built.clock.wait(24 * 60)
    assert.notEqual((await adur('POST', '/partnerships', body, key)).text, once.text, 'after a day it is new')
  })

  test('two that arrive together with one key: one is done, the other waits', async () => {
    const body = { name: 'Together', service: 'ICT' }
    const key = { 'idempotency-key': 'b1' }
    const all = await Promise.all([1, 2, 3].map(() => adur('POST', '/partnerships', body, key)))
    assert.ok(all.every(({ status }) => status === 201 || status === 409))
    const names = itemsOf(await adur('GET', '/partnerships')).map(({ name }) => name)
    assert.equal(names.filter((name) => name === 'Together').length, 1)
  })

  test('what is kept to be said again can be read by nobody but who asked', async () => {
    await adur('POST', '/partnerships', { name: 'CANARY-KEPT', service: 'ICT' }, { 'idempotency-key': 'c1' })
    const { rows } = await owner.query<{ row: string }>('select t::text as row from platform_repeat t')
    assert.equal(rows.length, 1)
    const dump = rows.map(({ row }) => row).join()
    const bytes = [...dump.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
      Buffer.from(hex, 'hex').toString('latin1'),
    )
    assert.ok(bytes.join().length > 500)
    assert.doesNotMatch(dump + bytes.join(), /CANARY-KEPT/)
  })

  test('a list comes in pieces that together are the whole', async () => {
    const all: unknown[] = []
    let cursor = ''
    for (let i = 0; i < 10; i++) {
      const piece = await adur('GET', `/councils?limit=50${cursor}`)
      assert.equal(piece.status, 200)
      all.push(...itemsOf(piece).map(({ code }) => code))
      const { next } = piece.body
      if (typeof next !== 'string') break
      cursor = `&cursor=${next}`
    }
    assert.equal(all.length, content.authorities.length)
    assert.equal(new Set(all).size, all.length)
    assert.match(
      String((await adur('GET', '/councils?limit=x')).body['detail']),
      /limit: Give a whole number/,
    )
  })

  test('the record comes in pieces, newest first', async () => {
    const { body } = await adur('GET', round)
    const path = `/partnerships/${String(body['partnership'])}/record`
    const whole = itemsOf(await adur('GET', path)).map(({ number }) => number)
    const one = await adur('GET', `${path}?limit=1`)
    const rest = await adur('GET', `${path}?cursor=${String(one.body['next'])}`)
    assert.ok(whole.length > 2)
    assert.deepEqual(
      [...itemsOf(one), ...itemsOf(rest)].map(({ number }) => number),
      whole,
    )
  })

  test('what a token may do is said with the reasons why not', async () => {
    const { body } = await adur('GET', round)
    const { may } = body
    const told = (Array.isArray(may) ? may : []).map((each) => inside({ each }, 'each'))
    const offer = told.find(({ action }) => action === 'offer')
    assert.equal(offer?.['allowed'], false)
    assert.match(JSON.stringify(offer), /it is open for answers/)
    assert.equal(told.find(({ action }) => action === 'answer')?.['allowed'], true)
  })

  test('a council that takes no part in a round has no answers there, and no fault of ours', async () => {
    const lead = await make.person(db, ashby)
    const other = await make.person(db, barnshire)
    const where = await make.partnership(db, lead, [ashby, barnshire])
    const lone = program(built.app, await tokenOf(built.deps, lead, 'lead'))
    const started = await lone('POST', `/partnerships/${where}/rounds`, {
      framework: 'small',
      ambition: 'lead',
    })
    const path = `/rounds/${String(started.body['id'])}`
    await lone('POST', `${path}/terms/offer`)
    await owner.query(
      'insert into partnership_member (partnership_id, authority_code, invited_at, joined_at) values ($1, $2, now(), now())',
      [where, make.codes.coldwell],
    )
    const late = program(
      built.app,
      await tokenOf(built.deps, await make.person(db, make.codes.coldwell), 'lead'),
    )
    assert.equal((await late('GET', path)).status, 200)
    for (const part of ['/answers', '/check', '/receipt', '/staff-counts', '/answers/purpose.s1-1/note'])
      assert.equal((await late('GET', path + part)).status, 404, part)
    assert.equal((await late('POST', `${path}/seal`)).status, 404)
    assert.ok(other)
    assert.deepEqual(built.faults, [])
  })
})
