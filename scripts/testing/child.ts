import { spawn, type ChildProcess } from 'node:child_process'
import { root } from './find-tests.ts'

/** How a program ended and all it printed. `code` is null when a signal ended it. */
export type Ended = { readonly code: number | null; readonly output: string; readonly timedOut: boolean }

const running = new Set<ChildProcess>()

/** Runs a program on this Node to its end, in a process group of its own, so that whatever it starts can be ended too. */
export function runNode(
  args: readonly string[],
  options: { env?: Readonly<Record<string, string>>; timeoutMs: number },
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  running.add(child)
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.on('data', (part: Buffer) => parts.push(part))
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    end(child)
  }, options.timeoutMs)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => end(child))
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code, output: Buffer.concat(parts).toString('utf8'), timedOut })
    })
  })
}

/** Ends every program that is still running, with all that they started. */
export function endAll(): void {
  for (const child of running) end(child)
}

/** Ends a process group; also after its leader's end, for what the leader left behind. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
}
