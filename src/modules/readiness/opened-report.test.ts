import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { saveAnswer } from './answer-commands.ts'
import { revealReadiness, roundCommand, sealReadiness, startReadiness } from './commands.ts'
import { gapBoardFor } from './queries.ts'

const { db, owner, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const small = make.framework()

describe('a gap report that was drawn up before', () => {
  let ashby: CouncilViewer
  let barnshire: CouncilViewer
  let coldwell: CouncilViewer
  let round: RoundId

  beforeEach(async () => {
    await empty()
    ashby = await make.person(db, make.codes.ashby)
    barnshire = await make.person(db, make.codes.barnshire)
    coldwell = await make.person(db, make.codes.coldwell)
    round = await revealed(ashby, barnshire, coldwell)
  })

  const councilsSeenBy = async (viewer: CouncilViewer) => {
    const board = await gapBoardFor(deps, viewer, round)
    return board?.report.rows[0]?.answers.map(({ council }) => council) ?? null
  }

  test('serves another council to which the same answers are open', async () => {
    const first = await gapBoardFor(deps, ashby, round)
    const second = await gapBoardFor(deps, barnshire, round)
    assert.ok(first)
    assert.equal(second?.report, first.report)
  })

  test('says nothing to a partner that put nothing on the table', async () => {
    assert.deepEqual(await councilsSeenBy(ashby), [make.codes.ashby, make.codes.barnshire])
    assert.equal(await councilsSeenBy(coldwell), null)
  })

  test('serves nobody to whom other answers are open, were it as many', async () => {
    assert.deepEqual(await councilsSeenBy(ashby), [make.codes.ashby, make.codes.barnshire])
    await owner.query(
      'create policy each_its_own on round_opened as restrictive for select to handfast_app using (authority_code = asking_council())',
    )
    try {
      assert.deepEqual(await councilsSeenBy(ashby), [make.codes.ashby])
      assert.deepEqual(await councilsSeenBy(barnshire), [make.codes.barnshire])
    } finally {
      await owner.query('drop policy each_its_own on round_opened')
    }
  })
})

/** A round of the first two, opened, in a partnership of all three. */
async function revealed(a: CouncilViewer, b: CouncilViewer, other: CouncilViewer): Promise<RoundId> {
  const partnership = await make.partnership(db, a, [a.council, b.council, other.council])
  const started = await startReadiness(deps, a, small, newRound(partnership))
  assert.ok('done' in started)
  const { id } = started.done
  await roundCommand(deps, a, id, offerTerms)
  await roundCommand(deps, b, id, approveTerms)
  for (const by of [a, b]) {
    for (const { id: item } of small.areas[0]?.statements ?? []) {
      const fields = { reading: 'level-3', reason: `${by.council} says so`, importance: '2' } as const
      await saveAnswer(deps, by, { round: id, item, part: 'agreed', seen: 0, fields })
    }
    assert.ok('done' in (await sealReadiness(deps, by, id)))
  }
  assert.ok('done' in (await revealReadiness(deps, a, id)))
  return id
}
