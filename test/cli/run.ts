import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { main } from '#root/cli/main.ts'

/** What one command line did. */
export type Ran = { code: number | null; out: string; err: string }

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A file among the examples of the documentation. */
export const example = (name: string): string => `${root}docs/methods/examples/${name}`

/** Runs the real command in its own process, as a shell would. */
export async function handfast(args: readonly string[], input = ''): Promise<Ran> {
  return spawned(process.execPath, [`${root}src/cli/main.ts`, ...args], input)
}

/** Runs any program to its end. */
export async function spawned(program: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text))
  // A program that refuses its arguments may close its input before we have written it.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  await once(child, 'close')
  return { ...ran, code: child.exitCode }
}

/** Runs the same command line in this process: quick enough for a long list of bad inputs. */
export async function inProcess(args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  const ran: Ran = { code: null, out: '', err: '' }
  ran.code = await main(args, {
    out: (text) => (ran.out += text),
    err: (text) => (ran.err += text),
    readStdin: () => (typeof input === 'string' ? new TextEncoder().encode(input) : input),
  })
  return ran
}
