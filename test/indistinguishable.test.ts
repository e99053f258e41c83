import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import {
  roundCommand,
  saveAnswer,
  saveNote,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import { testContent } from '#test/support/database.ts'
import { assertIndistinguishable, type Story } from '#test/support/indistinguishable.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'

const { ashby, barnshire } = make.codes
const content = { ...testContent(), frameworks: [make.framework()] }

type Secret = { readonly level: 1 | 5; readonly reason: string; readonly note: string }
const secrets: readonly [Secret, Secret] = [
  { level: 1, reason: 'No.', note: 'We will leave' },
  { level: 5, reason: 'Yes, and here is why: everybody says so, at length', note: '' },
]

/** Ashby answers and seals; Barnshire, the operator and a stranger look at everything there is. */
const sealing: Story<Secret> = async (stage, secret) => {
  const { db, owner, deps } = stage
  const lead = await make.person(db, ashby)
  const other = await make.person(db, barnshire)
  const stranger = await make.person(db, make.codes.coldwell)
  const runs = await make.person(db, make.codes.coldwell)
  await owner.query('update people_person set is_operator = true where id = $1', [runs.person])
  const partnership = await make.partnership(db, lead, [ashby, barnshire])
  const [framework] = content.frameworks
  assert.ok(framework)
  const started = await startReadiness(
    deps,
    lead,
    framework,
    newRound(partnership, { title: 'Readiness round 1', parties: [ashby, barnshire], showNames: true }),
  )
  assert.ok('done' in started)
  const round = started.done.id
  await roundCommand(deps, lead, round, offerTerms)
  await roundCommand(deps, other, round, approveTerms)
  for (const { id: item } of framework.areas[0]?.statements ?? []) {
    const fields = { reading: `level-${secret.level}`, reason: secret.reason, importance: '2' } as const
    await saveAnswer(deps, lead, { round, item, part: 'agreed', seen: 0, fields })
    await saveNote(deps, lead, { round, item, text: secret.note })
  }
  assert.ok('done' in (await sealReadiness(deps, lead, round)))
  return {
    watchers: [
      { who: 'Barnshire’s lead', viewer: other, sees: 'blind' },
      { who: 'a stranger', viewer: stranger, sees: 'blind' },
      { who: 'the operator', viewer: { ...runs, operator: true }, sees: 'blind' },
      { who: 'Ashby’s own lead', viewer: lead, sees: 'sighted' },
    ],
    fill: {
      partnership: [partnership],
      round: [round],
      item: ['purpose.s1-1'],
      council: [ashby],
      part: ['agreed'],
    },
    administratorToo: true,
  }
}

describe('what is private cannot be told from what others get', () => {
  test('a readiness round: what one council answered and sealed changes nothing that anybody else gets', async () => {
    await assertIndistinguishable(sealing, secrets, { content })
  })

  test('the comparison notices when something does leak', async () => {
    const leaking: Story<Secret> = async (stage, secret) => {
      const ending = await sealing(stage, secret)
      await stage.owner.query(`update round_round set title = $1`, [`Round ${secret.reason.length}`])
      return ending
    }
    await assert.rejects(assertIndistinguishable(leaking, secrets, { content }), /told apart by/)
  })
})
