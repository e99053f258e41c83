import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Visibility } from '#modules/round/index.ts'
import { sealTrust, type Sheet } from '#modules/trust/index.ts'
import { testContent } from '#test/support/database.ts'
import { assertIndistinguishable, type Story, type Watcher } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'
import { finishTrust, openTrust, rateAll, sheet } from '#test/support/make-trust.ts'

/** What one council says of another may change what that one sees, under `pair`; and nothing that anybody else gets. */
const { ashby, barnshire, coldwell } = make.codes
const codes = [ashby, barnshire, coldwell]

async function players({ db, owner }: Parameters<Story<unknown>>[0]) {
  const [a, b, c] = [
    await make.person(db, ashby),
    await make.person(db, barnshire),
    await make.person(db, coldwell),
  ]
  const cio = await make.person(db, ashby, { role: 'contributor', office: 'cio' })
  const runs = await make.person(db, coldwell)
  await owner.query('update people_person set is_operator = true where id = $1', [runs.person])
  await owner.query('delete from people_mandate where person_id = $1', [runs.person])
  const operator = { ...runs, council: null, role: null, operator: true } as const
  const where = await make.partnership(db, a, codes)
  return { a, b, c, cio, operator, where }
}

const watch = (who: string, viewer: Watcher['viewer'], sees: Watcher['sees']): Watcher => ({
  who,
  viewer,
  sees,
})

describe('trust: what is private cannot be told from what others get', () => {
  test('while ratings are given: not by another council, not by one’s own lead, not by the operator or a database administrator', async () => {
    const story: Story<Sheet> = async (stage, secret) => {
      const { a, b, c, cio, operator, where } = await players(stage)
      const deps = { ...stage.deps, holidays: testContent().holidays }
      const round = await openTrust(deps, where, [
        [a, 'pair'],
        [b, 'matrix'],
        [c, 'matrix'],
      ])
      await rateAll(deps, cio, round, codes, () => secret)
      await rateAll(deps, b, round, codes, () => secret)
      assert.ok('done' in (await sealTrust(deps, b, round)))
      return {
        watchers: [
          watch('Ashby’s lead', a, 'blind'),
          watch('Coldwell’s lead', c, 'blind'),
          watch('the operator', operator, 'blind'),
          watch('the rater', cio, 'sighted'),
        ],
        fill: { partnership: [where], round: [round], council: codes },
        administratorToo: true,
      }
    }
    await assertIndistinguishable(story, [sheet(1), sheet(5, { 'can-decide': 'none' })])
  })

  /** Ashby's and Barnshire's words of each other differ between the runs; what Coldwell says and hears does not. */
  const opened =
    (
      choices: readonly Visibility[],
      watchers: (all: Awaited<ReturnType<typeof players>>) => Watcher[],
    ): Story<readonly [1 | 2 | 3 | 4 | 5, 1 | 2 | 3 | 4 | 5]> =>
    async (stage, [ofBarnshire, ofAshby]) => {
      const all = await players(stage)
      const { a, b, c, where } = all
      const deps = { ...stage.deps, holidays: testContent().holidays }
      const round = await openTrust(
        deps,
        where,
        [a, b, c].map((lead, i) => [lead, choices[i] ?? 'matrix'] as const),
      )
      await finishTrust(deps, [a, b, c], round, (giver, about) =>
        giver === ashby && about === barnshire
          ? sheet(ofBarnshire)
          : giver === barnshire && about === ashby
            ? sheet(ofAshby)
            : sheet(3),
      )
      return {
        watchers: watchers(all),
        fill: { partnership: [where], round: [round], council: [...codes, `${ashby}+${barnshire}`] },
        administratorToo: false,
      }
    }

  test('between pairs: what two councils say of each other changes nothing for the third, or for the operator', async () => {
    const story = opened(['matrix', 'pair', 'matrix'], ({ a, c, operator }) => [
      watch('Coldwell’s lead', c, 'blind'),
      watch('the operator', operator, 'blind'),
      watch('Ashby’s lead', a, 'sighted'),
    ])
    await assertIndistinguishable(story, [
      [1, 5],
      [4, 2],
    ])
  })

  test('how a council sees itself beside its partners’ view: it alone is told, whatever the matrix shows to all', async () => {
    // Ashby thinks more or less of itself; what everybody says of everybody else is the same in both runs.
    const story: Story<1 | 2 | 3 | 4 | 5> = async (stage, ofItself) => {
      const { a, b, c, operator, where } = await players(stage)
      const deps = { ...stage.deps, holidays: testContent().holidays }
      const round = await openTrust(deps, where, [
        [a, 'matrix'],
        [b, 'matrix'],
        [c, 'matrix'],
      ])
      const says = (giver: string, about: string) => sheet(giver === about && giver === ashby ? ofItself : 2)
      await finishTrust(deps, [a, b, c], round, says)
      return {
        watchers: [
          watch('Barnshire’s lead', b, 'blind'),
          watch(
            'Coldwell’s lead, a year later',
            { ...c, now: new Date(c.now.getTime() + 400 * 86_400_000) },
            'blind',
          ),
          watch('the operator', operator, 'blind'),
          watch('Ashby’s lead', a, 'sighted'),
        ],
        fill: { partnership: [where], round: [round], council: codes, format: ['docx', 'csv', 'json'] },
        administratorToo: false,
      }
    }
    await assertIndistinguishable(story, [5, 1])
  })

  test('with one figure: whoever said what, the same figure is all that anybody gets, and all that is kept', async () => {
    // Both sums are six: the figure is the same, and neither of the two can tell which of them said what of whom.
    const story = opened(['figure', 'pair', 'matrix'], ({ c, operator }) => [
      watch('Coldwell’s lead', c, 'blind'),
      watch('the operator', operator, 'blind'),
    ])
    await assertIndistinguishable(story, [
      [1, 5],
      [4, 2],
    ])
  })
})
