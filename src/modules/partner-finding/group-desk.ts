import type { Authority } from '#content/authority.ts'
import type { SavingGame, SavingGroups } from '#engine/saving-group.ts'
import { newId } from '#platform/id.ts'
import { candidates, savingGame, type GroupWanted } from './group-game.ts'
import {
  searchGroups,
  Stopped,
  TooManyGroups,
  type GroupProgress,
  type GroupSearchRun,
} from './group-search.ts'

export type SearchState =
  | { readonly type: 'waiting'; readonly before: number }
  | { readonly type: 'running'; readonly progress: GroupProgress }
  | { readonly type: 'done'; readonly found: SavingGroups }
  | { readonly type: 'stopped' }
  | { readonly type: 'too-many' }
  | { readonly type: 'failed' }

export type Search = {
  readonly id: string
  readonly wanted: GroupWanted
  readonly councils: readonly Authority[]
  readonly game: SavingGame
  state: SearchState
  run: GroupSearchRun | null
  readonly startedAt: number
}

/** Searches of this process: one runs, a few wait, results are kept for an hour. Nothing of them is stored. */
export type GroupDesk = {
  /** Null when too many wait. */
  start(councils: readonly Authority[], wanted: GroupWanted, now: Date): Search | null
  find(id: string): Search | null
  stop(id: string): void
}

const mostWaiting = 6
const mostKept = 40
const keptMs = 60 * 60_000
/** How many groups a search lists. */
export const listed = 10

export function groupDesk(fault: (error: unknown) => void): GroupDesk {
  const searches = new Map<string, Search>()
  const queue: Search[] = []
  let current: Search | null = null

  const placeAll = (): void => {
    for (const [at, search] of queue.entries()) search.state = { type: 'waiting', before: at + 1 }
  }
  const next = (): void => {
    current = queue.shift() ?? null
    placeAll()
    if (!current) return
    const search = current
    search.state = { type: 'running', progress: { done: 0, of: 1, scored: 0 } }
    const { wanted, game } = search
    const only = wanted.withCouncil !== null
    search.run = searchGroups(game, { size: wanted.size, keep: listed, only }, (progress) => {
      search.state = { type: 'running', progress }
    })
    void settle(search, search.run).finally(next)
  }

  /** Waits for what a search comes to; it never fails, whatever happens in the threads. */
  const settle = async (search: Search, { result }: GroupSearchRun): Promise<void> => {
    try {
      search.state = { type: 'done', found: await result }
    } catch (error) {
      const isOurs = !(error instanceof Stopped) && !(error instanceof TooManyGroups)
      search.state = { type: isOurs ? 'failed' : error instanceof Stopped ? 'stopped' : 'too-many' }
      if (isOurs) fault(error)
    }
  }

  return {
    start(councils, wanted, now) {
      for (const [id, { startedAt, state }] of searches)
        if (state.type !== 'running' && state.type !== 'waiting' && now.getTime() - startedAt > keptMs)
          searches.delete(id)
      if (queue.length >= mostWaiting || searches.size >= mostKept) return null
      const among = candidates(councils, wanted)
      const search: Search = {
        id: newId<'search'>(),
        wanted,
        councils: among,
        game: savingGame(among, wanted),
        state: { type: 'waiting', before: queue.length + 1 },
        run: null,
        startedAt: now.getTime(),
      }
      searches.set(search.id, search)
      queue.push(search)
      if (!current) next()
      return search
    },
    find: (id) => searches.get(id) ?? null,
    stop(id) {
      const search = searches.get(id)
      if (!search) return
      const at = queue.indexOf(search)
      if (at >= 0) {
        queue.splice(at, 1)
        search.state = { type: 'stopped' }
        placeAll()
      } else search.run?.stop()
    },
  }
}
