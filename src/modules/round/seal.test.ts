import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#platform/id.ts'
import { newDataKey } from '#platform/sealing.ts'
import { checkReceipt, openPacket, sealAnswers } from './seal.ts'

const { key } = newDataKey(Buffer.alloc(32, 1), 'test')
const { key: otherKey } = newDataKey(Buffer.alloc(32, 1), 'test')
const round = newId<'round'>()
const answers = {
  'a.one': { level: 3, reason: 'So' },
  'a.two': { level: 'unknown', reason: '' },
  'a.three': { level: 5, reason: 'Proven' },
}

function published() {
  const seal = sealAnswers(key, round, 'ashby', answers)
  return {
    seal,
    open: { answers: openPacket(key, round, 'ashby', seal.packet), digests: seal.digests, root: seal.root },
  }
}

test('a receipt fits the answers that were sealed', () => {
  const { seal, open } = published()
  assert.deepEqual(checkReceipt(open, seal.root), { type: 'whole' })
  assert.deepEqual(checkReceipt(open, seal.root, seal.digests), { type: 'whole' })
})

test('any change to any answer is found, and the statement named', () => {
  fc.assert(
    fc.property(fc.constantFrom('a.one', 'a.two', 'a.three'), fc.string({ minLength: 1 }), (item, added) => {
      const { seal, open } = published()
      const changed = {
        ...open,
        answers: {
          ...open.answers,
          [item]: { answer: { level: 3, reason: `So${added}` }, salt: open.answers[item]?.salt ?? '' },
        },
      }
      assert.deepEqual(checkReceipt(changed, seal.root), { type: 'altered', items: [item] })
    }),
  )
})

test('an answer that is missing or was slipped in is named too', () => {
  const { seal, open } = published()
  const { 'a.two': _, ...fewer } = open.answers
  assert.deepEqual(checkReceipt({ ...open, answers: fewer }, seal.root), {
    type: 'altered',
    items: ['a.two'],
  })
  const more = { ...open.answers, 'a.four': { answer: { level: 5, reason: 'New' }, salt: '00' } }
  assert.deepEqual(checkReceipt({ ...open, answers: more }, seal.root), {
    type: 'altered',
    items: ['a.four'],
  })
})

test('a list of digests changed to fit a changed answer gives itself away, and the receipt file names which', () => {
  const { seal, open } = published()
  const forged = sealAnswers(key, round, 'ashby', { ...answers, 'a.one': { level: 5, reason: 'So' } })
  const changed = {
    answers: openPacket(key, round, 'ashby', forged.packet),
    digests: forged.digests,
    root: seal.root,
  }
  assert.equal(checkReceipt(changed, seal.root).type, 'digests-altered')
  const found = checkReceipt(changed, seal.root, seal.digests)
  assert.equal(found.type, 'altered')
  assert.deepEqual(checkReceipt(open, 'a'.repeat(64)), { type: 'other-receipt' })
})

test('a packet opens with its own key, for its own council and round, and not otherwise', () => {
  const { seal } = published()
  assert.throws(() => openPacket(otherKey, round, 'ashby', seal.packet))
  assert.throws(() => openPacket(key, round, 'barnshire', seal.packet))
  assert.throws(() => openPacket(key, newId<'round'>(), 'ashby', seal.packet))
})

test('the same answers sealed twice have different receipts, so a receipt gives nothing away', () => {
  assert.notEqual(published().seal.root, published().seal.root)
})
