import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { baselineFor, type BusinessCaseDeps, type CaseId, type RunId } from './store.ts'
import type { RunNews, RunTask } from './run-worker.ts'

/** A run to work out, and for whom. */
export type RunToDo = RunTask & {
  readonly by: CouncilViewer
  readonly at: { readonly partnership: PartnershipId; readonly case: CaseId; readonly run: RunId }
}

/**
 * Works runs out in a thread of its own, one after the other, so that everybody else's pages stay quick. What it learns it
 * writes as whoever asked. A run whose program was stopped half way is taken up again by the next who looks at it.
 */
export type CaseRunner = {
  start(run: RunToDo): void
  /** When everything that was started is written down; for tests and for closing. */
  idle(): Promise<void>
  close(): Promise<void>
}

export function caseRunner(
  deps: BusinessCaseDeps & {
    readonly clock: Clock
    readonly fault: (error: unknown, reference: string) => void
  },
): CaseRunner {
  let worker: Worker | undefined
  let last: Promise<void> = Promise.resolve()
  const doing = new Set<RunId>()

  const thread = (): Worker => {
    worker ??= new Worker(new URL('run-worker.ts', import.meta.url), { env: {} })
    worker.unref()
    return worker
  }

  const workOut = ({ inputs, seed, draws, by, at }: RunToDo): Promise<void> =>
    new Promise((resolve) => {
      const own = thread()
      own.ref()
      let writing = write(deps, by, at, sql`state = 'running'`, deps.clock.now())
      const end = (change: ReturnType<typeof sql> | null): void => {
        own.off('message', heard).off('error', broke).off('exit', ended)
        own.unref()
        const done = change ? writing.then(() => write(deps, by, at, change, deps.clock.now())) : writing
        done.catch((error: unknown) => deps.fault(error, at.run)).finally(resolve)
      }
      const heard = (news: RunNews): void => {
        if ('doneOfHundred' in news) {
          writing = writing.then(() =>
            write(deps, by, at, sql`done_of_hundred = ${news.doneOfHundred}`, deps.clock.now()),
          )
          return
        }
        if ('trouble' in news) end(sql`state = 'failed', trouble = ${news.trouble}`)
        else {
          const now = deps.clock.now()
          end(
            sql`state = 'done', done_of_hundred = 100, summary = ${news.summary}, saved = ${news.saved}, done_at = ${now}`,
          )
          void tell(deps, { ...by, now }, at.partnership).catch((error: unknown) => deps.fault(error, at.run))
        }
      }
      const broke = (error: unknown): void => {
        worker = undefined
        deps.fault(error, at.run)
        end(sql`state = 'failed', trouble = 'The calculation broke off.'`)
      }
      const ended = (): void => {
        worker = undefined
        end(null)
      }
      // Only these are taken off again: a thread hears nothing more once all its listeners are gone.
      own.on('message', heard).on('error', broke).on('exit', ended)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      own.postMessage({ inputs, seed, draws } satisfies RunTask)
    })

  return {
    start(run) {
      if (doing.has(run.at.run)) return
      doing.add(run.at.run)
      last = last.then(() => workOut(run)).finally(() => doing.delete(run.at.run))
    },
    idle: () => last,
    async close() {
      await worker?.terminate()
      worker = undefined
    },
  }
}

/** Writes what is known of a run, as whoever asked for it. */
async function write(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, run }: RunToDo['at'],
  change: ReturnType<typeof sql>,
  now: Date,
): Promise<void> {
  await inTransaction(deps.db, { ...by, now }, (trx) =>
    sql`update business_case_run set ${change}, beat_at = ${now}
      where partnership_id = ${partnership} and id = ${run} and state <> 'done'`.execute(trx),
  )
}

async function tell(deps: BusinessCaseDeps, by: CouncilViewer, partnership: PartnershipId): Promise<void> {
  await inTransaction(deps.db, by, async (trx) => {
    const baseline = await baselineFor(trx, by, partnership)
    const others = baseline?.councils.map(({ code }) => code).filter((code) => code !== by.council) ?? []
    const mail = {
      template: 'run-done',
      subject: 'A run of the business case is done',
      facts: { partnership },
    }
    await queueMailToLeads(trx, by, others, mail)
  })
}
