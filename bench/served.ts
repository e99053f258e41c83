import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Heard, Load } from './load.ts'
import type { Ask, Job, Started } from './server.ts'

/** A server in a process of its own, so that those who ask it do not think in its thread. */
export type Served = {
  readonly origin: string
  readonly ask: (ask: Ask) => Promise<readonly number[]>
  readonly stop: () => Promise<void>
}

/** Starts one. It ends when it is stopped, and of itself when this process ends in whatever way. */
export async function serve(job: Job): Promise<Served> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(job)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { origin } = await hear<Started>(child)
  const ask = async (question: Ask) => {
    child.channel?.ref()
    child.send(question)
    return hear<readonly number[]>(child)
  }
  const stop = async () => {
    child.ref()
    const ended = once(child, 'exit')
    child.disconnect()
    await ended
  }
  return { origin, ask, stop }
}

/** The next thing the child says. Between questions it does not hold this process open. */
async function hear<Said>(child: ChildProcess): Promise<Said> {
  const said = await new Promise<Said>((resolve, reject) => {
    const ended = () => reject(new Error('The server ended before it answered; why is said above.'))
    child.once('exit', ended)
    child.once('message', (message: Said) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
  child.channel?.unref()
  child.unref()
  return said
}

/** Puts the load on from another process. Throws when any request failed: a quick refusal is no speed. */
export async function putLoad(load: Load): Promise<Heard> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load.ts'), JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const heard: Heard = JSON.parse(await text(child.stdout))
  if (heard.failed > 0)
    throw new Error(`${heard.failed} of ${heard.requests} requests to ${load.paths[0]} failed.`)
  return heard
}

/** The value below which a share of them lies; the nearest of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
