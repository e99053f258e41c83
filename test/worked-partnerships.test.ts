import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findingsOf } from '#modules/worked-partnership/index.ts'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent } from '#test/support/database.ts'
import { inProcess } from './cli/run.ts'

/** Worked partnerships as anybody finds them: pages without an account, and files that the command line takes. */
const content = testContent()

function inside(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([name]) => name === String(key))?.[1]
        : undefined,
    value,
  )
}

describe('worked partnerships', () => {
  test('each opens without an account, says what it rests on, and marks what is assumed', async () => {
    const { app, faults } = await testApp()
    const visitor = browser(app)
    await visitor.visit('/worked-partnerships')
    for (const { id, title, facts, assumptions } of content.workedPartnerships) {
      const list = await visitor.visit('/worked-partnerships')
      assert.match(list.html, new RegExp(id))
      const page = await visitor.follow(title)
      assert.equal(page.h1, title)
      assert.match(page.text, /What Handfast would have warned of/)
      assert.match(page.text, /What it would have missed/)
      for (const { source } of facts)
        assert.ok(page.html.includes(source.url.replaceAll('&', '&amp;')), source.url)
      assert.equal((page.text.match(/Assumption\./g) ?? []).length, assumptions.length)
    }
    assert.deepEqual(faults, [])
  })

  test('the command line takes every file, and finds the same as the page', async () => {
    const { app } = await testApp()
    for (const worked of content.workedPartnerships) {
      const { departure, split } = findingsOf(worked, content.reorganisations)
      if (departure) {
        const file = await app.inject({ url: `/worked-partnerships/${worked.id}/withdraw.yaml` })
        assert.match(String(file.headers['content-disposition']), /withdraw\.yaml/)
        const ran = await inProcess(['withdraw', '-', '--format', 'yaml', '--json'], file.body)
        assert.equal(ran.code, 0, ran.err)
        const saved: unknown = JSON.parse(ran.out)
        const path = inside(saved, 'result', 'runs', 0, 'run', 'path')
        assert.equal(Array.isArray(path) ? path.length : 0, departure.followers.length + 1, worked.id)
        const kinds = inside(saved, 'result', 'kinds')
        assert.ok(Array.isArray(kinds))
        const harm: unknown = kinds.find((kind: unknown) => inside(kind, 'kind') === 'hold-harmless')
        const place = worked.councils.indexOf(departure.leaver)
        assert.equal(
          Number(inside(harm, 'amounts', place)).toFixed(9),
          departure.fairFee.toFixed(9),
          worked.id,
        )
      }
      const { case: found } = findingsOf(worked, content.reorganisations)
      if (found) {
        const file = await app.inject({ url: `/worked-partnerships/${worked.id}/case.yaml` })
        const ran = await inProcess(['case', '-', '--format', 'yaml', '--json'], file.body)
        assert.equal(ran.code, 0, ran.err)
        assert.equal(inside(JSON.parse(ran.out), 'result', 'npvTotal', 'p50'), found.p50, worked.id)
      }
      if (split) {
        const file = await app.inject({ url: `/worked-partnerships/${worked.id}/share.yaml` })
        const ran = await inProcess(['share', '-', '--format', 'yaml', '--explain'], file.body)
        assert.equal(ran.code, 0, ran.err)
      }
    }
  })
})
