import { Agent, request } from 'node:http'

/**
 * People at a page, from a process of their own so that they do not slow the server down by thinking in its thread. Started
 * with one argument, a JSON `Load`; prints one JSON `Heard`. Bounded in people, in requests and in time.
 */
export type Load = {
  readonly origin: string
  readonly cookies: readonly string[]
  readonly method: 'GET' | 'POST'
  readonly paths: readonly string[]
  /** The form to post; `{n}` becomes the number of the request. */
  readonly body?: string
  /** Milliseconds between one answer and the next request of the same person; none means at full tilt. */
  readonly pause?: readonly [least: number, most: number]
  readonly seconds: number
}

export type Heard = {
  readonly requests: number
  readonly seconds: number
  readonly failed: number
  readonly milliseconds: readonly number[]
}

async function main(load: Load): Promise<Heard> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.cookies.length })
  const began = performance.now()
  const until = began + load.seconds * 1000
  const milliseconds: number[] = []
  let failed = 0
  let count = 0
  const one = (cookie: string): Promise<void> =>
    new Promise((done) => {
      const number = count++
      const sent = performance.now()
      const url = new URL(load.origin + (load.paths[number % load.paths.length] ?? '/'))
      const headers = {
        cookie,
        accept: load.method === 'GET' ? 'text/html' : 'application/json',
        ...(load.body ? { origin: load.origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
      }
      const asked = request(url, { agent, method: load.method, headers }, (answer) => {
        answer.resume()
        answer.on('end', () => {
          if ((answer.statusCode ?? 500) >= 400) failed++
          milliseconds.push(performance.now() - sent)
          done()
        })
      })
      asked.on('error', () => {
        failed++
        done()
      })
      asked.end(load.body?.replaceAll('{n}', String(number)))
    })
  // Each person's own pauses are fixed by who they are, so that two runs ask alike.
  const person = async (cookie: string, index: number): Promise<void> => {
    const [least, most] = load.pause ?? [0, 0]
    const rest = least + ((index * 37) % 100) * 0.01 * (most - least)
    if (load.pause) await new Promise((done) => setTimeout(done, rest * ((index % 10) / 10)))
    while (performance.now() < until) {
      await one(cookie)
      if (load.pause) await new Promise((done) => setTimeout(done, rest))
    }
  }
  await Promise.all(load.cookies.map(person))
  agent.destroy()
  return { requests: milliseconds.length, seconds: (performance.now() - began) / 1000, failed, milliseconds }
}

const [, script, argument] = process.argv
if (script === import.meta.filename && argument)
  process.stdout.write(JSON.stringify(await main(JSON.parse(argument))))
