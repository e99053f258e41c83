import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { itemsOf, program, tokenOf, type Program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { contractOf, at, treeOf, type Contract, type Operation, type Tree } from '#test/support/contract.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * Whatever is sent to any operation, there is an answer that the document knows, and never a fault of ours: bodies made from
 * the schemas, nearly right ones, and nonsense; ids that exist, that do not, and that cannot.
 */
const { db, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const { ashby, barnshire } = make.codes
const eachOperation = 6
const seed = 20260601

let built: TestApp
let adur: Program
let contract: Contract
let known: Readonly<Record<string, readonly string[]>>

describe('any request', () => {
  before(async () => {
    await empty()
    built = await testApp({ content })
    contract = await contractOf(built.app)
    const ada = await make.person(db, ashby, { office: 'cio' })
    adur = program(built.app, await tokenOf(built.deps, ada, 'lead'))
    const where = await make.partnership(db, ada, [ashby, barnshire])
    const open = await adur('POST', `/partnerships/${where}/rounds`, { framework: 'small', ambition: 'lead' })
    await adur('POST', `/rounds/${String(open.body['id'])}/terms/offer`)
    const amber = program(built.app, await tokenOf(built.deps, await make.person(db, barnshire), 'lead'))
    const path = `/rounds/${String(open.body['id'])}/terms`
    const { hash } = (await amber('GET', path)).body
    assert.equal((await amber('POST', `${path}/agree`, { hash })).body['state'], 'open')
    known = {
      partnership: [where],
      round: [String(open.body['id']), await openedAlone()],
      item: ['purpose.s1-1', 'purpose.s1-2'],
      council: [ashby, 'adur'],
      framework: ['small'],
      person: [ada.person],
    }
  })

  /** A round of the council alone, answered and open. */
  async function openedAlone(): Promise<string> {
    const room = await adur('POST', '/partnerships', { name: 'Ours', service: 'ICT' })
    const path = `/partnerships/${String(room.body['id'])}/rounds`
    const { body } = await adur('POST', path, { framework: 'small', ambition: 'lead' })
    const id = String(body['id'])
    for (const { item } of itemsOf(await adur('GET', `/rounds/${id}/statements`))) {
      const answer = { reading: 'level-2', reason: 'So it is', importance: 1 }
      await adur('PUT', `/rounds/${id}/answers/${String(item)}`, answer, { 'if-match': '"0"' })
    }
    assert.equal((await adur('POST', `/rounds/${id}/seal`)).status, 200)
    return id
  }

  const nasty = [
    '',
    ' ',
    '\u0000',
    'a\u0007b',
    '\ud800',
    '’“”–🙂',
    "'; drop table people_token; --",
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '%00',
    '=HYPERLINK("x")',
    'x'.repeat(3000),
    '9'.repeat(400),
    '2026-02-30',
    '0000-01-01',
    '2026-06-30T23:59:60Z',
    '+275760-09-13T00:00:00Z',
  ]

  const anyText = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 40 }))
  const anything: fc.Arbitrary<unknown> = fc.oneof(anyText, fc.jsonValue({ maxDepth: 2 }))

  /** Something that a schema describes, or nearly. */
  function fitting(schema: unknown): fc.Arbitrary<unknown> {
    const told = treeOf(schema)
    const { $ref, anyOf, enum: choices, const: only, type, format } = told
    if (typeof $ref === 'string') return fitting(at(contract.document, ...$ref.slice(2).split('/')))
    if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(fitting))
    if (Array.isArray(choices)) return fc.constantFrom(...choices)
    if (only !== undefined) return fc.constant(only)
    if (type === 'object') return objects(told)
    if (type === 'array') return fc.array(fitting(told['items']), { maxLength: 3 })
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    if (type === 'integer') return fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer())
    if (format === 'date-time')
      return fc.constantFrom('2026-09-01T12:00:00Z', '2026-09-01T12:00:00+01:00', ...nasty.slice(-4))
    if (format === 'date') return fc.constantFrom('2026-09-01', '2024-02-29', ...nasty.slice(-4))
    if (format === 'email')
      return fc.constantFrom('a@example.gov.uk', 'a@b', 'A@EXAMPLE.gov.uk', 'é@example.org')
    if (type === 'string')
      return fc.oneof(fc.constantFrom('small', 'lead', ashby, barnshire, 'Because'), anyText)
    return anything
  }

  function objects(schema: Tree): fc.Arbitrary<unknown> {
    const members = Object.entries(treeOf(schema['properties']))
    const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
    return fc.record(Object.fromEntries(members.map(([name, own]) => [name, fitting(own)])), {
      requiredKeys: required,
    })
  }

  type Sent = {
    readonly path: string
    readonly body: unknown
    readonly headers: Readonly<Record<string, string>>
  }

  function requestsTo(operation: Operation): fc.Arbitrary<Sent> {
    const body = at(operation.about, 'requestBody', 'content', 'application/json', 'schema')
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const inPath = fc.tuple(...names.map((name) => partOf(name)))
    const query = fc.constantFrom(
      '',
      '',
      '?limit=3',
      '?limit=-1',
      '?cursor=%00',
      '?cursor=eA',
      '?q=adur',
      '?x=1&x=2',
    )
    return fc.record({
      path: fc
        .tuple(inPath, query)
        .map(
          ([parts, asked]) =>
            parts.reduce((path, part, i) => path.replace(`{${names[i]}}`, part), operation.path) + asked,
        ),
      body:
        body === undefined
          ? fc.constant(undefined)
          : fc.oneof({ weight: 6, arbitrary: fitting(body) }, { weight: 1, arbitrary: anything }),
      headers: fc.constantFrom<Readonly<Record<string, string>>>(
        {},
        { 'if-match': '"0"' },
        { 'if-match': '"1"' },
        { 'if-match': 'W/"x"' },
        { 'idempotency-key': 'again' },
        { 'if-none-match': '*' },
      ),
    })
  }

  function partOf(name: string): fc.Arbitrary<string> {
    const real = fc.constantFrom(...(known[name] ?? ['00000000-0000-4000-8000-000000000000']))
    const odd = fc.oneof(fc.uuid(), anyText).map(
      (text) =>
        encodeURIComponent(text.toWellFormed().slice(0, 30))
          .slice(0, 90)
          .replace(/%[0-9A-F]?$/, '') || 'x',
    )
    return fc.oneof({ weight: 4, arbitrary: real }, { weight: 1, arbitrary: odd })
  }

  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
  /** What ends a round comes last, so that the rest meets one that lives. */
  const ending = ['cancel', 'withdraw', 'archive']

  const statuses = new Map<number, number>()

  async function send(operation: Operation, { path, body, headers }: Sent): Promise<void> {
    const method = methods.find((each) => each === operation.method)
    assert.ok(method)
    const { status } = await adur(method, path, body, headers)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    assert.deepEqual(built.faults, [], `${method} ${path} ${JSON.stringify(body)}`)
    assert.ok(status < 500)
    if (status === 429) built.clock.wait(1)
  }

  test('nothing that can be sent to any operation is answered with a fault', async () => {
    const order = contract.operations.toSorted(
      (a, b) => Number(ending.includes(a.id)) - Number(ending.includes(b.id)),
    )
    await oddTexts()
    for (const operation of order) {
      for (const sent of fc.sample(requestsTo(operation), { numRuns: eachOperation, seed }))
        await send(operation, sent)
      built.clock.wait(1)
    }
    const all = [...statuses.values()].reduce((sum, count) => sum + count, 0)
    assert.ok(all > 500, `only ${all} were sent`)
    for (const met of [200, 201, 404, 409, 422, 428])
      assert.ok((statuses.get(met) ?? 0) > 5, `${met} was hardly met: ${JSON.stringify([...statuses])}`)
  })

  const answer = { reading: 'level-3', reason: 'So it is', evidence: 'Minutes', link: 'https://example.org' }
  const person = { name: 'Ben', email: 'ben@example.org' }
  /** Bodies that are right, by operation; the tests put one odd text after another in each place of them. */
  const right: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    startPartnership: { name: 'Ours', service: 'ICT' },
    startRound: { framework: 'small', ambition: 'lead', title: 'A round' },
    inviteManager: person,
    changeTerms: { ambition: 'lead', deadline: '2026-09-01T12:00:00Z' },
    askForTime: { deadline: '2026-09-01T12:00:00Z' },
    agreeTerms: { hash: 'a' },
    putAnswer: answer,
    changeOfficeAnswer: answer,
    putNote: { text: 'Only for us' },
    breakSeal: { reason: 'We miscounted' },
    checkReceipt: { receipt: 'a'.repeat(64), digests: { 'purpose.s1-1': 'b'.repeat(64) } },
    putConversation: { outcome: 'agreed', summary: 'We agree', heldOn: '2026-06-02' },
    addAction: { what: 'Ask', owner: 'Ada', ownerCouncil: ashby, dueOn: '2026-09-30', doneOn: '2026-06-02' },
    takeSecondLook: { reading: 'level-3', reason: 'We looked again' },
  }
  const oddest = ['\u0000', '\ud800', '’“🙂', '__proto__', ...nasty.slice(-4)]

  async function oddTexts(): Promise<void> {
    for (const [id, body] of Object.entries(right)) {
      const operation = contract.operations.find((each) => each.id === id)
      assert.ok(operation, id)
      const after = /conversations|receipts/.test(operation.path) ? 1 : 0
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const all = known[name] ?? []
        return all[name === 'round' ? after : 0] ?? 'x'
      })
      const headers = { 'if-match': '"0"' }
      await send(operation, { path, body, headers })
      for (const field of Object.keys(body))
        for (const odd of oddest) await send(operation, { path, body: { ...body, [field]: odd }, headers })
      built.clock.wait(1)
    }
  }
})
