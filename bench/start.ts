import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '#platform/embedded.ts'
import { freePort } from '#test/support/postgres-server.ts'
import { start, type Program } from '#test/support/program.ts'

type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

/** One start of the program, from the command to the first page. */
type Start = {
  readonly seconds: number
  /** What the processor spent on it; unlike the seconds, it does not grow when the machine has other work. */
  readonly processorSeconds: number
  readonly megabytes: number
}

const folder = mkdtempSync(join(tmpdir(), 'handfast-start-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const restarts = 3
const mostSeconds = 120

async function measureStart(data: string): Promise<Start> {
  const port = await freePort()
  const began = performance.now()
  const program = start(['scripts/run.mjs', 'start'], { PORT: String(port), HANDFAST_DATA: data })
  await firstPage(port, program)
  const seconds = (performance.now() - began) / 1000
  const server = serverOf(program)
  const measured = { seconds, processorSeconds: processorSeconds(server), megabytes: megabytes(server) }
  program.child.kill('SIGTERM')
  await program.ends()
  return measured
}

async function firstPage(port: number, program: Program): Promise<void> {
  const patience = AbortSignal.timeout(mostSeconds * 1000)
  while (!patience.aborted && program.child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if (answer?.ok && (await answer.text()).includes('</html>')) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`There was no first page within ${mostSeconds} seconds:\n${program.printed()}`)
}

/** The process that serves: the child of the one that `npm start` runs. Linux tells. */
function serverOf({ child }: Program): string {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
  return children.trim().split(' ')[0] ?? ''
}

function megabytes(pid: string): number {
  const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Fields 14 and 15 of proc(5)'s stat, in hundredths of a second. */
function processorSeconds(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function memoised<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

const firstStart = memoised(() => measureStart(join(folder, 'data')))

/** The middle one of three, after a first start. */
const restart = memoised(async () => {
  await firstStart()
  const measured: Start[] = []
  for (let i = 0; i < restarts; i += 1) measured.push(await measureStart(join(folder, 'data')))
  return measured.sort((a, b) => a.seconds - b.seconds)[Math.floor(restarts / 2)] ?? (await firstStart())
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Yardsticks: what the database alone takes, and a Node that does nothing. */
const databaseAlone = async () => {
  const { close } = await openEmbedded({ folder: join(folder, 'alone') })
  await close()
}
const makingDatabase = memoised(() => timed(databaseAlone))
const openingDatabase = memoised(async () => {
  await makingDatabase()
  return timed(databaseAlone)
})
const emptyNode = () => timed(() => once(spawn(process.execPath, ['--eval', '0']), 'exit'))

export const benches: readonly Bench[] = [
  { name: 'first start to first page', unit: 's', target: 60, run: async () => (await firstStart()).seconds },
  { name: 'of that, processor time', unit: 's', run: async () => (await firstStart()).processorSeconds },
  { name: 'making the embedded database alone', unit: 's', run: makingDatabase },
  { name: 'restart to first page', unit: 's', target: 3, run: async () => (await restart()).seconds },
  { name: 'of that, processor time', unit: 's', run: async () => (await restart()).processorSeconds },
  { name: 'opening the embedded database alone', unit: 's', run: openingDatabase },
  {
    name: 'restart against opening the database alone',
    unit: 'times',
    run: async () => (await restart()).seconds / (await openingDatabase()),
  },
  { name: 'a Node that does nothing', unit: 's', run: emptyNode },
  { name: 'memory after the first start', unit: 'MB', run: async () => (await firstStart()).megabytes },
  { name: 'memory after a restart', unit: 'MB', run: async () => (await restart()).megabytes },
]
