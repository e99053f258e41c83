import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { constants, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { readZip } from './zip-archive.ts'
import { type ZipLimits, type ZipProblem } from './zip-directory.ts'
import { writeZip, zipBytes, type ZipInput } from './zip-writer.ts'

const LIMITS: ZipLimits = { maxEntries: 70_000, maxEntryBytes: 1_000_000, maxTotalBytes: 5_000_000 }

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

const unpackAll = async (from: Uint8Array | string, limits = LIMITS): Promise<[string, Uint8Array][]> => {
  const reading = await readZip(from, limits)
  assert.ok(reading.ok, JSON.stringify(reading))
  const found: [string, Uint8Array][] = []
  for (const entry of reading.archive.entries) {
    const unpacked = await reading.archive.unpack(entry)
    assert.ok(unpacked.ok, JSON.stringify(unpacked))
    found.push([entry.name, new Uint8Array(unpacked.bytes)])
  }
  await reading.archive.close()
  return found
}

/** The first problem met on opening and unpacking everything, or null. */
const problemOf = async (bytes: Uint8Array, limits = LIMITS): Promise<ZipProblem | null> => {
  const reading = await readZip(bytes, limits)
  if (!reading.ok) return reading.problem
  for (const entry of reading.archive.entries) {
    const unpacked = await reading.archive.unpack(entry)
    if (!unpacked.ok) return unpacked.problem
  }
  return null
}

const name = fc
  .array(
    fc.stringMatching(/^[a-zé🤝 _.-]{1,12}$/u).filter((part) => part !== '.' && part !== '..'),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join('/'))

test('an archive gives back every file byte for byte, with short and with wide records', async () => {
  const files = fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 400 })), {
    selector: ([key]) => key.toLowerCase(),
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(files, fc.constantFrom(0, 50, 0xffffffff), async (entries, zip64From) => {
      const inputs: ZipInput[] = entries.map(([key, bytes]) => ({ name: key, bytes }))
      const chunks: Uint8Array[] = []
      for await (const chunk of writeZip(inputs, zip64From)) chunks.push(chunk)
      assert.deepEqual(await unpackAll(new Uint8Array(Buffer.concat(chunks))), entries)
    }),
    { numRuns: 150 },
  )
})

test('the same files make the same archive, and another program reads it', async (t) => {
  const inputs = [
    { name: 'data/councils.json', bytes: text('{"a":1}'.repeat(50)) },
    { name: 'Cyfarfod ŵ.txt', bytes: text('x') },
  ]
  const bytes = await zipBytes(inputs)
  assert.deepEqual(await zipBytes(inputs), bytes)
  const folder = await mkdtemp(join(tmpdir(), 'handfast-zip-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'a.zip'), bytes)
  assert.deepEqual(await unpackAll(join(folder, 'a.zip')), await unpackAll(bytes))
  try {
    execFileSync('unzip', ['-tq', join(folder, 'a.zip')])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      t.diagnostic('SKIPPED: no unzip here')
    else throw error
  }
})

test('an archive of more files than the old format can count is written and read', async () => {
  const many = Array.from({ length: 65_540 }, (_, at) => ({
    name: `${at}`,
    bytes: new Uint8Array(),
    isStored: true,
  }))
  const reading = await readZip(await zipBytes(many), LIMITS)
  assert.ok(reading.ok)
  assert.equal(reading.archive.entries.length, 65_540)
})

test('a writer refuses names that would leave the folder or stand twice', async () => {
  for (const bad of ['../x', '/etc/passwd', 'a/../b', 'a//b', 'C:x', 'a\\b', '', 'a\u0000', '.']) {
    await assert.rejects(zipBytes([{ name: bad, bytes: text('') }]), /can't be the name/u, bad)
  }
  await assert.rejects(
    zipBytes([
      { name: 'a', bytes: text('') },
      { name: 'a', bytes: text('') },
    ]),
    /twice/u,
  )
})

/** Makes an honest archive, then changes its bytes where `marker` stands in the directory. */
const tampered = async (
  inputs: ZipInput[],
  change: (bytes: Buffer, directory: number, view: DataView) => void,
): Promise<Uint8Array> => {
  const bytes = Buffer.from(await zipBytes(inputs))
  const directory = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
  change(bytes, directory, new DataView(bytes.buffer, bytes.byteOffset, bytes.length))
  return new Uint8Array(bytes)
}

const one: ZipInput[] = [{ name: 'a.txt', bytes: text('hello '.repeat(100)) }]

test('an archive that lies about a size is caught while unpacking, and unpacks no further than the lie', async () => {
  const short = await tampered(one, (bytes, at) => bytes.writeUInt32LE(10, at + 24))
  assert.deepEqual(await problemOf(short), { type: 'lying-size', name: 'a.txt', said: 10 })
  const long = await tampered(one, (bytes, at) => bytes.writeUInt32LE(9999, at + 24))
  assert.deepEqual(await problemOf(long), { type: 'lying-size', name: 'a.txt', said: 9999 })
})

test('a zip bomb is refused by what it says, and a lying one by what comes out', async () => {
  const honest = await zipBytes([{ name: 'bomb', bytes: new Uint8Array(3_000_000) }])
  assert.ok(honest.length < 5000)
  assert.equal((await problemOf(honest))?.type, 'unpacks-too-far')
  const many = Array.from({ length: 8 }, (_, at) => ({ name: `b${at}`, bytes: new Uint8Array(900_000) }))
  assert.deepEqual(await problemOf(await zipBytes(many)), {
    type: 'unpacks-too-far',
    bytes: 7_200_000,
    most: 5_000_000,
  })
  const liar = await tampered([{ name: 'bomb', bytes: new Uint8Array(3_000_000) }], (bytes, at) =>
    bytes.writeUInt32LE(100, at + 24),
  )
  assert.equal((await problemOf(liar))?.type, 'lying-size')
})

test('a lie about 300 MB costs no more memory than the truth', async () => {
  const megabyte = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_SYNC_FLUSH })
  const packed = Buffer.concat([...Array.from({ length: 300 }, () => megabyte), Buffer.from([3, 0])])
  const bomb = await tampered([{ name: 'bomb', bytes: packed, isStored: true }], (bytes, at) => {
    bytes.writeUInt16LE(8, at + 10)
    bytes.writeUInt32LE(100, at + 24)
  })
  const before = process.resourceUsage().maxRSS
  assert.deepEqual(await problemOf(bomb), { type: 'lying-size', name: 'bomb', said: 100 })
  assert.ok(process.resourceUsage().maxRSS - before < 100_000, 'kilobytes')
})

test('too many entries are refused before the list is read', async () => {
  const many = Array.from({ length: 50 }, (_, at) => ({ name: `${at}`, bytes: new Uint8Array() }))
  assert.deepEqual(await problemOf(await zipBytes(many), { ...LIMITS, maxEntries: 20 }), {
    type: 'too-many-entries',
    entries: 50,
    most: 20,
  })
})

test('entries that share bytes are refused', async () => {
  const two: ZipInput[] = [...one, { name: 'b.txt', bytes: text('other '.repeat(50)) }]
  const bytes = await tampered(two, (raw) => {
    const second = raw.indexOf(
      Buffer.from('PK\u0001\u0002', 'latin1'),
      raw.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 4,
    )
    raw.writeUInt32LE(0, second + 42)
  })
  assert.equal((await problemOf(bytes))?.type, 'overlapping-entries')
})

test('a name that would leave the folder, or differs from the one in the list, is refused', async () => {
  const climbing = await tampered([{ name: 'aa/b.txt', bytes: text('x') }], (bytes, at) =>
    bytes.write('../b.txt', at + 46),
  )
  assert.deepEqual(await problemOf(climbing), {
    type: 'unsafe-name',
    name: '../b.txt',
    fault: 'leaves-the-folder',
  })
  const other = await tampered(one, (bytes) => bytes.write('b.txt', 30))
  assert.deepEqual(await problemOf(other), { type: 'broken', what: 'entry', name: 'a.txt' })
})

test('a locked entry and an unknown way of packing are said to be so', async () => {
  const locked = await tampered(one, (bytes, at) => bytes.writeUInt16LE(0x0801, at + 8))
  assert.deepEqual(await problemOf(locked), { type: 'encrypted', name: 'a.txt' })
  const odd = await tampered(one, (bytes, at) => bytes.writeUInt16LE(14, at + 10))
  assert.deepEqual(await problemOf(odd), { type: 'unknown-packing', name: 'a.txt', method: 14 })
})

test('a changed byte, a cut end and pure noise are problems and never exceptions or other content', async () => {
  const whole = await zipBytes([...one, { name: 'b', bytes: text('b') }])
  const original = await unpackAll(whole)
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = new Uint8Array(whole)
      changed[at] = (changed[at] ?? 0) ^ flip
      if ((await problemOf(changed)) !== null) return
      // Dates, versions and attributes may change unseen; names and content may not.
      const found = await unpackAll(changed)
      assert.deepEqual(
        found.map(([, bytes]) => bytes),
        original.map(([, bytes]) => bytes),
      )
    }),
    { numRuns: 300 },
  )
  for (let cut = 0; cut < whole.length; cut += 7)
    assert.notEqual(await problemOf(whole.subarray(0, cut)), null)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
      assert.notEqual(await problemOf(new Uint8Array([0x50, 0x4b, 3, 4, ...noise])), null)
    }),
  )
})
