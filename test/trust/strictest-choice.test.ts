import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { visibilities, type Visibility } from '#modules/round/index.ts'
import { chooseTrustVisibility, openedFor, showSelf, trustFor, type TrustDeps } from '#modules/trust/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import {
  finishTrust,
  openTrust,
  rateAll,
  sheet,
  trustDeps,
  trustStatements,
} from '#test/support/make-trust.ts'

const { db, owner, empty } = await testDatabase()
const real = testContent().authorities
const six = real.slice(0, 6).map(({ code }) => code)

let deps: TrustDeps
let leads: CouncilViewer[]
let where: PartnershipId

/** What each says of each, so that every direction is told from every other: 1 to 5, never the same back. */
const says = (giver: string, about: string) =>
  sheet(giver === about ? 5 : ((1 + ((six.indexOf(giver) * 2 + six.indexOf(about)) % 4)) as 1 | 2 | 3 | 4))

async function councils(count: number): Promise<void> {
  await empty()
  deps = await trustDeps()
  leads = []
  for (const code of six.slice(0, count)) leads.push(await make.person(db, code))
  const [first] = leads
  assert.ok(first)
  where = await make.partnership(db, first, six.slice(0, count))
}

const chosen = (...choices: Visibility[]) =>
  leads.map((lead, i) => [lead, choices[i] ?? choices.at(-1) ?? 'matrix'] as const)

/** Which ratings of one council by another this viewer gets, by any means: `giver>about`, self left out. */
async function seenBy(viewer: Viewer, round: RoundId): Promise<string[]> {
  const opened = await openedFor(deps, viewer, round)
  const rows = await inTransaction(db, viewer, (trx) =>
    sql<{
      giver: string
      about: string
    }>`select authority_code as giver, item as about from round_opened`.execute(trx),
  )
  const pairs = rows.rows
    .filter(({ giver, about }) => giver !== about)
    .map(({ giver, about }) => `${giver}>${about}`)
  const shown = opened.ratings
    .filter(({ giver, about }) => giver !== about)
    .map(({ giver, about }) => `${giver}>${about}`)
  assert.deepEqual([...shown].sort(), [...pairs].sort(), 'the page and the database show the same')
  return shown.sort()
}

describe('the most private choice binds all', () => {
  for (const count of [3, 6]) {
    describe(`${count} councils`, () => {
      beforeEach(() => councils(count))

      test('one that chooses one figure is enough: nobody is shown what anybody said, not even by SQL', async () => {
        const choices: Visibility[] = Array.from({ length: count }, (_, i) =>
          i === count - 1 ? 'figure' : i === 1 ? 'pair' : 'matrix',
        )
        const round = await openTrust(deps, where, chosen(...choices))
        await finishTrust(deps, leads, round, says)
        for (const lead of leads) {
          assert.deepEqual(await seenBy(lead, round), [])
          const { figures, binding } = await openedFor(deps, lead, round)
          assert.equal(binding, 'figure')
          assert.equal(
            Object.values(figures).filter((figure) => figure !== null).length,
            trustStatements.length,
          )
          const left = await inTransaction(db, lead, async (trx) => ({
            packets: (await sql`select * from round_packets(${round})`.execute(trx)).rows.length,
            alone: (await sql`select * from round_alone(${round})`.execute(trx)).rows.length,
            seals: (await trx.selectFrom('round_seal').select('authority_code').execute()).map(
              (row) => row.authority_code,
            ),
            opened: (await trx.selectFrom('round_opened').selectAll().execute()).length,
          }))
          assert.deepEqual(left, { packets: 0, alone: 0, seals: [lead.council], opened: 0 })
        }
        assert.equal(
          (await owner.query('select 1 from round_opened')).rows.length,
          0,
          'there is no such row for anybody',
        )
      })

      test('one that chooses pairs is enough: each sees what was said of it and what it said, and no more', async () => {
        const round = await openTrust(
          deps,
          where,
          chosen(...leads.map((_, i): Visibility => (i === 1 ? 'pair' : 'matrix'))),
        )
        await finishTrust(deps, leads, round, says)
        for (const lead of leads) {
          const expected = six
            .slice(0, count)
            .flatMap((other) =>
              other === lead.council ? [] : [`${lead.council}>${other}`, `${other}>${lead.council}`],
            )
          assert.deepEqual(await seenBy(lead, round), expected.sort())
        }
      })

      test('only when all choose everything is everything shown; what a council says of itself never is', async () => {
        const round = await openTrust(deps, where, chosen('matrix'))
        await finishTrust(deps, leads, round, says)
        for (const lead of leads) {
          assert.equal((await seenBy(lead, round)).length, count * (count - 1))
          const { ratings } = await openedFor(deps, lead, round)
          assert.deepEqual(
            ratings.filter(({ giver, about }) => giver === about).map(({ giver }) => giver),
            [lead.council],
          )
        }
      })
    })
  }

  describe('what was chosen', () => {
    beforeEach(() => councils(3))

    test('can become more private while the round is open, and cannot be loosened: not by the page, not by SQL', async () => {
      const round = await openTrust(deps, where, chosen('pair'))
      const [first] = leads
      assert.ok(first)
      const loosened = await chooseTrustVisibility(deps, first, round, 'matrix')
      assert.ok('refused' in loosened && loosened.refused[0]?.type === 'visibility-loosened')
      const set = (choice: Visibility) =>
        inTransaction(db, first, (trx) =>
          trx.updateTable('round_visibility').set({ choice }).where('round_id', '=', round).execute(),
        )
      await assert.rejects(set('matrix'), /cannot be loosened/)
      assert.ok('done' in (await chooseTrustVisibility(deps, first, round, 'figure')))
      assert.equal((await trustFor(deps, first, round)).binding, 'figure')
      await assert.rejects(set('pair'), /cannot be loosened/)
      await finishTrust(deps, leads, round, says)
      await assert.rejects(set('figure'), /stands/)
      await assert.rejects(
        owner.query(`update round_visibility set choice = 'matrix'`),
        /stands/,
        'not even by the owner',
      )
    })

    test('cannot be got round by changing the terms, or by taking the round back', async () => {
      const round = await openTrust(deps, where, chosen('figure'))
      const [first] = leads
      assert.ok(first)
      const update = (change: ReturnType<typeof sql>) =>
        inTransaction(db, first, (trx) => change.execute(trx))
      await assert.rejects(
        update(sql`update round_round set terms = terms - 'visibility' where id = ${round}`),
        /stands/,
      )
      await assert.rejects(
        update(sql`update round_round set state = 'offered' where id = ${round}`),
        /does not go back/,
      )
      await assert.rejects(
        update(
          sql`insert into round_visibility select partnership_id, round_id, 'E07000001', 'matrix' from round_visibility limit 1`,
        ),
        /row-level security/,
      )
    })

    test('binds on when its council leaves, because the others answered under it', async () => {
      const { withdraw } = await import('#modules/round/index.ts')
      const { trustCommand } = await import('#modules/trust/index.ts')
      const round = await openTrust(deps, where, chosen('pair', 'matrix', 'matrix'))
      const [first, second] = leads
      assert.ok(first && second)
      assert.ok('done' in (await trustCommand(deps, first, round, withdraw)))
      assert.equal((await trustFor(deps, second, round)).binding, 'pair')
    })

    test('is known to its own council alone, by page and by SQL, in every state', async () => {
      const round = await openTrust(deps, where, chosen(...visibilities))
      for (const lead of leads) {
        const rows = await inTransaction(db, lead, (trx) =>
          trx.selectFrom('round_visibility').selectAll().execute(),
        )
        assert.deepEqual(
          rows.map((row) => row.authority_code),
          [lead.council],
        )
        assert.equal((await trustFor(deps, lead, round)).binding, 'figure')
      }
    })

    test('is asked of every council: with one missing nothing less than the most private binds', async () => {
      const round = await openTrust(deps, where, chosen('matrix'))
      await owner.query(`alter table round_visibility disable trigger round_visibility_holds`)
      await owner.query('delete from round_visibility where authority_code = $1', [six[2]])
      await owner.query(`alter table round_visibility enable trigger round_visibility_holds`)
      const [first] = leads
      assert.ok(first)
      assert.equal((await trustFor(deps, first, round)).binding, 'figure')
    })
  })

  describe('between two councils', () => {
    beforeEach(() => councils(2))

    test('there is one way, and one figure is refused: it would say what the other said', async () => {
      const [first] = leads
      assert.ok(first)
      const { startTrust } = await import('#modules/trust/index.ts')
      const started = await startTrust(deps, first, testContent().trust, {
        partnership: where,
        title: 'Trust round 1',
        parties: six.slice(0, 2),
        previous: null,
      })
      assert.ok('done' in started)
      const refused = await chooseTrustVisibility(deps, first, started.done.id, 'figure')
      assert.ok('refused' in refused && refused.refused[0]?.type === 'visibility-too-few')
    })
  })

  describe('a colleague’s ratings', () => {
    beforeEach(() => councils(3))

    test('are theirs alone: their own lead cannot read them, nor anybody by SQL', async () => {
      const round = await openTrust(deps, where, chosen('matrix'))
      const [lead] = leads
      assert.ok(lead)
      const cio = await make.person(db, lead.council, { role: 'contributor', office: 'cio' })
      await rateAll(deps, cio, round, six.slice(0, 3), () => sheet(1))
      for (const viewer of leads) {
        const seen = await inTransaction(db, viewer, (trx) =>
          trx.selectFrom('round_envelope').selectAll().execute(),
        )
        assert.deepEqual(seen, [], `to ${viewer.council}`)
      }
    })

    test('staff do not rate', async () => {
      const { saveSheet } = await import('#modules/trust/index.ts')
      const round = await openTrust(deps, where, chosen('matrix'))
      const staff = await make.person(db, six[0] ?? '', { role: 'contributor', office: 'staff' })
      const outcome = await saveSheet(deps, staff, { round, about: six[1] ?? '', sheet: sheet(3), seen: 0 })
      assert.ok('refused' in outcome && outcome.refused[0]?.type === 'role')
    })
  })

  describe('a council that sees itself above how the others see it', () => {
    beforeEach(() => councils(3))

    test('alone is told; it may show all after five working days, by its own act, and nobody else can', async () => {
      const round = await openTrust(deps, where, chosen('matrix'))
      await finishTrust(deps, leads, round, (giver, about) => sheet(giver === about ? 5 : 2))
      const [first, second] = leads
      assert.ok(first && second)
      const after = (days: number) => ({ ...first, now: new Date(make.noon.getTime() + days * 86_400_000) })
      // Opened on Monday 1 June 2026: five working days are 2 to 8 June, so it may be shown from 9 June.
      const early = await showSelf(deps, after(7), round)
      assert.deepEqual('refused' in early && early.refused, [{ type: 'self-too-early', from: '2026-06-09' }])
      const shownTo = async () => (await openedFor(deps, second, round)).shown.length
      assert.equal(await shownTo(), 0)
      assert.equal(
        (await openedFor(deps, { ...second, now: after(400).now }, round)).shown.length,
        0,
        'time alone shows nothing',
      )
      assert.deepEqual(await showSelf(deps, after(8), round), { shown: trustStatements.length })
      assert.equal(await shownTo(), trustStatements.length)
      const again = await showSelf(deps, after(9), round)
      assert.ok('refused' in again && again.refused[0]?.type === 'self-shown-already')
      const forged = inTransaction(db, second, (trx) =>
        sql`insert into trust_shown_self select partnership_id, round_id, ${first.council}, 'can-decide', 50, 10, ${second.person}, now() from trust_shown_self limit 1`.execute(
          trx,
        ),
      )
      await assert.rejects(forged, /row-level security|duplicate/)
    })
  })
})
