import assert from 'node:assert/strict'
import { chmod, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { instanceCommands } from '#root/cli/instance-commands.ts'
import { openEmbedded } from '#platform/embedded.ts'
import { projectRoot, start } from '#test/support/program.ts'

/** A whole life by the command line: made, filled by nobody, looked at, carried to another folder, and back in use. */
const place = await mkdtemp(join(tmpdir(), 'handfast-cli-'))
const at = (name: string) => join(place, name)
const key = Buffer.alloc(32, 7).toString('base64')
const first = { HANDFAST_DATA: at('first'), HANDFAST_KEY: key, LOG_LEVEL: 'silent' }

async function handfast(name: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const ran = { code: -1, out: '', err: '' }
  const command = instanceCommands(env)[name]
  assert.ok(command)
  ran.code = await command.run(args, {
    out: (text) => (ran.out += text),
    err: (text) => (ran.err += text),
    readStdin: () => new Uint8Array(),
  })
  return ran
}

describe('commands about an instance', () => {
  after(() => rm(place, { recursive: true, force: true }))

  test('every command about an instance says what it is for', async () => {
    for (const name of Object.keys(instanceCommands({}))) {
      const { code, out } = await handfast(name, ['--help'], {})
      assert.equal(code, 0)
      assert.match(out, new RegExp(`^handfast ${name}( |\\n)`))
    }
  })

  test('where there is no instance, nothing is made and the sentence says what to set', async () => {
    for (const name of ['export', 'backup', 'verify']) {
      const { code, err } = await handfast(name, [], first)
      assert.deepEqual([code, /There is no instance in .*first: set HANDFAST_DATA/.test(err)], [2, true], err)
    }
    const { HANDFAST_KEY: _, ...keyless } = first
    assert.match(
      (await handfast('export', [], keyless)).err,
      /There is no key in .*first\.key: put the instance's key/,
    )
    assert.match((await handfast('import', [], first)).err, /Name the archive to import/)
    assert.match((await handfast('export', ['a', 'b'], first)).err, /Name one file only/)
    assert.match((await handfast('verify', [], { ...first, PORT: 'x' })).err, /PORT must be/)
    assert.deepEqual(await readdir(place), [])
  })

  test('an instance is brought up, looked at, exported and verified', async () => {
    assert.deepEqual(await handfast('migrate', [], first).then(({ code }) => code), 0)
    const doctor = await handfast('doctor', [], first)
    assert.equal(doctor.code, 0, doctor.out)
    assert.deepEqual(
      doctor.out
        .trim()
        .split('\n')
        .map((line) => line.split(/ +/).slice(0, 2).join(' ')),
      ['settings', 'database', 'clock', 'key', 'mail', 'backups', 'disk'].map((name) => `ok ${name}`),
    )
    const exported = await handfast('export', [at('a.zip')], first)
    assert.equal(exported.code, 0, exported.err)
    assert.match(
      exported.out,
      /sealed with the key [0-9a-f]{32}, which is not in it.*answers not yet revealed are lost/s,
    )
    assert.match(
      (await handfast('export', [at('a.zip')], first)).err,
      /is there already: choose another name/,
    )
    assert.match((await handfast('verify', [], first)).out, /0 entries in 0 chains and 0 seals .*: whole/)
  })

  test('the archive goes into another folder, and not into one that was written by another key', async () => {
    const second = { ...first, HANDFAST_DATA: at('second') }
    const other = { ...second, HANDFAST_KEY: Buffer.alloc(32, 8).toString('base64') }
    assert.match((await handfast('import', [at('a.zip')], other)).err, /was sealed with the key/)
    const imported = await handfast('import', [at('a.zip')], second)
    assert.equal(imported.code, 0, imported.err)
    assert.match(imported.out, /Imported 0 rows|Imported \d+ rows? of \d+ tables, as they were on 20/)
    const backup = await handfast('backup', [], second)
    assert.equal(backup.code, 0, backup.err)
    assert.deepEqual((await readdir(at('second-backups'))).length, 1)
  })

  test('what time has made due is done once, and the doctor finds what is not well', async () => {
    const ticked = await handfast('tick', [], first)
    assert.deepEqual([ticked.code, ticked.out], [0, 'Done what was due.\n'], ticked.err)
    const ill = {
      HANDFAST_DATA: at('nowhere'),
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'a@example.org',
    }
    const doctor = await handfast('doctor', [], ill)
    assert.equal(doctor.code, 1)
    assert.match(doctor.out, /TROUBLE +database +There is no instance in .*nowhere/)
    assert.match(doctor.out, /TROUBLE +key +There is no key in .*nowhere\.key/)
    assert.match(doctor.out, /TROUBLE +mail +the server of SMTP_URL says: connect ECONNREFUSED/)
  })

  test('what is due counts the rows of the embedded database, which has no autovacuum', async () => {
    const counted = async (prepare: string) => {
      const { pool, close } = await openEmbedded({ folder: at('first') })
      await pool.query(prepare)
      const { rows } = await pool.query(`select from pg_stats where tablename = 'authorities_authority'`)
      await close()
      return rows.length > 0
    }
    const grow = `insert into authorities_authority (code, kind, name, short_name)
      select 'T' || n, 'pretend', 'Test ' || n, 'T' || n from generate_series(1, 300) n`
    assert.equal(await counted(grow), false)
    assert.equal((await handfast('tick', [], first)).code, 0)
    assert.equal(await counted(`delete from authorities_authority where code like 'T%'`), true)
  })

  test('content is checked, and every problem has its file and line', async () => {
    const whole = await handfast('check-content', [], {})
    assert.equal(whole.code, 0)
    assert.match(whole.out, /2 frameworks with \d+ statements, \d+ terms, \d+ authorities: no problem found/)
    await cp(join(projectRoot, 'content'), at('content'), { recursive: true })
    await writeFile(at('content/glossary.yaml'), 'nonsense: true\n')
    await chmod(at('content/glossary.yaml'), 0o600)
    const broken = await handfast('check-content', [at('content')], {})
    assert.equal(broken.code, 1)
    assert.match(broken.out, /glossary\.yaml:\d+ /)
  })

  test('while an instance runs, an export says how to get at its data', async () => {
    const holder = start(['--input-type=module', '-e', holdFolder], { HANDFAST_DATA: at('first') })
    try {
      await holder.prints(/held/)
      const { code, err } = await handfast('export', [at('b.zip')], first)
      assert.equal(code, 2)
      assert.match(err, /in use by another Handfast .*Or take the newest backup from .*first-backups/s)
      assert.match(
        (await handfast('doctor', [], first)).out,
        /ok +database +in use by a running Handfast \(process \d+\)/,
      )
    } finally {
      await holder.kill()
    }
  })
})

const holdFolder = `
  import { lockFolder } from '#platform/folder-lock.ts'
  lockFolder(process.env.HANDFAST_DATA)
  console.log('held')
  setInterval(() => {}, 1000)`
