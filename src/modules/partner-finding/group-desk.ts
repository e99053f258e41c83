import type { Content } from '#content/content.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import { runningIt } from './group-assumptions.ts'
import { candidates, type GroupWanted } from './group-game.ts'
import {
  askForSearch,
  beat,
  searchAt,
  settle,
  stopAt,
  takeSearch,
  tidyGroupSearches,
  type Search,
  type Taken,
} from './group-search-store.ts'
import { searchGroups, Stopped, TooManyGroups, type GroupProgress } from './group-search.ts'
import { presentCouncils } from './present-councils.ts'
import type { PartnerFindingTables } from './tables.ts'

export type GroupDeskDeps = {
  readonly db: Database<PartnerFindingTables & AuthoritiesTables>
  readonly clock: Clock
  readonly content: Pick<Content, 'authorities' | 'serviceBudgets'>
  readonly fault: (error: unknown, reference: string) => void
}

/**
 * Searches for the best group. They stand in the database; each node works out one at a time, in threads of its own. What a
 * program that was stopped left half done is taken up by whichever node is looked at next.
 */
export type GroupDesk = {
  /** The id of the new search; null when too many wait. */
  start(wanted: GroupWanted): Promise<string | null>
  find(id: string): Promise<Search | null>
  stop(id: string): Promise<void>
  /** Ends the threads and hands back what they were at. */
  close(): Promise<void>
}

/** How many groups a search lists. */
export const listed = 10
/** How often a search says how far it is, and learns that it was stopped. */
const beatMs = 400

export function groupDesk(deps: GroupDeskDeps): GroupDesk {
  const db = deps.db.$pickTables<keyof PartnerFindingTables>()
  const now = (): Date => deps.clock.now()
  let working: Promise<void> | null = null
  let current: { readonly id: string; readonly stop: () => void } | null = null
  const closing = new AbortController()

  /** Works out one search to its end, whatever that is. */
  const workOut = async (taken: Taken): Promise<void> => {
    const { wanted } = taken
    const present = await presentCouncils({ ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
    const councils = candidates(runningIt(wanted.service, present, deps.content.serviceBudgets), wanted)
    let latest: GroupProgress = { done: 0, of: 1, scored: 0 }
    const run = searchGroups({ councils, wanted, keep: listed }, {}, (progress) => {
      latest = progress
    })
    current = { id: taken.id, stop: () => run.stop() }
    if (closing.signal.aborted) run.stop()
    let beating: Promise<void> = Promise.resolve()
    const timer = setInterval(() => {
      beating = beating
        .then(async () => ((await beat(db, taken, latest, now())) ? undefined : run.stop()))
        .catch((error: unknown) => deps.fault(error, 'group search'))
    }, beatMs)
    try {
      const { scored, unstable, lines } = await run.result
      const found = { scored, unstable, among: councils.length, lines }
      await beating
      await settle(db, taken, { found }, now())
    } catch (error) {
      await beating
      // One that was stopped says so already; one that the closing of this program stopped waits for the next.
      const isOurs = !(error instanceof Stopped) && !(error instanceof TooManyGroups)
      if (isOurs) deps.fault(error, 'group search')
      const state =
        error instanceof Stopped ? 'waiting' : error instanceof TooManyGroups ? 'too-many' : 'failed'
      await settle(db, taken, { state }, now())
    } finally {
      clearInterval(timer)
      current = null
    }
  }

  const workAll = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const taken = await takeSearch(db, now())
      if (!taken) return
      await workOut(taken)
    }
  }
  const work = (): void => {
    if (closing.signal.aborted) return
    working ??= workAll()
      .catch((error: unknown) => deps.fault(error, 'group search'))
      .finally(() => {
        working = null
      })
  }

  return {
    async start(wanted) {
      await tidyGroupSearches(db, now())
      const id = await askForSearch(db, wanted, now())
      work()
      return id
    },
    async find(id) {
      const search = await searchAt(db, id, now())
      if (search?.state.type === 'waiting' || search?.state.type === 'running') work()
      return search
    },
    async stop(id) {
      await stopAt(db, id, now())
      if (current?.id === id) current.stop()
    },
    async close() {
      closing.abort()
      current?.stop()
      await working
    },
  }
}
