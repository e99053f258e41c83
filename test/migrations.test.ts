import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readMigrations } from '#platform/migrate.ts'

/** A migration that somebody's database was made with never changes: that database would refuse to start. */
test('every released migration is what it was', async () => {
  const folder = new URL('../migrations/', import.meta.url).pathname
  const released = (await readFile(`${folder}/released.txt`, 'utf8')).trim().split('\n')
  const now = new Map((await readMigrations(folder)).map(({ name, digest }) => [name, digest]))
  for (const line of released) {
    const [digest = '', name = ''] = line.split(/\s+/)
    assert.equal(now.get(name), digest, `${name} has changed; put it back and write a new migration`)
  }
  assert.ok(released.length >= 22, 'the list of released migrations has lost lines')
})
