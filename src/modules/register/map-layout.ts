import { Worker } from 'node:worker_threads'
import type { Authority } from '#content/authority.ts'
import type { HexCell, Place } from '#engine/hex-map.ts'

/** Where the hexagon of each council lies, by its code. */
export type MapLayout = ReadonlyMap<string, HexCell>

const layouts = new WeakMap<readonly Authority[], Promise<MapLayout>>()

/** Worked out once for a list of councils, in a thread of its own: it takes about a second, and other readers do not wait. */
export function layoutOf(councils: readonly Authority[]): Promise<MapLayout> {
  const known = layouts.get(councils)
  if (known) return known
  const made = workOut(councils.map(({ code, easting, northing }) => ({ id: code, easting, northing })))
  layouts.set(councils, made)
  // The next reader tries again.
  made.catch(() => layouts.delete(councils))
  return made
}

function workOut(places: readonly Place[]): Promise<MapLayout> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./map-layout-worker.ts', import.meta.url), {
      workerData: places,
      env: {},
    })
    worker.once('message', (cells: readonly HexCell[]) =>
      resolve(new Map(cells.map((cell) => [cell.id, cell]))),
    )
    worker.once('error', reject)
  })
}
