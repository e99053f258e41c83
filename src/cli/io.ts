import { readSync } from 'node:fs'

/** Where a command reads and writes: the real streams, or a test's. */
export type Io = {
  out: (text: string) => void
  err: (text: string) => void
  /** All of standard input; throws when there is none to read. */
  readStdin: () => Uint8Array
}

/** One command of `handfast`. `run` returns the exit code: 0 done, 1 the answer is no, 2 it could not be done. */
export type Command = {
  summary: string
  run: (args: readonly string[], io: Io) => Promise<number>
}

/** Largest input read, in bytes: far above any real case, and small enough never to fill the memory. */
export const MOST_BYTES = 20_000_000

/** The process's own streams. */
export const processIo: Io = {
  out: (text) => {
    process.stdout.write(text)
  },
  err: (text) => {
    process.stderr.write(text)
  },
  readStdin: () => readAll(0),
}

/** Reads a stream to its end, one byte more than the limit at most, so that a caller can tell it was too long. */
function readAll(descriptor: number): Uint8Array {
  const parts: Buffer[] = []
  let length = 0
  while (length <= MOST_BYTES) {
    const part = Buffer.alloc(65_536)
    const read = readPart(descriptor, part)
    if (read === 0) break
    parts.push(part.subarray(0, read))
    length += read
  }
  return Buffer.concat(parts)
}

function readPart(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, part)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'EOF') return 0
      // A pipe whose writer has not written yet: ask again, after a moment.
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
