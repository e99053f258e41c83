import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordWords } from './record-words.ts'

const modules = join(import.meta.dirname, '..')

/** Every event that the source names: written out, or by the helpers of a round, which put its name before it. */
function eventsInSource(): Set<string> {
  const found = new Set<string>()
  for (const file of globSync('**/*.ts', { cwd: modules, exclude: ['**/*.test.ts'] })) {
    const source = readFileSync(join(modules, file), 'utf8')
    for (const [, event = ''] of source.matchAll(/event: '([a-z-]+\.[a-z-]+)'/g)) found.add(event)
    if (file.startsWith('round/'))
      for (const [, event = ''] of source.matchAll(/(?:shared|own)\(trx, by, round, '([a-z-]+)'/g))
        found.add(`round.${event}`)
  }
  return found
}

test('whatever is put on record is said in words', () => {
  const events = eventsInSource()
  assert.ok(events.size > 60, `only ${events.size} events were found`)
  const silent = [...events].filter((event) => recordWords({ event, facts: {} }, String) === event)
  assert.deepEqual(silent, [])
})
