import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  exerciseCommand,
  openExercise,
  saveItem,
  sealExercise,
  startExercise,
  type NewExercise,
} from '#modules/alignment/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Stage, type Watcher } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'

/**
 * The ladder and the aims before they open, and how often a council has changed its mind on a board. The story runs twice with
 * the same clock, chance and requests; what one council types differs, and nothing that anybody else gets may.
 */
const { alignment } = testContent()
const [ashby, barnshire] = [make.codes.ashby, make.codes.barnshire]

type Typed = Readonly<Record<string, Readonly<Record<string, string>>>>

async function players({ db, owner }: Stage) {
  const lead = await make.person(db, ashby)
  const other = await make.person(db, barnshire)
  const runs = await make.person(db, make.codes.coldwell)
  await owner.query('update people_person set is_operator = true where id = $1', [runs.person])
  await owner.query('delete from people_mandate where person_id = $1', [runs.person])
  const watchers: Watcher[] = [
    { who: 'the other lead', viewer: other, sees: 'blind' },
    {
      who: 'the operator',
      viewer: { ...runs, council: null, role: null, operator: true },
      sees: 'blind',
    },
    { who: 'its own lead', viewer: lead, sees: 'sighted' },
  ]
  return { lead, other, watchers, where: await make.partnership(db, lead, [ashby, barnshire]) }
}

type Players = Awaited<ReturnType<typeof players>>

async function agreed(
  stage: Stage,
  { lead, other, where }: Players,
  wanted: Omit<NewExercise, 'partnership'>,
): Promise<RoundId> {
  const started = await startExercise(stage.deps, lead, alignment, { partnership: where, ...wanted })
  assert.ok('done' in started)
  await exerciseCommand(stage.deps, lead, started.done.id, offerTerms)
  await exerciseCommand(stage.deps, other, started.done.id, approveTerms)
  return started.done.id
}

async function sealAll(stage: Stage, by: CouncilViewer, round: RoundId, typed: Typed): Promise<void> {
  for (const [item, fields] of Object.entries(typed)) {
    const saved = await saveItem(stage.deps, by, { round, item, seen: 0, typed: fields })
    assert.deepEqual('saved' in saved && saved.errors, {}, item)
  }
  assert.ok('done' in (await sealExercise(stage.deps, by, round)))
}

const fill = (where: string, rounds: readonly string[], item: readonly string[]) => ({
  partnership: [where],
  round: rounds,
  item,
  kind: ['ladder', 'aims', 'board'],
  step: ['aims', 'terms'],
  format: ['docx', 'odt', 'csv', 'json'],
  term: ['names'],
})

describe('what a council says of the ladder and its aims cannot be told from what others get before all opens', () => {
  test('the aims: whatever the points, the return and the challenges are', async () => {
    const story = async (stage: Stage, secret: Typed) => {
      const all = await players(stage)
      const exercise = { kind: 'aims', aims: alignment.aims.slice(0, 2) } as const
      const round = await agreed(stage, all, { exercise, previous: null })
      await sealAll(stage, all.lead, round, secret)
      return {
        watchers: all.watchers,
        fill: fill(all.where, [round], ['points', 'return', 'challenges']),
        administratorToo: true,
      }
    }
    await assertIndistinguishable(story, [
      {
        points: { 'points-save-money': '100' },
        return: { saving: '2 million', payback: '12', other: 'We must run it' },
        challenges: { challenges: 'Two pay scales\nMembers who doubt it' },
      },
      {
        points: { 'points-save-money': '1', 'points-resilience': '99' },
        return: { none: 'yes' },
        challenges: { none: 'yes' },
      },
    ])
  })

  test('the ladder: wherever it sees each service', async () => {
    const story = async (stage: Stage, secret: Typed) => {
      const all = await players(stage)
      const exercise = { kind: 'ladder', services: [{ id: 's1', name: 'Service desk' }] } as const
      const round = await agreed(stage, all, { exercise, previous: null })
      await sealAll(stage, all.lead, round, secret)
      return {
        watchers: all.watchers,
        fill: fill(all.where, [round], ['s1']),
        administratorToo: true,
      }
    }
    const [lowest, highest] = [alignment.ladder[0]?.id ?? '', alignment.ladder.at(-1)?.id ?? '']
    await assertIndistinguishable(story, [
      { s1: { now: lowest, wanted: highest, why: 'We were promised more' } },
      { s1: { now: highest, wanted: lowest, why: '' } },
    ])
  })
})

describe('a council’s tries on a terms board', () => {
  const board = (tries: number) =>
    ({ kind: 'board', terms: ['notice'], sayHostConflict: false, tries }) as const
  const months = (low: string, high: string) => ({ notice: { low, high, preferred: low } })
  const theirs = months('6', '18')

  async function workedOut(stage: Stage, all: Players, round: RoundId, ours: Typed): Promise<void> {
    await sealAll(stage, all.lead, round, ours)
    await sealAll(stage, all.other, round, theirs)
    assert.ok('done' in (await openExercise(stage.deps, all.other, round)))
  }

  test('are told to nobody else: not how many it used, not how many are left', async () => {
    // Asked three times; the second time one run changes its mind and the other does not. Both overlap all the same.
    const story = async (stage: Stage, second: Typed) => {
      const all = await players(stage)
      const rounds: RoundId[] = []
      for (const ours of [months('3', '9'), second, months('3', '9')]) {
        const round = await agreed(stage, all, { exercise: board(5), previous: rounds.at(-1) ?? null })
        rounds.push(round)
        if (rounds.length < 3) await workedOut(stage, all, round, ours)
      }
      return {
        watchers: all.watchers,
        fill: fill(all.where, rounds, ['notice']),
        administratorToo: true,
      }
    }
    await assertIndistinguishable(story, [months('3', '9'), months('4', '8')])
  })

  const refused = async (stage: Stage, by: CouncilViewer, round: RoundId, typed: Typed) => {
    await saveItem(stage.deps, by, { round, item: 'notice', seen: 0, typed: typed['notice'] ?? {} })
    const sealed = await sealExercise(stage.deps, by, round)
    return 'missing' in sealed ? sealed.missing.join(' ') : 'sealed'
  }

  for (const [how, chained] of [
    ['when the board is asked again', true],
    ['when a new board is started in its place', false],
  ] as const)
    test(`are limited: with none left its position must stay as it was, ${how}`, async () => {
      const { testApp } = await import('#test/support/app.ts')
      const { db, owner, empty } = await testDatabase()
      await empty()
      const stage = { ...(await testApp()), db, owner } as unknown as Stage
      const all = await players(stage)
      const first = await agreed(stage, all, { exercise: board(1), previous: null })
      await workedOut(stage, all, first, months('3', '9'))
      const second = await agreed(stage, all, { exercise: board(1), previous: chained ? first : null })
      await workedOut(stage, all, second, months('3', '8'))
      const third = await agreed(stage, all, { exercise: board(1), previous: chained ? second : null })
      assert.match(
        await refused(stage, all.lead, third, months('3', '7')),
        /Notice.*changed this once, which is all/,
      )
      assert.equal(await refused(stage, all.other, third, theirs), 'sealed', 'the other has its own tries')
    })

  test('count on a board that is sealed and not yet worked out, so that two at a time are no way round', async () => {
    const { testApp } = await import('#test/support/app.ts')
    const { db, owner, empty } = await testDatabase()
    await empty()
    const stage = { ...(await testApp()), db, owner } as unknown as Stage
    const all = await players(stage)
    const first = await agreed(stage, all, { exercise: board(1), previous: null })
    await workedOut(stage, all, first, months('3', '9'))
    const [second, third] = [
      await agreed(stage, all, { exercise: board(1), previous: first }),
      await agreed(stage, all, { exercise: board(1), previous: null }),
    ]
    assert.equal(await refused(stage, all.lead, second, months('3', '8')), 'sealed')
    assert.match(await refused(stage, all.lead, third, months('3', '7')), /changed this once, which is all/)
  })
})
