import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/id.ts'
import type { Role } from '#platform/viewer.ts'
import {
  changeBlockers,
  endBlockers,
  handOverBlockers,
  inviteBlockers,
  leaveBlockers,
  type Colleague,
} from './colleague.ts'

const roles: readonly Role[] = ['lead', 'deputy', 'contributor', 'approver', 'reader']

function colleague(role: Role, overrides: Partial<Colleague> = {}): Colleague {
  return {
    mandate: newId(),
    person: newId(),
    name: `A ${role}`,
    email: `${role}@ashby.example`,
    role,
    office: null,
    givenAt: new Date(0),
    activeOn: null,
    ...overrides,
  }
}

const by = (role: Role) => ({ person: newId<'person'>(), role, sandbox: null })
const team = roles.map((role) => colleague(role))

test('whatever anybody does, a council that has a lead keeps one', () => {
  for (const actor of roles)
    for (const target of team) {
      const self = { ...by(actor), person: target.person }
      for (const who of [by(actor), self]) {
        if (target.role === 'lead') {
          assert.notDeepEqual(endBlockers(who, target, team), [], `${actor} ends the last lead`)
          for (const role of roles.filter((role) => role !== 'lead'))
            assert.notDeepEqual(
              changeBlockers(who, target, role, team),
              [],
              `${actor} makes the last lead ${role}`,
            )
        }
      }
      if (target.role === 'lead') assert.deepEqual(leaveBlockers(target, team), [{ type: 'last-lead' }])
      else assert.deepEqual(leaveBlockers(target, team), [])
    }
})

test('only a lead makes, changes, ends or follows a lead', () => {
  const two = [...team, colleague('lead')]
  const lead = two.at(-1) ?? colleague('lead')
  for (const actor of roles) {
    const isLead = actor === 'lead'
    assert.equal(endBlockers(by(actor), lead, two).length === 0, isLead, `${actor} ends a lead`)
    assert.equal(changeBlockers(by(actor), lead, 'reader', two).length === 0, isLead)
    assert.equal(changeBlockers(by(actor), colleague('reader'), 'lead', two).length === 0, isLead)
    assert.equal(handOverBlockers(by(actor), colleague('reader')).length === 0, isLead)
    const wanted = { email: 'new@ashby.example', role: 'lead' as const }
    assert.equal(inviteBlockers(by(actor), wanted, two, []).length === 0, isLead)
  }
})

test('who only contributes, approves or reads changes nobody', () => {
  for (const actor of ['contributor', 'approver', 'reader'] as const)
    for (const target of team) {
      assert.deepEqual(endBlockers(by(actor), target, team), [{ type: 'not-leading' }])
      for (const role of roles)
        assert.deepEqual(changeBlockers(by(actor), target, role, team), [{ type: 'not-leading' }])
    }
})

test('an address that is here or invited is not invited again, and from a sandbox nobody is', () => {
  const lead = by('lead')
  const wanted = (email: string) => ({ email, role: 'reader' as const })
  assert.deepEqual(inviteBlockers(lead, wanted('deputy@ashby.example'), team, []), [
    { type: 'already-here', name: 'A deputy' },
  ])
  const waiting = {
    id: 'i',
    name: 'N',
    email: 'n@ashby.example',
    role: 'reader' as const,
    office: null,
    expiresAt: new Date(0),
  }
  assert.deepEqual(inviteBlockers(lead, wanted('n@ashby.example'), team, [waiting]), [
    { type: 'already-invited' },
  ])
  assert.deepEqual(inviteBlockers({ ...lead, sandbox: newId() }, wanted('x@y.example'), team, []), [
    { type: 'sandbox' },
  ])
})
