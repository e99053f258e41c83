import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import {
  closeStaff,
  revealReadiness,
  roundCommand,
  saveAnswer,
  saveNote,
  saveStaffAnswer,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import { inTransaction } from '#platform/database.ts'
import { newId, type PartnershipId, type RoundId } from '#platform/id.ts'
import type { Asker as Asking, CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { askerWords, seersWords, visibility, type Asker } from './visibility.ts'

/**
 * The page that says who can see what is held to what the database answers. Ashby writes one of everything; each of the people
 * on the page then asks the tables themselves, without the care that the queries take, before the reveal and after.
 */
const { db, owner, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const { ashby, barnshire } = make.codes

let people: Record<Asker, Asking>
let where: PartnershipId
const seen: Record<'before' | 'after', Map<string, Asker[]>> = { before: new Map(), after: new Map() }

async function makePeople(): Promise<void> {
  const lead = await make.person(db, ashby, { role: 'lead' })
  where = await make.partnership(db, lead, [ashby, barnshire])
  const manager = await make.person(db, make.codes.coldwell)
  const outsider = await make.person(db, make.codes.coldwell)
  await owner.query(
    'insert into partnership_manager (partnership_id, person_id, given_at, given_by) values ($1, $2, $3, $4)',
    [where, manager.person, make.noon, lead.person],
  )
  const nobody = { council: null, role: null, office: null }
  people = {
    lead,
    approver: await make.person(db, ashby, { role: 'approver' }),
    reader: await make.person(db, ashby, { role: 'reader' }),
    contributor: await make.person(db, ashby, { role: 'contributor', office: 'section-151' }),
    author: await make.person(db, ashby, { role: 'contributor', office: 'chief-executive' }),
    partner: await make.person(db, barnshire, { role: 'lead' }),
    manager: { ...manager, ...nobody, managing: where },
    operator: { ...outsider, ...nobody, person: newId(), operator: true },
    outsider,
  }
}

async function openRound(
  lead: CouncilViewer,
  partner: CouncilViewer,
  managerSees: boolean,
): Promise<RoundId> {
  const started = await startReadiness(deps, lead, make.framework(), {
    partnership: where,
    mode: 'joint',
    title: 'Are we ready?',
    parties: [ashby, barnshire],
    ambition: 'lead',
    phase: null,
    staff: true,
    reveal: 'all-sealed',
    deadline: null,
    showNames: false,
    secondApprover: false,
    managerSees,
    keepYears: 3,
    previous: null,
  })
  assert.ok('done' in started)
  await roundCommand(deps, lead, started.done.id, offerTerms)
  await roundCommand(deps, partner, started.done.id, approveTerms)
  return started.done.id
}

async function writeAll(by: CouncilViewer, round: RoundId, part: 'agreed' | 'office'): Promise<void> {
  for (const item of ['purpose.s1-1', 'purpose.s1-2', 'purpose.s1-3']) {
    const fields = { reading: 'level-3', reason: 'We say so', importance: '2' } as const
    const saved = await saveAnswer(deps, by, { round, item, part, seen: 0, fields })
    assert.ok('saved' in saved, JSON.stringify(saved))
  }
}

type Rows = { readonly rows: readonly unknown[] }

/** What each thing on the page is in the tables, and whether whoever asks is given a row of it. */
function questions(round: RoundId): Readonly<Record<string, ReturnType<typeof sql>[]>> {
  const envelope = (part: string) =>
    sql`select 1 from round_envelope where round_id = ${round} and authority_code = ${ashby} and part = ${part}`
  return {
    agreed: [
      envelope('agreed'),
      sql`select 1 from round_opened where round_id = ${round} and authority_code = ${ashby}`,
    ],
    office: [envelope('office')],
    note: [envelope('note')],
    'staff-answer': [sql`select 1 from readiness_staff_answer where round_id = ${round}`],
    'staff-count': [
      sql`select 1 from readiness_staff_count where round_id = ${round} and authority_code = ${ashby}`,
    ],
    'sealed-count': [sql`select 1 where round_sealed_count(${round}) > 0`],
    board: [
      sql`select 1 from round_opened where round_id = ${round}`,
      sql`select 1 from readiness_conversation where round_id = ${round}`,
    ],
  }
}

async function sees(asker: Asking, queries: ReturnType<typeof sql>[]): Promise<boolean> {
  return inTransaction(db, asker, async (trx) => {
    const found: Rows[] = []
    for (const query of queries) found.push(await query.execute(trx))
    return found.some(({ rows }) => rows.length > 0)
  })
}

async function askAll(round: RoundId, when: 'before' | 'after', staffOnly: boolean): Promise<void> {
  for (const [thing, queries] of Object.entries(questions(round))) {
    if ((thing === 'staff-answer') !== staffOnly && when === 'before') continue
    const who: Asker[] = []
    for (const [name, asker] of Object.entries(people))
      if (await sees(asker, queries)) who.push(name as Asker)
    seen[when].set(thing, who)
  }
}

function asViewer(name: Asker): CouncilViewer {
  const asker = people[name]
  assert.ok(asker.kind === 'viewer' && asker.council !== null && asker.role !== null)
  return asker as CouncilViewer & Viewer
}

describe('visibility', () => {
  before(async () => {
    await empty()
    await makePeople()
    const [lead, partner, author] = [asViewer('lead'), asViewer('partner'), asViewer('author')]
    const round = await openRound(lead, partner, false)
    await writeAll(lead, round, 'agreed')
    await writeAll(author, round, 'office')
    await saveNote(deps, lead, { round, item: 'purpose.s1-1', text: 'Between ourselves' })
    await saveStaffAnswer(deps, author, { round, item: 'purpose.s1-1', level: 3 })
    await askAll(round, 'before', true)
    await closeStaff(deps, lead, round)
    assert.ok('done' in (await sealReadiness(deps, lead, round)))
    await askAll(round, 'before', false)
    await writeAll(partner, round, 'agreed')
    await sealReadiness(deps, partner, round)
    assert.ok('done' in (await revealReadiness(deps, lead, round)))
    await askAll(round, 'after', false)
  })

  /** A staff answer is found by a digest of its writer that only the program can make: asked bare, nobody has one. */
  const needsDigest = 'staff-answer'

  for (const { id, thing, before: early, after: late } of visibility) {
    test(`who the page says can see “${thing}” is who the database lets see it`, () => {
      const order = Object.keys(askerWords)
      const inOrder = (who: readonly string[] | undefined) => order.filter((name) => who?.includes(name))
      assert.deepEqual(inOrder(seen.before.get(id)), inOrder(id === needsDigest ? [] : early.who), 'before')
      assert.deepEqual(inOrder(seen.after.get(id)), inOrder(late.who), 'after')
    })
  }

  test('where the terms say so the partnership manager sees what was opened, and nothing more', async () => {
    const [lead, partner] = [asViewer('lead'), asViewer('partner')]
    const round = await openRound(lead, partner, true)
    await writeAll(lead, round, 'agreed')
    await writeAll(partner, round, 'agreed')
    await saveNote(deps, lead, { round, item: 'purpose.s1-1', text: 'Between ourselves' })
    await sealReadiness(deps, lead, round)
    await sealReadiness(deps, partner, round)
    const agreed = questions(round)['agreed'] ?? []
    assert.equal(await sees(people.manager, agreed), false)
    await revealReadiness(deps, lead, round)
    for (const { id, after: late } of visibility) {
      const expected = [...late.who, ...(late.ifTerms ?? [])].includes('manager')
      assert.equal(await sees(people.manager, questions(round)[id] ?? []), expected, id)
    }
  })

  test('who can see a thing is told in one sentence, and nobody is told as such', () => {
    assert.equal(seersWords({ who: [] }), 'Nobody.')
    assert.equal(seersWords({ who: ['author', 'lead'] }), 'Whoever wrote it and your lead and deputies.')
    assert.equal(
      seersWords({ who: ['lead', 'approver', 'reader', 'contributor', 'author'], ifTerms: ['manager'] }),
      'All who act for your council. If your terms say so, the partnership manager too.',
    )
  })
})
