import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { saveAnswer } from './answer-commands.ts'
import {
  revealReadiness,
  roundCommand,
  sealReadiness,
  startReadiness,
  type NewReadinessRound,
} from './commands.ts'
import { gapBoardFor, ownAnswersFor } from './queries.ts'

const { db, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const small = make.framework()

let ashby: CouncilViewer
let barnshire: CouncilViewer
let where: PartnershipId

describe('commands', () => {
  beforeEach(async () => {
    await empty()
    ashby = await make.person(db, make.codes.ashby)
    barnshire = await make.person(db, make.codes.barnshire)
    where = await make.partnership(db, ashby, [make.codes.ashby, make.codes.barnshire])
  })

  async function openRound(overrides: Partial<NewReadinessRound> = {}): Promise<RoundId> {
    const started = await startReadiness(deps, ashby, small, newRound(where, overrides))
    assert.ok('done' in started)
    const { id } = started.done
    await roundCommand(deps, ashby, id, offerTerms)
    const opened = await roundCommand(deps, barnshire, id, approveTerms)
    assert.ok('done' in opened)
    assert.equal(opened.done.state, 'open')
    return id
  }

  async function answerAll(by: CouncilViewer, round: RoundId, level: 1 | 2 | 3 | 4 | 5): Promise<void> {
    for (const { id: item } of small.areas[0]?.statements ?? []) {
      const saved = await saveAnswer(deps, by, {
        round,
        item,
        part: 'agreed',
        seen: 0,
        fields: { reading: `level-${level}`, reason: `We say ${level}`, importance: '2' },
      })
      assert.ok('saved' in saved)
    }
  }

  test('two councils seal and open together, and neither can read the other before', async () => {
    const round = await openRound()
    await answerAll(ashby, round, 4)
    assert.ok('done' in (await sealReadiness(deps, ashby, round)))
    const early = await revealReadiness(deps, ashby, round)
    assert.deepEqual(early, { refused: [{ type: 'not-all-sealed', sealed: 1, of: 2, waitingFor: null }] })
    assert.equal(await gapBoardFor(deps, barnshire, round), null)
    assert.deepEqual((await ownAnswersFor(deps, barnshire, round)).agreed, [])
    await answerAll(barnshire, round, 2)
    assert.ok('done' in (await sealReadiness(deps, barnshire, round)))
    const opened = await revealReadiness(deps, barnshire, round)
    assert.ok('done' in opened)
    const board = await gapBoardFor(deps, ashby, round)
    assert.equal(board?.report.rows.length, 3)
    assert.equal(board?.report.groups.differ, 3)
  })

  test('a council cannot seal while a statement is open', async () => {
    const round = await openRound()
    const outcome = await sealReadiness(deps, ashby, round)
    assert.ok('incomplete' in outcome)
    assert.equal(outcome.incomplete.length, 3)
  })
})
