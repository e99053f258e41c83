import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { withoutCrown } from './govuk-css.ts'

const path = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')
const published = readFileSync(path, 'utf8')

test('the stylesheet we serve neither names nor fetches the typeface and the crest of GOV.UK', () => {
  assert.match(published, /GDS Transport/)
  const ours = withoutCrown(published)
  assert.doesNotMatch(ours, /GDS Transport|@font-face|govuk-crest|url\(/)
})

test('every rule that set the GOV.UK typeface sets ours, on screen and on paper', () => {
  const faces = published.match(/font-family:(?!GDS Transport;)[^;}]*/g) ?? []
  const ours = withoutCrown(published).match(/font-family:var\(--hf-font\)/g) ?? []
  assert.ok(faces.length > 100)
  assert.equal(ours.length, faces.length)
})

test('nothing else of the stylesheet is lost', () => {
  const rules = (css: string): number => css.match(/\{/g)?.length ?? 0
  const removed = published.match(/@font-face/g)?.length ?? 0
  assert.equal(rules(withoutCrown(published)), rules(published) - removed)
})

test('a new image or face in an upgrade is refused, not served', () => {
  assert.throws(() => withoutCrown('.a{background:url(/assets/images/new.png)}'), /teach withoutCrown/)
  assert.throws(() => withoutCrown('.a{font-family:"GDS Transport"}'), /teach withoutCrown/)
})
