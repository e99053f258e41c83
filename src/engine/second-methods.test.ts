import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/* The page of second methods is a promise about other tests: each is there, under its title, with as many cases. */

const page = readFileSync(join(import.meta.dirname, '../../docs/methods/second-methods.md'), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Method'))
  .map((line) => line.slice(2, -2).split(' | '))

/** A test's own lines: from its title to the next test. */
function body(file: string, title: string): string {
  const text = readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8')
  const at = text.indexOf(title)
  assert.ok(at > 0, `${file} has no test called “${title}”`)
  const next = text.slice(at).search(/\n {0,2}test\(/)
  return next < 0 ? text.slice(at) : text.slice(at, at + next)
}

test('every second method of the page is compared on as many cases as it says, and on a thousand at least', () => {
  assert.ok(rows.length > 60)
  for (const [method = '', , cases = '', file = '', title = ''] of rows) {
    const promised = Number(cases.replace(',', ''))
    assert.ok(promised >= 1000, method)
    const runs = [...body(file, title).matchAll(/numRuns: ([\d_]+)/g)].map(([, count = '']) =>
      Number(count.replaceAll('_', '')),
    )
    assert.ok(
      runs.length > 0 && Math.max(...runs) >= promised,
      `${file}: “${title}” has ${runs.join(', ')} cases`,
    )
  }
})
