import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  acceptOverlap,
  exerciseCommand,
  openExercise,
  saveItem,
  sealExercise,
  startExercise,
  type NewExercise,
} from '#modules/alignment/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import {
  revealReadiness,
  roundCommand,
  saveAnswer,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { finishTrust, openTrust, sheet } from '#test/support/make-trust.ts'

/** A partnership's own page knows one next step for everybody, whatever there is to do: never none, never two. */
const { db, empty } = await testDatabase()
const { ashby, barnshire } = make.codes
const framework = make.framework()
const content = { ...testContent(), frameworks: [framework] }

let built: TestApp
let where: PartnershipId
let alma: CouncilViewer
let bess: CouncilViewer
let carl: CouncilViewer
let readiness: RoundId
let trust: RoundId

const deps = () => ({ ...built.deps, holidays: content.holidays })

/** What the partnership's page says to somebody: the title of the one next step, and where its button leads. */
async function next(viewer: CouncilViewer): Promise<string> {
  const page = await browser(built.app, await built.signInAs(viewer)).visit(`/partnerships/${where}`)
  assert.equal(page.html.split('class="hf-next"').length - 1, 1, 'exactly one next step')
  const title = /id="next-step">([^<]*)</.exec(page.html)?.[1] ?? ''
  const at = /hf-next__step[\s\S]*?<\/div>/.exec(page.html)?.[0] ?? ''
  return `${title} ${/href="([^"]*)"/.exec(at)?.[1] ?? ''}`.trim()
}

const wait = (days: number) => built.clock.wait(days * 24 * 60)
const now = (viewer: CouncilViewer): CouncilViewer => ({ ...viewer, now: built.clock.now() })

async function exercise(wanted: Omit<NewExercise, 'partnership' | 'previous'>): Promise<RoundId> {
  const started = await startExercise(deps(), now(alma), content.alignment, {
    partnership: where,
    previous: null,
    ...wanted,
  })
  assert.ok('done' in started)
  await exerciseCommand(deps(), now(alma), started.done.id, offerTerms)
  return started.done.id
}

async function finish(
  id: RoundId,
  typed: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<void> {
  for (const by of [now(alma), now(bess)]) {
    for (const [item, fields] of Object.entries(typed))
      await saveItem(deps(), by, { round: id, item, seen: 0, typed: fields })
    assert.ok('done' in (await sealExercise(deps(), by, id)))
  }
  assert.ok('done' in (await openExercise(deps(), now(alma), id)))
}

describe('the one next step on a partnership’s page', () => {
  before(async () => {
    await empty()
    built = await testApp({ content })
    alma = await make.person(db, ashby)
    bess = await make.person(db, barnshire)
    carl = await make.person(db, barnshire, { role: 'contributor', office: 'section-151' })
    where = await make.partnership(db, alma, [ashby, barnshire])
  })

  test('readiness first: starting it, agreeing it, and each one’s own answers', async () => {
    assert.match(await next(alma), /^Start a round/)
    assert.match(await next(carl), /^Nothing to do now/)
    const started = await startReadiness(deps(), alma, framework, {
      partnership: where,
      mode: 'joint',
      title: 'Readiness round 1',
      parties: [ashby, barnshire],
      ambition: 'lead',
      phase: null,
      staff: false,
      reveal: 'all-sealed',
      deadline: null,
      showNames: true,
      secondApprover: false,
      managerSees: false,
      keepYears: 3,
      previous: null,
    })
    assert.ok('done' in started)
    readiness = started.done.id
    await roundCommand(deps(), alma, readiness, offerTerms)
    assert.match(await next(bess), /^Read the terms and agree to them/)
    await roundCommand(deps(), bess, readiness, approveTerms)
    const [first] = framework.areas[0]?.statements ?? []
    assert.equal(await next(carl), `${first?.question} /readiness/${readiness}/answer/${first?.id}`)
    for (const lead of [alma, bess]) {
      for (const { id: item } of framework.areas.flatMap(({ statements }) => statements))
        await saveAnswer(deps(), lead, {
          round: readiness,
          item,
          part: 'agreed',
          seen: 0,
          fields: { reading: 'level-3', reason: 'So it is', importance: '2' },
        })
      assert.match(await next(lead), /^Check your answers and seal them/)
      assert.ok('done' in (await sealReadiness(deps(), lead, readiness)))
    }
    assert.match(await next(alma), /^Open all answers together/)
    assert.ok('done' in (await revealReadiness(deps(), alma, readiness)))
    assert.match(await next(bess), /^Read the gap board/)
  })

  test('what has just opened is read first; a week later trust comes next, in the same order for both', async () => {
    wait(8)
    assert.match(await next(alma), /^Ask whether you trust each other \/partnerships/)
    trust = await openTrust(deps(), where, [
      [now(alma), 'pair'],
      [now(bess), 'pair'],
    ])
    assert.match(await next(carl), /^Say how you see .+ \/trust\//)
    await finishTrust(deps(), [now(alma), now(bess)], trust, () => sheet(4))
    assert.match(await next(bess), /^Read what came of it/)
    wait(8)
  })

  test('then the ladder, the aims and the terms; and what is waited for is said', async () => {
    assert.match(await next(alma), /^Ask where we stand/)
    const ladder = await exercise({ exercise: { kind: 'ladder', services: [{ id: 's1', name: 'Payroll' }] } })
    assert.match(await next(bess), /^The ladder 1: read the terms and agree to them/)
    assert.match(await next(alma), /^The ladder 1: nothing to do now/)
    await exerciseCommand(deps(), now(bess), ladder, approveTerms)
    assert.match(await next(bess), /^The ladder 1: payroll \/alignment\/.+\/answer\/s1/)
    const rung = content.alignment.ladder[0]?.id ?? ''
    await finish(ladder, { s1: { now: rung, wanted: rung } })
    wait(8)
    assert.match(await next(alma), /^Ask what we want/)
    const aims = await exercise({ exercise: { kind: 'aims', aims: content.alignment.aims.slice(0, 2) } })
    await exerciseCommand(deps(), now(bess), aims, approveTerms)
    await finish(aims, {
      points: { 'points-save-money': '50', 'points-resilience': '50' },
      return: { none: 'yes' },
      challenges: { none: 'yes' },
    })
    wait(8)
    assert.match(await next(alma), /^Ask which terms we could live with/)
    const board = await exercise({
      exercise: { kind: 'board', terms: ['notice'], sayHostConflict: false, tries: 5 },
    })
    await exerciseCommand(deps(), now(bess), board, approveTerms)
    await finish(board, { notice: { low: '6', high: '12', preferred: '6' } })
    assert.match(await next(bess), /^Terms board 1: read it together/)
    for (const lead of [alma, bess]) await acceptOverlap(deps(), now(lead), board, 'notice')
    wait(8)
  })

  test('then heads of terms: written by one, approved by the other', async () => {
    assert.match(await next(alma), /^Write down what you agreed/)
    const page = browser(built.app, await built.signInAs(alma))
    await page.visit(`/partnerships/${where}/alignment/heads/write`)
    page.fill('chosen-notice', '12')
    await page.press('Write it down and approve it')
    assert.match(await next(bess), /^Read the heads of terms and approve them/)
    const other = browser(built.app, await built.signInAs(bess))
    await other.visit(`/partnerships/${where}/alignment/heads`)
    await other.press('We approve this text')
  })

  test('then the pulse, which everybody who acts for a council is asked for, once', async () => {
    assert.match(await next(bess), /^Ask how the people who do the work feel/)
    const page = browser(built.app, await built.signInAs(bess))
    await page.visit(`/partnerships/${where}/pulse`)
    await page.press('Start the pulse')
    for (const person of [alma, carl]) assert.match(await next(person), /^Answer the pulse of/)
    const own = browser(built.app, await built.signInAs(carl))
    await own.visit(`/partnerships/${where}/pulse/answer`)
    for (const { id } of content.pulse.questions) own.fill(id, 'none')
    await own.press('Save my answer')
    assert.doesNotMatch(await next(carl), /pulse/)
  })

  test('and a round that opened is still there to read when nothing else is left', async () => {
    const page = browser(built.app, await built.signInAs(alma))
    await page.visit(`/partnerships/${where}/pulse/answer`)
    for (const { id } of content.pulse.questions) page.fill(id, '4')
    await page.press('Save my answer')
    assert.match(await next(alma), /^Terms board 1: read it together/)
  })
})
