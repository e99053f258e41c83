import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import {
  revealReadiness,
  roundCommand,
  saveAnswer,
  saveNote,
  saveStaffAnswer,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import type { Scope } from '#platform/api-asker.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'
import { program, tokenOf, type Program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { contractOf, type Operation } from '#test/support/contract.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { sealedAims } from '#test/support/make-aims.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { openTrust } from '#test/support/make-trust.ts'

/**
 * No token shows another council's answers before they open. One council writes canaries into everything that can be written;
 * then tokens of each kind, of persons of each role, ask every operation there is, and send nonsense to those that write.
 */
const { db, owner, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const { ashby, barnshire, coldwell } = make.codes
const items = ['purpose.s1-1', 'purpose.s1-2', 'purpose.s1-3']

const canary = {
  agreed: 'CANARY-AGREED-7f3a',
  evidence: 'CANARY-EVIDENCE-91bc',
  note: 'CANARY-NOTE-55d0',
  cio: 'CANARY-CIO-e21f',
  key: 'Q0FOQVJZLUtFWQ',
  aims: 'CANARY-AIMS-3b8e',
} as const
type Canary = keyof typeof canary

type Asker = {
  readonly who: string
  readonly asks: Program
  readonly may: readonly Canary[]
  readonly mayAfter: readonly Canary[]
}

let built: TestApp
let operations: readonly Operation[]
let askers: Asker[]
let round: RoundId
let where: PartnershipId
let aims: RoundId
let trust: RoundId
let lead: CouncilViewer
let otherLead: CouncilViewer

describe('blindness', () => {
  before(async () => {
    await empty()
    built = await testApp({ content })
    operations = (await contractOf(built.app)).operations
    lead = await make.person(db, ashby)
    otherLead = await make.person(db, barnshire)
    where = await make.partnership(db, lead, [ashby, barnshire])
    round = await openRound()
    await furnish()
    aims = await sealedAims(deps, where, [lead, otherLead], canary.aims)
    trust = await openTrust({ ...deps, holidays: content.holidays }, where, [
      [lead, 'pair'],
      [otherLead, 'pair'],
    ])
    askers = await everybody()
  })

  async function openRound(): Promise<RoundId> {
    const started = await startReadiness(
      deps,
      lead,
      make.framework(),
      newRound(where, { title: 'Readiness round 1', staff: true, managerSees: true }),
    )
    assert.ok('done' in started)
    await roundCommand(deps, lead, started.done.id, offerTerms)
    await roundCommand(deps, otherLead, started.done.id, approveTerms)
    return started.done.id
  }

  let cio: CouncilViewer

  /** The first council writes a canary wherever it can, and seals. */
  async function furnish(): Promise<void> {
    cio = await make.person(db, ashby, { role: 'contributor', office: 'cio' })
    const staff = await make.person(db, ashby, { role: 'contributor', office: 'staff' })
    const file = {
      id: crypto.randomUUID(),
      name: 'minutes.pdf',
      type: 'application/pdf',
      size: 9,
      key: canary.key,
    }
    for (const item of items) {
      const fields = {
        reading: 'level-4',
        reason: canary.agreed,
        evidence: canary.evidence,
        importance: '2',
        file,
      } as const
      await saveAnswer(deps, lead, { round, item, part: 'agreed', seen: 0, fields })
      await saveNote(deps, lead, { round, item, text: canary.note })
      const said = { reading: 'level-1', reason: canary.cio } as const
      await saveAnswer(deps, cio, { round, item, part: 'office', seen: 0, fields: said })
      await saveStaffAnswer(deps, staff, { round, item, level: 3 })
    }
    assert.ok('done' in (await sealReadiness(deps, lead, round)))
  }

  /** A token of somebody who led when they made it, and has another role now. */
  async function holder(
    council: string,
    role: Role,
    scope: Scope,
    known?: CouncilViewer,
    office: Office | null = null,
  ): Promise<Program> {
    const person = known ?? (await make.person(db, council, { role: 'lead', office }))
    const token = await tokenOf(built.deps, { ...person, role: 'lead' }, scope)
    await owner.query('update people_mandate set role = $2 where person_id = $1', [person.person, role])
    return program(built.app, token)
  }

  async function everybody(): Promise<Asker[]> {
    const opened: Canary[] = ['agreed', 'evidence']
    const own: Canary[] = [...opened, 'aims']
    const all: Canary[] = [...own, 'note', 'cio']
    // The published seals hold what was sealed, whole, once it is open: with it anybody can check them.
    const after = (may: readonly Canary[]): Canary[] => [...new Set([...may, ...opened, 'key' as const])]
    const asker = async (who: string, asks: Promise<Program>, may: Canary[], takesPart = true) => ({
      who,
      asks: await asks,
      may,
      mayAfter: takesPart ? after(may) : [],
    })
    return [
      await asker('the lead, with all powers', holder(ashby, 'lead', 'lead'), all),
      await asker('a deputy who may write answers', holder(ashby, 'deputy', 'answer'), all),
      await asker('a lead who may read', holder(ashby, 'lead', 'read'), own),
      await asker('an approver', holder(ashby, 'approver', 'lead'), own),
      await asker('a reader', holder(ashby, 'reader', 'lead'), own),
      await asker('the CIO', holder(ashby, 'contributor', 'lead', cio), ['cio']),
      await asker('another contributor', holder(ashby, 'contributor', 'lead', undefined, 'section-151'), []),
      await asker('the other lead, with all powers', holder(barnshire, 'lead', 'lead', otherLead), []),
      await asker('the other lead, who may read', holder(barnshire, 'lead', 'read'), []),
      await asker('the other deputy', holder(barnshire, 'deputy', 'answer'), []),
      await asker('the other reader', holder(barnshire, 'reader', 'lead'), []),
      await asker('the other approver', holder(barnshire, 'approver', 'lead'), []),
      await asker('the other CIO', holder(barnshire, 'contributor', 'lead', undefined, 'cio'), []),
      await asker('the lead of a council outside', holder(coldwell, 'lead', 'lead'), [], false),
      { who: 'a visitor', asks: program(built.app, null), may: [], mayAfter: [] },
    ]
  }

  function addressOf({ path }: Operation): string {
    const fill: Readonly<Record<string, string>> = {
      '{partnership}': where,
      '{round}': path.includes('/exercises/') ? aims : path.includes('/trust-rounds/') ? trust : round,
      '{item}': path.includes('/exercises/') ? 'return' : 'purpose.s1-1',
      '{council}': ashby,
      '{framework}': 'small',
      '{person}': lead.person,
    }
    return path.replaceAll(/\{\w+\}/g, (gap) => fill[gap] ?? crypto.randomUUID())
  }

  type Seen = { readonly asked: string; readonly all: string }

  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
  /** What would end the story for everybody. */
  const notSent = /^(?:withdraw|cancel|reveal|archive|break|open)/

  async function everythingToldTo({ asks }: Asker, reads: boolean): Promise<Seen[]> {
    const seen: Seen[] = []
    for (const operation of operations) {
      const method = methods.find((each) => each === operation.method)
      assert.ok(method)
      if ((method === 'GET') !== reads || notSent.test(operation.id)) continue
      const path = addressOf(operation)
      const body = reads || method === 'DELETE' ? undefined : {}
      for (const headers of reads ? [{}] : [{}, { 'if-match': '"9"', 'idempotency-key': 'same' }]) {
        const told = await asks(method, path, body, headers)
        seen.push({
          asked: `${method} ${path} (${told.status})`,
          all: `${JSON.stringify(told.headers)}\n${told.text}`,
        })
      }
    }
    built.clock.wait(1)
    return seen
  }

  function leaks(seen: readonly Seen[], may: readonly Canary[]): string[] {
    const secret = Object.entries(canary).filter(([name]) => !may.some((allowed) => allowed === name))
    return seen.flatMap(({ asked, all }) =>
      secret.filter(([, word]) => all.includes(word)).map(([name]) => `${asked} shows ${name}`),
    )
  }

  test('before the answers open no token shows what is not its own', async () => {
    for (const asker of askers) {
      const seen = await everythingToldTo(asker, true)
      assert.ok(seen.length > 25, `${asker.who} was told next to nothing: the crawl is broken`)
      assert.deepEqual(leaks(seen, asker.may), [], `to ${asker.who}`)
      for (const name of asker.may)
        assert.ok(
          seen.some(({ all }) => all.includes(canary[name])),
          `${asker.who} should find ${name}: the crawl is too short to prove anything`,
        )
    }
  })

  test('nor does any operation that writes, sent nonsense', async () => {
    for (const asker of askers.filter(({ may }) => may.length === 0)) {
      const seen = await everythingToldTo(asker, false)
      assert.deepEqual(leaks(seen, asker.may), [], `to ${asker.who}`)
    }
    assert.deepEqual(built.faults, [])
  })

  test('once the answers are open both councils read them, and still no note and no office of the other', async () => {
    for (const item of items) {
      const fields = { reading: 'level-2', reason: 'Ours', importance: '2' } as const
      const first = await saveAnswer(deps, otherLead, { round, item, part: 'agreed', seen: 0, fields })
      if ('conflict' in first)
        await saveAnswer(deps, otherLead, { round, item, part: 'agreed', seen: first.version, fields })
    }
    assert.ok('done' in (await sealReadiness(deps, otherLead, round)))
    assert.ok('done' in (await revealReadiness(deps, otherLead, round)))
    for (const asker of askers) {
      const seen = await everythingToldTo(asker, true)
      assert.deepEqual(leaks(seen, asker.mayAfter), [], `to ${asker.who}`)
      for (const name of asker.mayAfter)
        assert.ok(
          seen.some(({ all }) => all.includes(canary[name])),
          `${asker.who} should now find ${name}`,
        )
    }
  })
})
