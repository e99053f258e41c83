import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { lockFolder } from './folder-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'handfast-lock-'))
const children: ChildProcess[] = []
describe('folder lock', () => {
  after(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const holdIt = `
  const { lockFolder } = await import(${JSON.stringify(import.meta.resolve('./folder-lock.ts'))})
  try {
    lockFolder(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => undefined, 1000)
  } catch (error) {
    console.log(error.message)
  }
`

  /** Another process that asks for the folder; its first line says whether it got it. */
  async function otherProcess() {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', holdIt])
    children.push(child)
    const [line]: unknown[] = await once(child.stdout, 'data')
    return { child, said: String(line).trim() }
  }

  test('only one process at a time has the folder, and a killed one lets it go at once', async () => {
    const first = await otherProcess()
    assert.equal(first.said, 'held')
    assert.throws(() => lockFolder(folder), {
      name: 'CannotStart',
      message: new RegExp(`process ${first.child.pid}`),
    })

    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const mine = lockFolder(folder)
    const second = await otherProcess()
    assert.match(second.said, new RegExp(`in use by another Handfast \\(process ${process.pid}\\)`))
    await once(second.child, 'exit')

    mine.release()
    lockFolder(folder).release()
  })

  test('of several processes that find a dead one’s lock, exactly one takes it over', async () => {
    const dead = await otherProcess()
    dead.child.kill('SIGKILL')
    await once(dead.child, 'exit')
    const racers = await Promise.all(Array.from({ length: 4 }, otherProcess))
    assert.equal(racers.filter(({ said }) => said === 'held').length, 1)
  })
})
