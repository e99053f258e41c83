import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scopes } from '#platform/api-asker.ts'
import type { Role } from '#platform/viewer.ts'
import { tokenRole } from './token.ts'

/** What each role can do beyond others, as sets: a token's role must be one whose powers the person has. */
const below: Record<Role, readonly Role[]> = {
  lead: ['lead', 'deputy', 'approver', 'reader', 'contributor'],
  deputy: ['deputy', 'approver', 'reader', 'contributor'],
  approver: ['approver', 'reader'],
  contributor: ['contributor'],
  reader: ['reader'],
}

test('a token never acts in a role above that of the person it acts as', () => {
  for (const scope of scopes)
    for (const [own, allowed] of Object.entries(below) as [Role, readonly Role[]][])
      assert.ok(
        allowed.includes(tokenRole(scope, own)),
        `${scope} of a ${own} acts as ${tokenRole(scope, own)}`,
      )
})

test('a token that may only read acts as a reader of the council, also when a lead made it', () => {
  assert.equal(tokenRole('read', 'lead'), 'reader')
  assert.equal(tokenRole('read', 'deputy'), 'reader')
})

test('a token that may write answers is never a lead, who alone can leave or cancel a round', () => {
  assert.equal(tokenRole('answer', 'lead'), 'deputy')
  assert.equal(tokenRole('lead', 'lead'), 'lead')
})
