import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { inside, itemsOf, program, tokenOf, type Program } from '#test/support/api.ts'
import { testApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * The whole story once more, by programs alone: two councils come together, agree terms, answer apart from each other, seal,
 * open together, and record what they said to each other.
 */
const { db, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const { ashby, barnshire } = make.codes

let adur: Program
let amber: Program
let faults: unknown[]

describe('through the api', () => {
  beforeEach(async () => {
    await empty()
    const built = await testApp({ content })
    faults = built.faults
    adur = program(
      built.app,
      await tokenOf(built.deps, await make.person(db, ashby, { office: 'cio' }), 'lead'),
    )
    amber = program(built.app, await tokenOf(built.deps, await make.person(db, barnshire), 'lead'))
  })

  async function openRound(): Promise<string> {
    const made = await adur('POST', '/partnerships', {
      name: 'Shared desk',
      service: 'ICT',
      councils: [barnshire],
    })
    assert.equal(made.status, 201, made.text)
    const partnership = String(made.headers['location']).replace('/api/v1', '')
    assert.equal((await amber('POST', `${partnership}/join`)).status, 200)
    const started = await adur('POST', `${partnership}/rounds`, { framework: 'small', ambition: 'lead' })
    assert.equal(started.status, 201, started.text)
    assert.equal(started.body['state'], 'draft')
    const round = String(started.headers['location']).replace('/api/v1', '')
    assert.equal((await amber('GET', round)).status, 404, 'a draft is its starter’s alone')
    assert.equal((await adur('POST', `${round}/terms/offer`)).status, 200)
    const terms = await amber('GET', `${round}/terms`)
    assert.deepEqual(terms.body['waitingFor'], [barnshire])
    const opened = await amber('POST', `${round}/terms/agree`, { hash: terms.body['hash'] })
    assert.equal(opened.body['state'], 'open', opened.text)
    return round
  }

  async function answerAll(asks: Program, round: string, level: number, reason: string): Promise<void> {
    for (const { item } of itemsOf(await asks('GET', `${round}/statements`))) {
      const path = `${round}/answers/${String(item)}`
      const { etag } = await asks('GET', path)
      const answer = { reading: `level-${level}`, reason, importance: 2 }
      const saved = await asks('PUT', path, answer, { 'if-match': etag })
      assert.equal(saved.status, 200, saved.text)
      assert.deepEqual(saved.body['missing'], [])
    }
  }

  test('two councils go from a partnership to the gap board by programs alone', async () => {
    const round = await openRound()
    await answerAll(adur, round, 4, 'Cabinet approved it')
    assert.equal((await adur('GET', `${round}/check`)).body['ready'], true)
    const sealed = await adur('POST', `${round}/seal`)
    assert.match(String(sealed.body['receipt']), /^[0-9a-f]{64}$/)

    const early = await adur('POST', `${round}/reveal`)
    assert.equal(early.status, 409)
    assert.match(String(early.body['detail']), /1 of 2 councils have sealed\. Still to seal: Amber Valley\./)
    assert.equal((await amber('GET', `${round}/board`)).status, 404, 'there is no board before the reveal')
    assert.doesNotMatch((await amber('GET', `${round}/answers`)).text, /Cabinet approved it/)

    await answerAll(amber, round, 2, 'We have only talked about it')
    await amber('POST', `${round}/seal`)
    const opened = await amber('POST', `${round}/reveal`)
    assert.equal(opened.body['state'], 'revealed', opened.text)

    const board = await adur('GET', `${round}/board`)
    assert.equal(inside(board.body, 'headline')['says'], 'You do not yet agree on purpose.')
    assert.equal(inside(board.body, 'advice')['type'], 'share-less')
    assert.match(board.text, /Cabinet approved it/)
    assert.match(board.text, /We have only talked about it/)
    const checked = await amber('POST', `${round}/receipts/check`, { receipt: sealed.body['receipt'] })
    assert.deepEqual(checked.body, { type: 'whole', items: [], council: ashby })
    assert.deepEqual(faults, [])
  })

  test('the conversations that follow are recorded by programs too', async () => {
    const round = await openRound()
    await answerAll(adur, round, 4, 'Cabinet approved it')
    await answerAll(amber, round, 2, 'Only talked about')
    await adur('POST', `${round}/seal`)
    await amber('POST', `${round}/seal`)
    await adur('POST', `${round}/reveal`)
    const [first] = itemsOf(await adur('GET', `${round}/conversations`))
    const path = `${round}/conversations/${String(first?.['item'])}`
    const said = { outcome: 'agreed', summary: 'Amber will ask its cabinet', heldOn: '2026-06-02' }
    const recorded = await adur('PUT', path, said, { 'if-match': '"0"' })
    assert.equal(recorded.status, 200, recorded.text)
    const late = await amber('PUT', path, { ...said, summary: 'Another view' }, { 'if-match': '"0"' })
    assert.equal(late.status, 412)
    assert.equal(inside(inside(late.body, 'current'), 'recorded')['summary'], 'Amber will ask its cabinet')
    assert.equal(inside(late.body, 'sent')['summary'], 'Another view')
    const action = { what: 'Ask cabinet', owner: 'Leader', ownerCouncil: barnshire, dueOn: '2026-09-30' }
    const added = await amber('POST', `${path}/actions`, action)
    assert.equal(added.status, 201, added.text)
    const [todo] = Array.isArray(added.body['actions']) ? added.body['actions'] : []
    const id = inside({ todo }, 'todo')['id']
    const done = await amber('PATCH', `${round}/actions/${String(id)}`, { doneOn: '2026-06-01' })
    assert.equal(done.body['doneOn'], '2026-06-01')
    const looked = await amber('POST', `${path}/second-looks`, {
      reading: 'level-3',
      reason: 'Cabinet has it now',
    })
    assert.equal(looked.status, 201, looked.text)
    const says = itemsOf(await adur('GET', `${round.replace(/.*/, await partnershipOf(round))}/record`)).map(
      ({ says: words }) => words,
    )
    assert.ok(says.includes('took a second look at an answer'), says.join('; '))
    assert.deepEqual(faults, [])
  })

  async function partnershipOf(round: string): Promise<string> {
    const { body } = await adur('GET', round)
    return `/partnerships/${String(body['partnership'])}`
  }

  test('a private room opens its own board as soon as it is sealed', async () => {
    const made = await adur('POST', '/partnerships', { name: 'Ours', service: 'ICT' })
    const rooms = String(made.headers['location']).replace('/api/v1', '')
    const started = await adur('POST', `${rooms}/rounds`, { framework: 'small', ambition: 'lead' })
    assert.equal(started.body['state'], 'open', started.text)
    const round = `/rounds/${String(started.body['id'])}`
    await answerAll(adur, round, 3, 'We think so')
    await adur('POST', `${round}/seal`)
    assert.equal((await adur('GET', `${round}/board`)).status, 200)
    assert.equal((await amber('GET', round)).status, 404, 'nobody else is told that it exists')
  })
})
