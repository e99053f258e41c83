import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Visibility } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { finishTrust, openTrust, sheet, trustDeps } from '#test/support/make-trust.ts'

/** What three, four and six councils are shown by the pages and the files, when one of them is more cautious than the rest. */
const { db, empty } = await testDatabase()
const real = testContent().authorities.slice(0, 6)

let built: TestApp
let leads: CouncilViewer[]
let where: PartnershipId

async function councils(count: number): Promise<void> {
  await empty()
  built = await testApp()
  leads = []
  for (const { code } of real.slice(0, count)) leads.push(await make.person(db, code))
  const [first] = leads
  assert.ok(first)
  where = await make.partnership(db, first, codes())
}

const codes = () => leads.map(({ council }) => council)

type Level = 1 | 2 | 3 | 4 | 5
type Says = (giver: string, about: string) => Level

async function finished(choices: readonly Visibility[], says: Says): Promise<RoundId> {
  const deps = await trustDeps()
  const round = await openTrust(
    deps,
    where,
    leads.map((lead, at) => [lead, choices[at] ?? 'matrix'] as const),
  )
  await finishTrust(deps, leads, round, (giver, about) => sheet(says(giver, about)))
  return round
}

/** Every direction is told from its opposite. */
const different: Says = (giver, about) =>
  giver === about ? 5 : ((((codes().indexOf(giver) * 2 + codes().indexOf(about)) % 4) + 1) as Level)

/** The pairs whose sheet this lead is given, of all that could be asked for; and the pairs in the file. */
async function pairsFor(lead: CouncilViewer, round: RoundId) {
  const page = browser(built.app, await built.signInAs(lead))
  const result = await page.visit(`/trust/${round}/result`)
  const given: string[] = []
  for (const [at, first] of codes().entries())
    for (const second of codes().slice(at + 1)) {
      const { status } = await page.visit(`/trust/${round}/result/${first}+${second}`)
      if (status === 200) given.push(`${first}+${second}`)
    }
  const file = await page.visit(`/trust/${round}/papers/csv`)
  return { result, given, file: file.html }
}

describe('the most private choice binds all, through the pages', () => {
  for (const count of [3, 6])
    describe(`${count} councils`, () => {
      beforeEach(() => councils(count))

      test('one that chooses pairs: each is given its own pairs, by page and by file, and no other', async () => {
        const round = await finished(['matrix', 'pair'], different)
        for (const lead of leads) {
          const { given, result, file } = await pairsFor(lead, round)
          const own = given.filter((pair) => pair.split('+').includes(lead.council))
          assert.deepEqual(given, own, 'no pair of others')
          assert.equal(own.length, count - 1)
          assert.doesNotMatch(result.text, /Mean over all statements|How trusting/)
          const rows = file.trim().split('\n').slice(1)
          assert.equal(rows.length, (count - 1) * 2 * 6, file)
        }
      })

      test('one that chooses one figure: all are given the same page, and no pair of anybody', async () => {
        const round = await finished(['matrix', 'pair', 'figure'], different)
        const pages = new Set<string>()
        for (const lead of leads) {
          const { given, result, file } = await pairsFor(lead, round)
          assert.deepEqual(given, [])
          assert.match(result.text, /One figure for each statement/)
          assert.match(result.text, new RegExp(`If (two|${count - 1}) councils compare what they said`))
          pages.add(file)
        }
        assert.equal(pages.size, 1, 'the figure is the same for all')
      })
    })

  describe('four councils that show each other everything', () => {
    beforeEach(() => councils(4))

    test('read who trusts and who is trusted, what is particular to a pair, and how rough that is', async () => {
      // The last is doubted by all alike; the first thinks better of the second than anything else would lead one to expect.
      const [first = '', second = '', , last = ''] = codes()
      const says: Says = (giver, about) =>
        giver === about ? 3 : about === last ? 1 : giver === first && about === second ? 5 : 3
      const round = await finished([], says)
      const name = real[3]?.shortName ?? ''
      for (const lead of leads) {
        const { given, result } = await pairsFor(lead, round)
        assert.equal(given.length, 6)
        assert.match(result.text, /How trusting, how trusted, and what is particular to a pair/)
        assert.match(result.text, new RegExp(`${name} is trusted less than the average here, by all alike`))
        assert.match(result.text, /particular to the two/)
        assert.match(result.text, /With 4 councils this is a rough picture/)
        assert.match(result.text, /Mean over all statements/)
      }
    })

    test('where nobody stands out, it says so and names nobody', async () => {
      const round = await finished([], (giver, about) => (giver === about ? 4 : 3))
      const { result } = await pairsFor(leads[0] as CouncilViewer, round)
      assert.match(result.text, /No council stands out/)
      assert.equal(result.h1, 'You see each other much the same')
    })
  })
})
