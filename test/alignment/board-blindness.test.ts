import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  acceptOverlap,
  exerciseCommand,
  openExercise,
  saveItem,
  sealExercise,
  startExercise,
} from '#modules/alignment/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Stage } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'

/**
 * Two councils' boards are worked out twice, with the same clock, chance and requests. The positions differ, and what all
 * accept does not. Nothing that anybody else gets may differ: not a page, a file, a header, a mail, a row, an id or a count.
 */
const { alignment } = testContent()
const [ashby, barnshire] = [make.codes.ashby, make.codes.barnshire]

/** What one council keeps to itself: marks on the split rule, who may host, and a range of months. */
type Secret = {
  readonly rule: Readonly<Record<string, string>>
  readonly host: readonly [own: string, other: string]
  readonly notice: readonly [low: string, high: string, preferred: string]
}

const rule = (marks: string) =>
  Object.fromEntries(
    ['equal', 'use', 'population', 'alone', 'worth'].map((id, at) => [
      `mark-${id}`,
      words[marks[at] ?? ''] ?? '',
    ]),
  )
const words: Readonly<Record<string, string>> = { p: 'preferred', a: 'acceptable', x: 'unacceptable' }

/** The other council: it accepts use alone, itself alone as host, and notice from 6 to 18 months. */
const other: Secret = { rule: rule('xpxxx'), host: ['preferred', 'unacceptable'], notice: ['6', '18', '12'] }

async function saveAll(stage: Stage, by: CouncilViewer, round: RoundId, secret: Secret): Promise<void> {
  const rest = by.council === ashby ? barnshire : ashby
  const answers = {
    'split-rule': secret.rule,
    host: { [`mark-${by.council}`]: secret.host[0], [`mark-${rest}`]: secret.host[1] },
    notice: { low: secret.notice[0], high: secret.notice[1], preferred: secret.notice[2] },
    'first-term': { low: '2', high: '9', preferred: '5' },
  }
  for (const [item, typed] of Object.entries(answers)) {
    const saved = await saveItem(stage.deps, by, { round, item, seen: 0, typed })
    assert.deepEqual('saved' in saved && saved.errors, {}, item)
  }
  assert.ok('done' in (await sealExercise(stage.deps, by, round)))
}

async function story(
  stage: Stage,
  secret: Secret,
  how: { open: boolean; accept: 'notice' | 'first-term' | null; say: boolean },
) {
  const lead = await make.person(stage.db, ashby)
  const blind = await make.person(stage.db, barnshire)
  const reader = await make.person(stage.db, barnshire, { role: 'reader' })
  const outsider = await make.person(stage.db, make.codes.coldwell)
  const partnership = await make.partnership(stage.db, lead, [ashby, barnshire])
  const started = await startExercise(stage.deps, lead, alignment, {
    partnership,
    exercise: {
      kind: 'board',
      terms: ['host', 'split-rule', 'notice', 'first-term'],
      sayHostConflict: how.say,
      tries: 5,
    },
    previous: null,
  })
  assert.ok('done' in started)
  const { id } = started.done
  await exerciseCommand(stage.deps, lead, id, offerTerms)
  await exerciseCommand(stage.deps, blind, id, approveTerms)
  await saveAll(stage, lead, id, secret)
  if (how.open) {
    await saveAll(stage, blind, id, other)
    assert.ok('done' in (await openExercise(stage.deps, blind, id)))
    if (how.accept) assert.deepEqual(await acceptOverlap(stage.deps, lead, id, how.accept), { done: 'waits' })
  }
  return {
    watchers: [
      { who: 'the other lead', viewer: blind, sees: 'blind' as const },
      { who: 'the other reader', viewer: reader, sees: 'blind' as const },
      { who: 'an outsider', viewer: outsider, sees: 'blind' as const },
      { who: 'its own lead', viewer: lead, sees: 'sighted' as const },
    ],
    fill: {
      round: [id],
      partnership: [partnership],
      item: ['host', 'split-rule', 'notice', 'first-term'],
      kind: ['board'],
      step: ['terms', 'leaving'],
      format: ['docx', 'odt', 'xlsx', 'ods', 'csv', 'json', 'html'],
      term: ['names'],
    },
    // Not even who looks at the database can tell: what is sealed has one length.
    administratorToo: true,
  }
}

describe('the terms board tells nothing of a council’s position', () => {
  const before = { open: false, accept: null, say: true }
  const after = { open: true, accept: null, say: true }

  test('while the board is open for answers, whatever is marked', async () => {
    await assertIndistinguishable(
      (stage: Stage, secret: Secret) => story(stage, secret, before),
      [
        { rule: rule('pxxxx'), host: ['preferred', 'unacceptable'], notice: ['3', '9', '3'] },
        { rule: rule('aaaap'), host: ['unacceptable', 'acceptable'], notice: ['30', '36', '36'] },
      ],
    )
  })

  test('after it was worked out, where what all accept is the same', async () => {
    await assertIndistinguishable(
      (stage: Stage, secret: Secret) => story(stage, secret, after),
      [
        { rule: rule('aaxxx'), host: ['preferred', 'unacceptable'], notice: ['6', '12', '6'] },
        { rule: rule('xpaap'), host: ['acceptable', 'unacceptable'], notice: ['3', '36', '36'] },
      ],
    )
  })

  test('a range that does not overlap looks the same however far away it lies', async () => {
    await assertIndistinguishable(
      (stage: Stage, secret: Secret) => story(stage, secret, after),
      [
        { rule: rule('xxxxx'), host: ['unacceptable', 'unacceptable'], notice: ['19', '20', '19'] },
        { rule: rule('axaaa'), host: ['unacceptable', 'unacceptable'], notice: ['36', '36', '36'] },
      ],
    )
  })

  test('who has asked to see an overlap is told to nobody else', async () => {
    const secret: Secret = {
      rule: rule('xaxxx'),
      host: ['preferred', 'unacceptable'],
      notice: ['6', '12', '6'],
    }
    // Asking for one range or for the other: the same request, with another private value.
    await assertIndistinguishable(
      async (stage: Stage, accept: 'notice' | 'first-term') => ({
        ...(await story(stage, secret, { ...after, accept })),
        administratorToo: false,
      }),
      ['notice', 'first-term'],
    )
  })

  test('where the terms do not let it be said, a host conflict looks like any other lack of a host', async () => {
    await assertIndistinguishable(
      (stage: Stage, secret: Secret) => story(stage, secret, { ...after, say: false }),
      [
        { rule: rule('xaxxx'), host: ['preferred', 'unacceptable'], notice: ['6', '12', '6'] },
        { rule: rule('xaxxx'), host: ['unacceptable', 'unacceptable'], notice: ['6', '12', '6'] },
      ],
    )
  })

  test('in the database, no query of the other council reaches a position, a seal or a sealed overlap', async () => {
    const { db, empty } = await testDatabase()
    await empty()
    const { testApp } = await import('#test/support/app.ts')
    const app = await testApp()
    const stage = { ...app, db } as unknown as Stage
    const ending = await story(stage, other, { open: true, accept: 'notice', say: true })
    const [watcher] = ending.watchers
    assert.ok(watcher)
    const seen = await inTransaction(db, watcher.viewer, async (trx) => ({
      opened: await trx.selectFrom('round_opened').selectAll().execute(),
      seals: (await trx.selectFrom('round_seal').select('authority_code').execute()).map(
        (row) => row.authority_code,
      ),
      envelopes: (await trx.selectFrom('round_envelope').select('authority_code').execute()).map(
        (row) => row.authority_code,
      ),
      accepted: await trx.selectFrom('alignment_acceptance').selectAll().execute(),
    }))
    assert.deepEqual(seen.opened, [])
    assert.deepEqual(seen.seals, [barnshire])
    assert.deepEqual([...new Set(seen.envelopes)], [barnshire])
    assert.deepEqual(seen.accepted, [])
    await assert.rejects(
      inTransaction(db, watcher.viewer, (trx) => trx.selectFrom('alignment_overlap').selectAll().execute()),
      /permission denied/,
    )
    await assert.rejects(
      inTransaction(db, watcher.viewer, (trx) =>
        trx
          .insertInto('alignment_range')
          .values({
            partnership_id: ending.fill.partnership[0] as never,
            round_id: ending.fill.round[0] as never,
            item: 'notice',
            low: 1,
            high: 2,
          })
          .execute(),
      ),
      /row-level security/,
    )
  })
})
