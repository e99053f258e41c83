import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { loadInstanceKey } from './instance-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'handfast-key-'))
describe('instance key', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))
  const load = (keyFile: string) => loadInstanceKey({ key: undefined, keyFile })

  test('the first start makes a key that only its owner can read, and the next start finds the same', () => {
    const path = join(folder, 'made', 'data.key')
    const first = load(path)
    assert.equal(first.created, true)
    assert.equal(first.key.length, 32)
    assert.equal(first.path, path)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(join(folder, 'made')), ['data.key'])
    assert.deepEqual(load(path), { ...first, created: false })
  })

  test('two first starts make different keys', () => {
    assert.notDeepEqual(load(join(folder, 'a.key')).key, load(join(folder, 'b.key')).key)
  })

  test('a key given as a setting is used and no file is made', () => {
    const key = Buffer.alloc(32, 1)
    const keyFile = join(folder, 'unused.key')
    assert.deepEqual(loadInstanceKey({ key, keyFile }), { key, created: false, path: undefined })
    assert.equal(statSync(keyFile, { throwIfNoEntry: false }), undefined)
  })

  test('a key file that others may read is refused', () => {
    const path = join(folder, 'open.key')
    load(path)
    for (const mode of [0o640, 0o604, 0o644]) {
      chmodSync(path, mode)
      assert.throws(() => load(path), {
        name: 'CannotStart',
        message: /can be read by others .* run "chmod 600/,
      })
    }
  })

  test('a key file without a key in it is refused and left as it is', () => {
    const path = join(folder, 'short.key')
    for (const text of ['', 'not a key', Buffer.alloc(16).toString('base64')]) {
      writeFileSync(path, text, { mode: 0o600 })
      assert.throws(() => load(path), {
        name: 'CannotStart',
        message: /does not hold a key .* put back your copy/,
      })
      assert.equal(statSync(path).size, text.length)
    }
  })

  test('a key file that cannot be made is refused', () => {
    writeFileSync(join(folder, 'file'), '')
    const message = /cannot be read or made \(E\w+\): give this user the right/
    assert.throws(() => load(join(folder, 'file', 'data.key')), { name: 'CannotStart', message })
  })
})
