import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyInstance } from '#root/cli/verify.ts'
import { testDatabase } from '#test/support/database.ts'
import { fillInstance, type FilledInstance } from '#test/support/fill-instance.ts'
import { codes } from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
let filled: FilledInstance
describe('verify', () => {
  before(async () => {
    await empty()
    filled = await fillInstance(db, owner)
  })
  after(empty)

  async function faults(): Promise<string[]> {
    const { record, seals } = await verifyInstance({ pool: owner, engine: 'embedded' })
    return [...record.faults, ...seals.faults]
  }

  test('an instance that nobody touched behind the product’s back is whole', async () => {
    const { record, seals } = await verifyInstance({ pool: owner, engine: 'embedded' })
    assert.deepEqual([...record.faults, ...seals.faults], [])
    assert.ok(record.chains >= 3 && record.entries >= 8)
    assert.deepEqual({ rounds: seals.rounds, seals: seals.seals }, { rounds: 1, seals: 2 })
  })

  test('an answer changed or deleted after the reveal is named, with its council and round', async () => {
    const round = filled.revealed
    const items = await owner.query<{ item: string }>(
      `select distinct item from round_opened where round_id = $1 order by item`,
      [round],
    )
    const [first = '', second = ''] = items.rows.map(({ item }) => item)
    await owner.query(
      `update round_opened set content = jsonb_set(content, '{reason}', '"Another reason"') where round_id = $1 and authority_code = $2 and item = $3`,
      [round, codes.ashby, first],
    )
    await owner.query(`delete from round_opened where round_id = $1 and authority_code = $2 and item = $3`, [
      round,
      codes.barnshire,
      second,
    ])
    const where = `round ${round} (Are we ready?): of`
    assert.deepEqual(await faults(), [
      `${where} ${codes.barnshire}, what stands for ${second} is not what was sealed.`,
      `${where} ${codes.ashby}, what stands for ${first} is not what was sealed.`,
    ])
  })

  test('a seal rewritten to suit changed answers is not the one in its council’s record', async () => {
    await owner.query(
      `update round_seal set root = repeat('0', 64) where round_id = $1 and authority_code = $2`,
      [filled.revealed, codes.ashby],
    )
    await owner.query(`update round_seal set digests = '{}' where round_id = $1 and authority_code = $2`, [
      filled.revealed,
      codes.ashby,
    ])
    await owner.query(`delete from round_opened where round_id = $1 and authority_code = $2`, [
      filled.revealed,
      codes.ashby,
    ])
    const found = await faults()
    assert.ok(
      found.some((fault) => fault.endsWith(`of ${codes.ashby}, the seal is not the one in its record.`)),
      found.join('\n'),
    )
    await owner.query(`delete from round_seal where round_id = $1 and authority_code = $2`, [
      filled.revealed,
      codes.ashby,
    ])
    assert.ok((await faults()).some((fault) => fault.endsWith(`the seal of ${codes.ashby} is gone.`)))
  })

  test('an entry of the record that was changed, taken out or cut off at the end is named', async () => {
    const shared = `partnership:${filled.partnership}`
    const own = `council:${codes.barnshire}`
    const before = (await faults()).length
    await owner.query(
      `update record_entry set facts = facts || '{"more": 1}' where chain = $1 and number = 1`,
      [shared],
    )
    await owner.query(`delete from record_entry where chain = $1 and number = 3`, [shared])
    await owner.query(
      `delete from record_entry where chain = $1 and number = (select max(number) from record_entry where chain = $1)`,
      [own],
    )
    // Whoever cuts an entry off may think of the length, and cannot think up the hash.
    await owner.query(`update record_chain set length = length - 1 where chain = $1`, [own])
    const found = await faults()
    assert.deepEqual(found.slice(0, found.length - before), [
      `${own}: the end is missing or changed.`,
      `${shared}: entry 1 was changed.`,
      `${shared}: entry 3 is missing.`,
      `${shared}: entry 4 does not follow the one before it.`,
    ])
  })
})
