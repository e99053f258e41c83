import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { makeSite } from '#test/support/server.ts'

const site = await makeSite()
describe('refused start', () => {
  after(() => site.remove())
  const onServer = site.ownerUrl !== undefined

  /** A start that is refused ends with a code that is not 0 and says one sentence: no stack, no log line, nothing else. */
  async function refusedWith(env: Readonly<Record<string, string>>, sentence: RegExp): Promise<void> {
    const { code, said } = await site.refuses(env)
    assert.equal(code, 1, said.join('\n'))
    const steps = /^(Making the database|Bringing the database|Made a key)/
    const left = said.filter((line) => !steps.test(line))
    assert.equal(left.length, 1, left.join('\n'))
    assert.match(left[0] ?? '', sentence)
  }

  test('a wrong setting stops the start with a sentence that says what to do', async () => {
    await refusedWith(
      { PORT: 'three thousand' },
      /^PORT must be a whole number .*: change it, or take it away/,
    )
    await refusedWith({ HANDFAST_PROT: '80' }, /^HANDFAST_PROT is not a setting of Handfast: take it away/)
  })

  test('a taken port stops the start with a sentence that says what to do', async () => {
    const other = createServer().listen(site.port, '127.0.0.1')
    await once(other, 'listening')
    await refusedWith({}, new RegExp(`^Port ${site.port} is taken; .*set PORT`))
    other.close()
    await once(other, 'close')
  })

  test('a key file that others may read stops the start with a sentence that says what to do', async () => {
    const file = join(site.folder, 'open.key')
    writeFileSync(file, `${Buffer.alloc(32, 1).toString('base64')}\n`)
    chmodSync(file, 0o644)
    await refusedWith({ HANDFAST_KEY_FILE: file }, /can be read by others .* run "chmod 600/)
  })

  if (onServer) {
    test('a server that is not there stops the start with a sentence that says what to do', async () => {
      const nobody = 'postgres://app:secret@127.0.0.1:1/handfast'
      await refusedWith(
        { DATABASE_URL: nobody },
        /^The database in DATABASE_URL cannot be used \(ECONNREFUSED\); check/,
      )
    })

    test('an application that could pass its own policies does not start', async () => {
      const owner = site.ownerUrl ?? ''
      await refusedWith(
        { DATABASE_URL: owner },
        /^The user in DATABASE_URL is a superuser, .* an ordinary user/,
      )
    })
  } else {
    test('a second program on a data folder says so in a sentence, and the first goes on', async () => {
      const first = await site.start()
      const inUse = /^The data folder .* is in use by another Handfast \(process \d+\): stop that one first/
      await refusedWith({ PORT: String(site.port + 1) }, inUse)
      assert.equal((await site.browser().visit('/')).status, 200)
      first.child.kill('SIGTERM')
      assert.deepEqual((await first.ends()).code, 0)
    })

    test('a data folder of another PostgreSQL stops the start with a sentence that says what to do', async () => {
      const folder = join(site.folder, 'old')
      mkdirSync(join(folder, 'pg'), { recursive: true })
      writeFileSync(join(folder, 'pg', 'PG_VERSION'), '17\n')
      await refusedWith(
        { HANDFAST_DATA: folder },
        /was written by PostgreSQL 17 .* "npm run export" .* "npm run import"/,
      )
    })
  }
})
