import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attribute, attributes, classes, translations } from './attributes.ts'

// The cases are those that the macro govukAttributes documents.
test('attributes are written as the macros write them', () => {
  const written = (given: Parameters<typeof attributes>[0]) => attributes(given)?.html
  assert.equal(written({ 'aria-hidden': true }), ' aria-hidden="true"')
  assert.equal(written({ 'aria-hidden': false }), ' aria-hidden="false"')
  assert.equal(written({ hidden: undefined, title: null }), ' hidden="" title=""')
  assert.equal(written({ hidden: { value: true, optional: true } }), ' hidden')
  assert.equal(written({ hidden: { value: undefined, optional: true } }), '')
  assert.equal(written({ hidden: { value: false, optional: true } }), '')
  assert.equal(written({ maxlength: { value: 10 } }), ' maxlength="10"')
  assert.equal(written({ title: '"a" & <b>' }), ' title="&quot;a&quot; &amp; &lt;b&gt;"')
  assert.equal(written(undefined), undefined)
})

test('one attribute is left out when there is nothing to say, but nought is something', () => {
  for (const nothing of [undefined, null, false, ''] as const)
    assert.equal(attribute('id', nothing), undefined)
  assert.equal(attribute('tabindex', 0)?.html, ' tabindex="0"')
  assert.equal(attribute('open', true)?.html, ' open')
})

test('class names are joined without gaps', () => {
  assert.equal(classes('a', undefined, false, '', 'b c'), 'a b c')
})

test('words for scripts are written by key and plural rule', () => {
  assert.deepEqual(
    translations({ show: 'Show', hide: undefined, chosen: { one: '1 file', other: '%{count} files' } }),
    {
      'data-i18n.show': 'Show',
      'data-i18n.chosen.one': '1 file',
      'data-i18n.chosen.other': '%{count} files',
    },
  )
})
