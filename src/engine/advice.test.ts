import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advise } from './advice.ts'

const met = { group: 'ready', gateMet: true } as const
const notMet = { group: 'not-ready', gateMet: false } as const
const below = { group: 'not-ready', gateMet: null } as const
const unknown = { group: 'unknown', gateMet: null } as const
const away = { group: 'not-applicable', gateMet: null } as const

test('with every gate met and nothing below, councils are ready', () => {
  assert.deepEqual(advise([[met, away]], 0), { type: 'ready' })
})

test('with every gate met and something below or unknown, they talk first', () => {
  assert.deepEqual(advise([[met, below]], 0), { type: 'talk-first', conversations: 0 })
  assert.deepEqual(advise([[met, unknown, below]], 0), { type: 'talk-first', conversations: 1 })
})

test('with a gate not met, the largest smaller ambition with all its gates met is named', () => {
  assert.deepEqual(advise([[met], [met], [notMet, below]], 2), {
    type: 'share-less',
    gatesNotMet: 1,
    instead: 1,
  })
  assert.deepEqual(advise([[met], [notMet], [notMet, notMet]], 2), {
    type: 'share-less',
    gatesNotMet: 2,
    instead: 0,
  })
})

test('with no smaller ambition that has its gates met, they are not ready', () => {
  assert.deepEqual(advise([[notMet], [notMet]], 1), { type: 'not-ready', gatesNotMet: 1 })
  assert.deepEqual(advise([[notMet]], 0), { type: 'not-ready', gatesNotMet: 1 })
})

test('a larger ambition is never advised, and an ambition that is not there is refused by name', () => {
  assert.deepEqual(advise([[notMet], [met]], 0), { type: 'not-ready', gatesNotMet: 1 })
  assert.throws(() => advise([[met]], 1), /^BadInput: chosen: /)
})
