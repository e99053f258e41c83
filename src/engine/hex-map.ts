import { demandDistinct, demandFinite } from './bad-input.ts'

/** A place on the ground: easting and northing in one unit, such as metres. */
export type Place = { readonly id: string; readonly easting: number; readonly northing: number }

/** A place in a grid of hexagons with their points up. Odd rows stand half a hexagon to the right. Row 0 is the most northern. */
export type HexCell = { readonly id: string; readonly column: number; readonly row: number }

const rowHeight = Math.sqrt(3) / 2
/** How far apart the hexagons' centres are, next to how far apart places would be if they were spread evenly. */
const stretch = 1
/** The size of the discs at the start, in how many steps they grow to one, and how often they push at each size. */
const smallest = 0.01
const growth = 120
const turns = 12
/** How much of an overlap is undone at a time: all of it at once would throw crowded places about. */
const softness = 0.5

/**
 * A map of equal hexagons, one a place, near where the place is: crowded places push each other apart until each has room,
 * and then each takes a hexagon of its own so that the sum of squared distances moved is least. The same places give the same
 * map, in whatever order they come.
 *
 * @throws BadInput for two places of one id, or a place that is nowhere
 *
 * Cost: O(n²) for each push, of which there are at most 1,440, and O(n² m) for n places and m hexagons; 400 places take about half a second.
 * Source: pushing as in Dorling (1996), Area Cartograms; the assignment by Kuhn (1955) and Munkres (1957).
 */
export function hexMap(places: readonly Place[]): HexCell[] {
  demandDistinct(
    places.map(({ id }) => id),
    'places',
  )
  places.forEach(({ easting, northing }, i) => {
    demandFinite(easting, `places[${i}].easting`)
    demandFinite(northing, `places[${i}].northing`)
  })
  const sorted = places.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (sorted.length === 0) return []
  const points = withRoom(scaled(sorted))
  const cells = cellsAround(points)
  const costs = points.map(([x, y]) =>
    cells.map(({ column, row }) => {
      const [cx, cy] = centreOf(column, row)
      return (x - cx) ** 2 + (y - cy) ** 2
    }),
  )
  const taken = leastAssignment(costs).map((index) => cells[index] ?? { column: 0, row: 0 })
  const left = Math.min(...taken.map(({ column }) => column))
  // An even number of rows, so that those which stand to the right stay there.
  const top = Math.floor(Math.min(...taken.map(({ row }) => row)) / 2) * 2
  return taken.map(({ column, row }, i) => ({
    id: sorted[i]?.id ?? '',
    column: column - left,
    row: row - top,
  }))
}

/** Where the centre of a hexagon lies, one unit being the distance between neighbours; y grows to the south. O(1). */
export function centreOf(column: number, row: number): [x: number, y: number] {
  return [column + (row % 2 === 0 ? 0 : 0.5), row * rowHeight]
}

type Point = [x: number, y: number]

/** Into units in which so many places, evenly spread over the ground they cover, would each have one hexagon. */
function scaled(places: readonly Place[]): Point[] {
  const xs = places.map(({ easting }) => easting)
  const ys = places.map(({ northing }) => northing)
  const [left, top] = [Math.min(...xs), Math.max(...ys)]
  const ground = Math.max((Math.max(...xs) - left) * (top - Math.min(...ys)), 1)
  // Land fills about half of the box that the United Kingdom stands in.
  const unit = Math.sqrt(ground / 2 / places.length) * stretch
  return places.map(({ easting, northing }) => [(easting - left) / unit, (top - northing) / unit])
}

/**
 * Every place is a disc that grows a little at a time to one unit across; discs that overlap push each other apart by half the
 * overlap. Grown slowly, a crowd swells and keeps its order; at full size from the start it would be scattered.
 */
function withRoom(points: readonly Point[]): Point[] {
  const moved = points.map(([x, y]): Point => [x, y])
  for (let step = 1; step <= growth; step++) {
    const size = smallest ** (1 - step / growth)
    for (let turn = 0; turn < turns; turn++) if (!pushAll(moved, size)) break
  }
  return moved
}

function pushAll(points: readonly Point[], size: number): boolean {
  const moves = points.map((): Point => [0, 0])
  let isMoving = false
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++) {
      const move = pushOf(points[i]!, points[j]!, size, i)
      if (!move) continue
      isMoving = true
      moves[i]![0] -= move[0]
      moves[i]![1] -= move[1]
      moves[j]![0] += move[0]
      moves[j]![1] += move[1]
    }
  points.forEach((point, i) => {
    point[0] += moves[i]![0]
    point[1] += moves[i]![1]
  })
  return isMoving
}

/** How far two discs of one size push each other, each way; null when they do not touch. */
function pushOf(a: Point, b: Point, size: number, place: number): Point | null {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  if (Math.abs(dx) >= size || Math.abs(dy) >= size) return null
  const apart = Math.sqrt(dx * dx + dy * dy)
  if (apart >= size * 0.999) return null
  const part = ((size - apart) / 2) * softness
  // Two places on one spot part in a direction that depends on nothing but their order.
  if (apart < 1e-9) return place % 2 === 0 ? [part, 0] : [0, part]
  return [(dx / apart) * part, (dy / apart) * part]
}

/** The hexagons within reach of any point: enough for all to find one. */
function cellsAround(points: readonly Point[]): { column: number; row: number }[] {
  const found = new Map<string, { column: number; row: number }>()
  for (let reach = 1; found.size < points.length * 1.25; reach++)
    for (const [x, y] of points) {
      const middle = Math.round(y / rowHeight)
      for (let row = middle - reach; row <= middle + reach; row++) {
        const at = Math.round(x - (row % 2 === 0 ? 0 : 0.5))
        for (let column = at - reach; column <= at + reach; column++)
          found.set(`${column} ${row}`, { column, row })
      }
    }
  return [...found.values()].sort((a, b) => a.row - b.row || a.column - b.column)
}

/**
 * For each row of costs a column of its own, so that the sum is least: the Hungarian method with potentials. There must be at
 * least as many columns as rows. O(rows² columns).
 */
export function leastAssignment(costs: readonly (readonly number[])[]): number[] {
  const n = costs.length
  const m = costs[0]?.length ?? 0
  const rowPrice = new Float64Array(n + 1)
  const columnPrice = new Float64Array(m + 1)
  const rowOf = new Int32Array(m + 1)
  const before = new Int32Array(m + 1)
  for (let i = 1; i <= n; i++) {
    rowOf[0] = i
    let column = 0
    const least = new Float64Array(m + 1).fill(Infinity)
    const used = new Uint8Array(m + 1)
    do {
      used[column] = 1
      const row = rowOf[column]!
      const rowCosts = costs[row - 1]!
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= m; j++) {
        if (used[j]) continue
        const cost = rowCosts[j - 1]! - rowPrice[row]! - columnPrice[j]!
        if (cost < least[j]!) {
          least[j] = cost
          before[j] = column
        }
        if (least[j]! < delta) {
          delta = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= m; j++) {
        if (used[j]) {
          rowPrice[rowOf[j]!]! += delta
          columnPrice[j]! -= delta
        } else least[j]! -= delta
      }
      column = next
    } while (rowOf[column] !== 0)
    do {
      const previous = before[column]!
      rowOf[column] = rowOf[previous]!
      column = previous
    } while (column !== 0)
  }
  const columnOf = Array.from({ length: n }, () => 0)
  for (let j = 1; j <= m; j++) if (rowOf[j]! > 0) columnOf[rowOf[j]! - 1] = j - 1
  return columnOf
}
