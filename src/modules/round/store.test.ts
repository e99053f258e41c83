import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import { newId, type PartnershipId, type RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { terms } from '#test/support/make-round.ts'
import { revealBlockers } from './round.ts'
import { loadRound, type RoundDatabase } from './store.ts'

const { db, owner, empty } = await testDatabase()
const councils = [make.codes.ashby, make.codes.barnshire, make.codes.coldwell]
const deadline = '2026-06-01T11:00:00Z'

let lead: CouncilViewer
let partnership: PartnershipId

describe('store', () => {
  beforeEach(async () => {
    await empty()
    lead = await make.person(db, make.codes.ashby)
    partnership = await make.partnership(db, lead, councils)
  })

  /** How far one council has come. */
  type Standing = 'answering' | 'asked' | 'sealed' | 'consented' | 'left'
  type Case = { reveal: 'all-sealed' | 'deadline'; now: Date; standings: Standing[] }

  /** A round in just this state, put there by the owner of the database, whom no policy and no rule of ours stops. */
  async function roundWith({ reveal, standings }: Case): Promise<RoundId> {
    const id = newId<'round'>()
    await owner.query(
      `insert into round_round (partnership_id, id, client, mode, title, state, snapshot, snapshot_hash, terms, terms_hash, deadline,
       manager_sees, created_by, created_for, created_at)
     values ($1, $2, 'readiness', 'joint', 'R', 'open', '{}', 'h', $3, 't', $4, false, $5, $6, now())`,
      [partnership, id, JSON.stringify({ ...terms, reveal, deadline }), deadline, lead.person, lead.council],
    )
    for (const [index, standing] of standings.entries()) {
      const at = [partnership, id, councils[index]]
      await owner.query(
        'insert into round_party (partnership_id, round_id, authority_code, withdrawn_at) values ($1, $2, $3, $4)',
        [...at, standing === 'left' ? new Date() : null],
      )
      if (standing === 'answering' || standing === 'left') continue
      const sealedAt = standing === 'asked' ? null : new Date()
      await owner.query(
        `insert into round_seal (partnership_id, round_id, authority_code, asked_by, asked_at, sealed_at, consented_at, root, digests, packet)
       values ($1, $2, $3, $4, now(), $5, $6, 'r', '{}', '')`,
        [...at, lead.person, sealedAt, standing === 'consented' ? new Date() : null],
      )
    }
    return id
  }

  const cases = fc.record<Case>({
    reveal: fc.constantFrom('all-sealed', 'deadline'),
    now: fc.constantFrom(new Date('2026-06-01T10:00:00Z'), new Date('2026-06-01T12:00:00Z')),
    standings: fc.array(fc.constantFrom<Standing[]>('answering', 'asked', 'sealed', 'consented', 'left'), {
      minLength: 2,
      maxLength: 3,
    }),
  })

  test('the database opens a round exactly when the rule does: both say the same of every case', async () => {
    const seen = { opens: 0, stays: 0 }
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const id = await roundWith(one)
        const viewer = { ...lead, now: one.now }
        await inTransaction(db, viewer, async (trx) => {
          const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), viewer, id)
          assert.ok(round)
          const rule = revealBlockers(round, viewer, one.now).length === 0
          const found = await sql<{ may: boolean }>`select round_may_reveal(${id}) as may`.execute(trx)
          const alone = round.parties.filter(({ withdrawn }) => !withdrawn).length === 1
          // With one council left there is nobody to open with: the rule refuses, and the database need not.
          if (!alone) assert.equal(found.rows[0]?.may, rule, JSON.stringify(one))
          if (!rule) seen.stays++
          else seen.opens++
        })
      }),
      { numRuns: 150, seed: 7 },
    )
    assert.ok(seen.opens > 10 && seen.stays > 10, JSON.stringify(seen))
  })

  test('the packets of sealed answers cannot be fetched before the round may open', async () => {
    const id = await roundWith({ reveal: 'all-sealed', now: make.noon, standings: ['sealed', 'answering'] })
    const found = await inTransaction(db, lead, (trx) => sql`select * from round_packets(${id})`.execute(trx))
    assert.equal(found.rows.length, 0)
  })

  test('nobody but a party learns how many have sealed', async () => {
    const id = await roundWith({ reveal: 'all-sealed', now: make.noon, standings: ['sealed', 'answering'] })
    const stranger = await make.person(db, 'E07000061')
    const count = async (viewer: CouncilViewer) =>
      (
        await inTransaction(db, viewer, (trx) =>
          sql<{ n: number }>`select round_sealed_count(${id}) as n`.execute(trx),
        )
      ).rows[0]?.n
    assert.equal(await count(lead), 1)
    assert.equal(await count(stranger), 0)
  })
})
