import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figures, type Given } from './rating.ts'

const said = (council: string, tenths: number | null): Given => ({
  council,
  of: { other: { word: tenths } },
})

test('one figure stands for three councils or more: with fewer there is none, because it would say what one of them said', () => {
  const three = [said('a', 10), said('b', 30), said('c', 50)]
  assert.deepEqual(figures(three, ['word']), { word: 30 })
  assert.deepEqual(figures(three.slice(1), ['word']), { word: null })
  assert.deepEqual(
    figures([...three.slice(1), said('a', null)], ['word']),
    { word: null },
    'a council without experience has said nothing',
  )
})
