import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Role } from '#platform/viewer.ts'
import * as make from '#test/support/make-round.ts'
import {
  actionsIn,
  answerBlockers,
  approveSealBlockers,
  approveTermsBlockers,
  archiveBlockers,
  breakSealBlockers,
  agreeExtensionBlockers,
  cancelBlockers,
  extendBlockers,
  changeTermsBlockers,
  consentBlockers,
  offerBlockers,
  revealBlockers,
  rolesFor,
  sealBlockers,
  withdrawBlockers,
  type Action,
  type Actor,
  type Refusal,
  type Round,
  type RoundState,
} from './round.ts'

const now = new Date('2026-06-10T12:00:00Z')
const roles: readonly Role[] = ['lead', 'deputy', 'contributor', 'approver', 'reader']

const blockers: Record<Action, (round: Round, by: Actor) => Refusal[]> = {
  'change-terms': changeTermsBlockers,
  offer: offerBlockers,
  'approve-terms': approveTermsBlockers,
  answer: answerBlockers,
  seal: sealBlockers,
  'approve-seal': approveSealBlockers,
  'break-seal': (round, by) => breakSealBlockers(round, by, 'We were wrong'),
  consent: consentBlockers,
  reveal: (round, by) => revealBlockers(round, by, now),
  extend: extendBlockers,
  'agree-extension': agreeExtensionBlockers,
  withdraw: withdrawBlockers,
  cancel: cancelBlockers,
  archive: archiveBlockers,
}

/** A round in which nothing but the state and the role can stand in the way of an action. */
function readyFor(action: Action, state: RoundState): Round {
  const sealed = ['break-seal', 'consent', 'reveal'].includes(action)
  const asked = action === 'approve-seal'
  const own = sealed
    ? make.ownSeal({ sealedAt: now })
    : asked
      ? make.ownSeal({ askedBy: make.person('another') })
      : null
  return make.round({
    state,
    terms: { ...make.terms, reveal: 'deadline', deadline: '2026-06-01T00:00:00Z' },
    extension:
      action === 'agree-extension'
        ? { deadline: '2026-07-01T00:00:00Z', hash: 'h', agreed: ['barnshire'] }
        : null,
    seals: { sealed: action === 'reveal' ? 2 : sealed ? 1 : 0, consented: 0, names: null, own },
  })
}

test('in each state just the actions of its row are allowed, to just the roles of theirs', () => {
  for (const state of Object.keys(actionsIn) as RoundState[])
    for (const action of Object.keys(blockers) as Action[])
      for (const role of roles) {
        const refused = blockers[action](readyFor(action, state), make.actor({ role }))
        const allowed = actionsIn[state].includes(action) && rolesFor[action].includes(role)
        assert.equal(
          refused.length === 0,
          allowed,
          `${role} ${action} in ${state}: ${JSON.stringify(refused)}`,
        )
      }
})

test('a council that takes no part, or has left, may do nothing', () => {
  for (const action of Object.keys(blockers) as Action[])
    for (const state of Object.keys(actionsIn) as RoundState[]) {
      const round = readyFor(action, state)
      assert.deepEqual(blockers[action](round, make.actor({ council: 'elsewhere' }))[0], {
        type: 'not-a-party',
      })
      const left = { ...round, parties: round.parties.map((party) => ({ ...party, withdrawn: true })) }
      assert.deepEqual(blockers[action](left, make.actor({}))[0], { type: 'withdrawn' })
    }
})

test('a sealed council must break its seal before it changes an answer', () => {
  const round = make.round({
    seals: { sealed: 1, consented: 0, names: null, own: make.ownSeal({ sealedAt: now }) },
  })
  assert.deepEqual(answerBlockers(round, make.actor({})), [{ type: 'already-sealed' }])
  assert.deepEqual(breakSealBlockers(round, make.actor({}), '  '), [{ type: 'reason-missing' }])
  assert.deepEqual(breakSealBlockers(round, make.actor({}), 'A wrong year'), [])
})

test('whoever asks for a seal cannot also approve it', () => {
  const round = make.round({ seals: { sealed: 0, consented: 0, names: null, own: make.ownSeal({}) } })
  assert.deepEqual(approveSealBlockers(round, make.actor({ role: 'lead' })), [
    { type: 'same-person-approves' },
  ])
})

test('only the council that started a round changes its terms or cancels it', () => {
  for (const action of ['change-terms', 'offer', 'cancel'] as const) {
    const refused = blockers[action](make.round({ state: 'draft' }), make.actor({ council: 'barnshire' }))
    assert.deepEqual(refused, [{ type: 'not-the-starter', starter: 'ashby' }])
  }
})

test('the page is told how many have sealed, and which only if the terms name them', () => {
  const counted = make.round({ seals: { sealed: 1, consented: 0, names: null, own: null } })
  assert.deepEqual(revealBlockers(counted, make.actor({}), now), [
    { type: 'not-all-sealed', sealed: 1, of: 2, waitingFor: null },
  ])
  const named = make.round({ seals: { sealed: 1, consented: 0, names: ['ashby'], own: null } })
  assert.deepEqual(revealBlockers(named, make.actor({}), now), [
    { type: 'not-all-sealed', sealed: 1, of: 2, waitingFor: ['barnshire'] },
  ])
})
