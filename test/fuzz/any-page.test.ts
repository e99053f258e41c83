import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import { answerPulse, startPulse } from '#modules/monitoring/index.ts'
import {
  roundCommand,
  saveAnswer,
  saveNote,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import { createLog } from '#platform/log.ts'
import type { Office, Role, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { unpacked } from '#test/support/indistinguishable.ts'
import { sealedAims } from '#test/support/make-aims.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { openTrust, rateAll, sheet, trustStatements } from '#test/support/make-trust.ts'

/**
 * Ten thousand requests, drawn by chance from a seed: any page there is, asked for or posted to, by people of every role, with
 * what stands in forms, with nonsense, and with the ids of others. None is answered with a fault of ours, and none shows a word
 * that its asker may not read. What ends the story for everybody (opening, leaving, cancelling) is pressed in no run.
 */
const requests = 10_000
const seed = 20261122

const canary = {
  agreed: 'CANARY-AGREED-7f3a',
  note: 'CANARY-NOTE-55d0',
  office: 'CANARY-OFFICE-e21f',
  aims: 'CANARY-AIMS-3b8e',
} as const
type Canary = keyof typeof canary
type Asker = { readonly who: string; readonly cookie: string | null; readonly may: readonly Canary[] }

const { db, owner, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const { ashby, barnshire, coldwell } = make.codes
const logged: string[] = []
const routes: { method: string; url: string }[] = []

let built: TestApp
let askers: Asker[]
let fill: Readonly<Record<string, readonly string[]>>

/** Numbers from 0 to below 1, the same for the same seed (Mulberry32). */
function chanceFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const chance = chanceFrom(seed)
const pick = <Each>(all: readonly Each[]): Each => {
  const one = all[Math.floor(chance() * all.length)]
  assert.ok(one !== undefined)
  return one
}

const nasty = [
  '',
  ' ',
  '0',
  '-1',
  '999999999999999999999',
  '1e400',
  'NaN',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  "'; drop table round_round; --",
  '${7*7}',
  '\u0000',
  '\u202e🤝漢字',
  'a'.repeat(3000),
  '=1+1',
  'null',
  '[object Object]',
]

const notPressed = [
  /\/withdraw$/,
  /\/cancel$/,
  /\/reveal$/,
  /^\/sandbox/,
  /\/sign-out$/,
  /\/archive$/,
  /\/end$/,
  /\/leave\//,
  /\/replace$/,
]

describe('any page, any request', () => {
  before(async () => {
    await empty()
    const log = createLog({
      level: 'debug',
      clock: { now: () => make.noon },
      write: (line) => logged.push(line),
    })
    built = await testApp(
      { content, log },
      { onRoute: ({ method, url }) => [method].flat().forEach((one) => routes.push({ method: one, url })) },
    )
    await furnish()
  })

  /** Two councils in a readiness round, a trust round, a round of aims and a pulse; the first has written a canary wherever words go. */
  async function furnish(): Promise<void> {
    const deps = { ...built.deps, holidays: content.holidays }
    const lead = await make.person(db, ashby)
    const other = await make.person(db, barnshire)
    const cio = await make.person(db, ashby, { role: 'contributor', office: 'cio' })
    const where = await make.partnership(db, lead, [ashby, barnshire])
    const [framework] = content.frameworks
    assert.ok(framework)
    const started = await startReadiness(
      deps,
      lead,
      framework,
      newRound(where, { title: 'Readiness round 1', staff: true, managerSees: true }),
    )
    assert.ok('done' in started)
    const round = started.done.id
    await roundCommand(deps, lead, round, offerTerms)
    await roundCommand(deps, other, round, approveTerms)
    for (const { id: item } of framework.areas[0]?.statements ?? []) {
      const fields = { reading: 'level-4', reason: canary.agreed, importance: '2' } as const
      await saveAnswer(deps, lead, { round, item, part: 'agreed', seen: 0, fields })
      await saveNote(deps, lead, { round, item, text: canary.note })
      const own = { reading: 'level-1', reason: canary.office } as const
      await saveAnswer(deps, cio, { round, item, part: 'office', seen: 0, fields: own })
    }
    assert.ok('done' in (await sealReadiness(deps, lead, round)))
    const trust = await openTrust(deps, where, [
      [lead, 'pair'],
      [other, 'pair'],
    ])
    await rateAll(deps, cio, trust, [ashby, barnshire], () => sheet(1))
    const exercise = await sealedAims(built.deps, where, [lead, other], canary.aims)
    await startPulse(deps, lead, where, content.pulse)
    await answerPulse(deps, cio, where, { levels: {}, hours: 99 })
    const stranger = '00000000-0000-4000-8000-000000000000'
    fill = {
      partnership: [where, where, where, stranger, 'x'],
      round: [round, round, trust, trust, exercise, exercise, stranger, 'x'],
      item: ['purpose.s1-1', 'purpose.s1-2', 'return', 'challenges', 'points', 'nothing'],
      kind: ['ladder', 'aims', 'board', 'x'],
      step: ['aims', 'terms', 'leaving', 'x'],
      council: [ashby, barnshire, coldwell, `${ashby}+${barnshire}`, 'x'],
      code: [ashby, 'x'],
      part: ['agreed', 'office', 'x'],
      term: ['ambition', 'staff', 'x'],
      format: ['csv', 'json', 'csv', 'odt', 'x'],
      person: [lead.person, stranger],
      slug: ['adur', 'x'],
    }
    askers = await everybody(lead, cio, other, where)
  }

  async function everybody(
    lead: Viewer,
    cio: Viewer,
    other: Viewer,
    where: Viewer['managing'],
  ): Promise<Asker[]> {
    const asker = async (who: string, viewer: Viewer, ...may: Canary[]): Promise<Asker> => ({
      who,
      cookie: await built.signInAs(viewer),
      may,
    })
    const member = (council: string, role: Role, office: Office | null = null) =>
      make.person(db, council, { role, office })
    const manager = await member(coldwell, 'reader')
    await owner.query(
      'insert into partnership_manager (partnership_id, person_id, given_at, given_by) values ($1, $2, $3, $4)',
      [where, manager.person, make.noon, lead.person],
    )
    await owner.query('delete from people_mandate where person_id = $1', [manager.person])
    const runs = await member(coldwell, 'reader')
    await owner.query('update people_person set is_operator = true where id = $1', [runs.person])
    await owner.query('delete from people_mandate where person_id = $1', [runs.person])
    return [
      await asker('the lead', lead, 'agreed', 'note', 'office', 'aims'),
      await asker('an approver', await member(ashby, 'approver'), 'agreed', 'aims'),
      await asker('a reader', await member(ashby, 'reader'), 'agreed', 'aims'),
      await asker('the CIO', cio, 'office'),
      await asker('staff', await member(ashby, 'contributor', 'staff')),
      await asker('the other lead', other),
      await asker('the other deputy', await member(barnshire, 'deputy')),
      await asker('the other CIO', await member(barnshire, 'contributor', 'cio')),
      await asker('the other reader', await member(barnshire, 'reader')),
      await asker('a stranger', await member(coldwell, 'lead')),
      await asker('the manager', { ...manager, council: null, role: null, managing: where }),
      await asker('the operator', { ...runs, council: null, role: null, operator: true }),
      { who: 'a visitor', cookie: null, may: [] },
    ]
  }

  function addressOf(url: string): string {
    return url.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) =>
      encodeURIComponent(pick(fill[name] ?? ['x'])),
    )
  }

  const names = [
    ...trustStatements,
    ...content.pulse.questions.map(({ id }) => id),
    'hours',
    'choice',
    'version',
    'reading',
    'reason',
    'importance',
    'value',
    'value-day',
    'value-month',
    'value-year',
    'note',
    'framework',
    'ambition',
    'asked',
    'previous',
    'quota',
    'kind',
    'conflict',
    'tries',
    'services',
    'own',
    'saving',
    'payback',
    'other',
    'points-save-money',
    'hash',
    'what',
    'source',
    'on-day',
    'on-month',
    'on-year',
    'event',
    `votes-${ashby}`,
    `votes-${barnshire}`,
    `pays-${ashby}`,
    'name',
    'email',
  ]
  const values = [
    '1',
    '2',
    '3',
    '5',
    'none',
    'pair',
    'matrix',
    'figure',
    'yes',
    'no',
    'level-3',
    'lead',
    'small',
    '1',
    '0',
    ...nasty,
  ]

  function formOf(): string {
    const fields = new URLSearchParams()
    // Often a whole sheet of ratings, so that something is saved.
    if (chance() < 0.3) for (const id of trustStatements) fields.append(id, pick(['1', '3', '5', 'none']))
    for (let i = Math.floor(chance() * 6); i > 0; i--) fields.append(pick(names), pick(values))
    return chance() < 0.05 ? pick(nasty) : fields.toString()
  }

  test('ten thousand requests across roles find no leak and no fault', async () => {
    const pages = routes.filter(
      ({ method, url }) => (method === 'GET' || method === 'POST') && !url.includes('*'),
    )
    const gets = pages.filter(({ method }) => method === 'GET')
    const posts = pages.filter(
      ({ method, url }) => method === 'POST' && !notPressed.some((pattern) => pattern.test(url)),
    )
    assert.ok(gets.length > 60 && posts.length > 30, 'the routes were not found')
    const statuses = new Map<number, number>()
    const found = new Set<string>()
    for (let i = 0; i < requests; i++) {
      const asker = pick(askers)
      const isPost = chance() < 0.4
      const url =
        addressOf(pick(isPost ? posts : gets).url) +
        (chance() < 0.1 ? `?${new URLSearchParams([[pick(names), pick(values)]])}` : '')
      const response = await built.app.inject({
        method: isPost ? 'POST' : 'GET',
        url,
        headers: {
          host: 'localhost',
          accept: chance() < 0.2 ? 'application/json' : 'text/html',
          ...(asker.cookie ? { cookie: asker.cookie } : {}),
          ...(isPost
            ? { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }
            : {}),
        },
        ...(isPost ? { payload: formOf() } : {}),
      })
      const asked = `request ${i} (seed ${seed}): ${isPost ? 'POST' : 'GET'} ${url} by ${asker.who}`
      assert.ok(
        response.statusCode < 500,
        `${asked} was answered with ${response.statusCode}: ${String(built.faults.at(-1))}`,
      )
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
      const isPackage = /\bzip|officedocument|opendocument/.test(String(response.headers['content-type']))
      const all = `${JSON.stringify(response.headers)}\n${isPackage ? await unpacked(response.rawPayload) : response.body}`
      for (const [name, word] of Object.entries(canary)) {
        if (!all.includes(word)) continue
        assert.ok(
          asker.may.some((allowed) => allowed === name),
          `${asked} shows ${name}`,
        )
        found.add(name)
      }
    }
    assert.deepEqual(built.faults, [])
    assert.deepEqual(
      [...found].sort(),
      ['agreed', 'aims', 'note', 'office'],
      'not even those who may find every canary do: the fuzz proves nothing',
    )
    for (const met of [200, 303, 404, 409, 422])
      assert.ok((statuses.get(met) ?? 0) > 50, `${met} was hardly met: ${JSON.stringify([...statuses])}`)
    for (const word of Object.values(canary))
      assert.ok(!logged.some((line) => line.includes(word)), `the log holds ${word}`)
  })
})
