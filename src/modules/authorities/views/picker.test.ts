import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorityPicker } from './picker.ts'

const items = [
  { value: 'E1', text: 'Ashby Council', also: 'E1 Old "Ashby"' },
  { value: 'E2', text: 'Barnshire Council', also: 'E2' },
]

test('the field is a plain list, marked for the box to type in, with the chosen council kept', () => {
  const { html } = authorityPicker(
    { values: { council: 'E2' }, errors: {} },
    { name: 'council', label: 'Which council?', items },
  )
  assert.match(html, /<select[^>]*name="council"[^>]*data-autocomplete/s)
  assert.match(html, /<option value="E2" selected>Barnshire Council<\/option>|<option value="E2" selected/)
  assert.match(html, /data-also="E1 Old &quot;Ashby&quot;"/)
})

test('a council that is excluded is not offered', () => {
  const { html } = authorityPicker(
    { values: {}, errors: {} },
    { name: 'council', label: 'Which council?', items, exclude: ['E1'] },
  )
  assert.doesNotMatch(html, /Ashby/)
})
