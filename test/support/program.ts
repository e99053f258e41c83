import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const projectRoot = join(import.meta.dirname, '..', '..')

/** A program that a test started: what it has printed so far, and ways to wait for it and to end it. */
export type Program = {
  readonly child: ChildProcess
  /** All it has printed so far, standard output and errors together. */
  printed(): string
  /** Waits until what it has printed matches; throws, with what it printed, when it ends or takes too long. */
  prints(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>
  /** Waits for its end. */
  ends(withinMs?: number): Promise<{ code: number | null; signal: string | null; printed: string }>
  /** Ends it at once, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a program of ours on this Node, with no settings but those given. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = once(child, 'close').then(() => running.delete(child))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (part: string) => (printed += part))
  }
  const within = (ms: number) => AbortSignal.timeout(ms)
  return {
    child,
    printed: () => printed,
    async prints(pattern, withinMs = 30_000) {
      const patience = within(withinMs)
      for (;;) {
        const match = pattern.exec(printed)
        if (match) return match
        if (hasEnded(child) || patience.aborted) throw new Error(`It never printed ${pattern}:\n${printed}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async ends(withinMs = 30_000) {
      const patience = within(withinMs)
      const tooLong = once(patience, 'abort').then(() => {
        throw new Error(`It did not end in ${withinMs} ms:\n${printed}`)
      })
      await Promise.race([ended, tooLong])
      return { code: child.exitCode, signal: child.signalCode, printed }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
