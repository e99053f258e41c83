import type { Course, Line } from './exit-fee-courses.ts'
import { slack } from './exit-fee-courses.ts'
import { atStage, type LongWork } from './long-work.ts'

/** Shares of each partner's whole fee. */
type Shares = readonly number[]

/** What is to be found: the smallest cost at which few enough histories end by a year and nobody can expect to lose. */
export type GridGoal = {
  /** Every way each history can go. */
  readonly histories: readonly (readonly Course[])[]
  readonly byYear: number
  /** At most this share of histories may end by then. */
  readonly alpha: number
  /** Steps from no fee to a whole one, one number a partner; 0 for a partner that pays nothing anyway. */
  readonly steps: readonly number[]
  /** Rises, or stays, with every share. */
  readonly cost: (shares: Shares) => number
  /** What a step of each partner costs, to choose where to divide. */
  readonly weights: readonly number[]
  /** Only cheaper shares are looked for. */
  readonly below: number
  /** The last word on shares that seem to do: plays them. */
  readonly accept: (shares: Shares) => boolean
}

/** The two ends of a part of a box, and whether its cheapest corner has been tried already. */
type Ends = { readonly low: readonly number[]; readonly high: readonly number[]; readonly tried: boolean }

/** A box of places on the grid, its ends included, and what is settled in all of it. */
type Box = Ends & {
  readonly cost: number
  /** Histories that can still go more than one way here, each with the ways left. */
  readonly open: readonly (readonly Course[])[]
  /** Of the others: how many end in time, and what each partner comes to in all. */
  readonly ended: number
  readonly worth: readonly Line[]
}

/**
 * The cheapest place of a grid of fees at which a goal is met; null where no place that is cheap enough meets it. Places
 * are taken in boxes, the cheapest corner first. A box is put aside when too many histories end on every way that is
 * left to them in it, or when somebody loses even with the best of those ways; else its cheapest corner is tried, and
 * then it is cut in two. What is put aside is proved to hold nothing, so what is found is the best of the whole grid.
 *
 * Cost: in the worst case each place of the grid; as a rule a small part of them. Branch and bound: Land and Doig (1960).
 */
export function cheapestOnGrid(goal: GridGoal, work?: LongWork): Shares | null {
  const first = goal.steps.map(() => 0)
  const n = first.length
  const ends = { low: first, high: [...goal.steps], tried: false }
  const worth = first.map(() => new Float64Array(n + 1))
  const whole = settled(goal, { ...ends, cost: 0, ended: 0, open: goal.histories, worth }, ends)
  const heap: Box[] = mayMeet(goal, whole) && whole.cost < goal.below ? [whole] : []
  for (let looked = 0; heap.length > 0; looked++) {
    if (looked % 200 === 0) atStage(work, 'designing fees', 0, 1)
    const box = take(heap)
    const { low, tried } = box
    const seemsToDo = !tried && mayMeet(goal, settled(goal, box, { low, high: low, tried }))
    if (seemsToDo && goal.accept(sharesAt(goal, low))) return sharesAt(goal, low)
    for (const part of halves(goal, box)) {
      if (costAt(goal, part.low) >= goal.below) continue
      const half = settled(goal, box, part)
      if (mayMeet(goal, half)) add(heap, half)
    }
  }
  return null
}

function sharesAt({ steps }: GridGoal, place: readonly number[]): number[] {
  return place.map((at, i) => (steps[i] === 0 ? 0 : at / steps[i]!))
}

function costAt(goal: GridGoal, place: readonly number[]): number {
  return goal.cost(sharesAt(goal, place))
}

/** A part of a box, with the ways that are left in it. */
function settled(goal: GridGoal, box: Box, { low, high, tried }: Ends): Box {
  const from = sharesAt(goal, low)
  const to = sharesAt(goal, high)
  const worth = box.worth.map((line) => line.slice())
  const open: (readonly Course[])[] = []
  let { ended } = box
  for (const courses of box.open) {
    const left = courses.filter(({ where }) => where.every((line) => most(line, from, to) >= -slack(line)))
    // Rounding has left none: then any of them may still be it.
    const ways = left.length === 0 ? courses : left
    if (ways.length > 1) open.push(ways)
    else {
      const [course] = ways
      if (course!.collapse <= goal.byYear) ended++
      for (const [i, line] of worth.entries())
        for (let k = 0; k < line.length; k++) line[k]! += course!.worth[i]![k]!
    }
  }
  return { low, high, tried, cost: costAt(goal, low), open, ended, worth }
}

/** Whether a box may hold a place that meets the goal: false is a proof, true is not. */
function mayMeet(goal: GridGoal, { low, high, open, ended, worth }: Box): boolean {
  const { byYear, alpha, histories } = goal
  let ends = ended
  for (const ways of open) if (ways.every(({ collapse }) => collapse <= byYear)) ends++
  if (ends / histories.length > alpha) return false
  const from = sharesAt(goal, low)
  const to = sharesAt(goal, high)
  return worth.every((line, i) => {
    let best = most(line, from, to)
    let room = slack(line)
    for (const ways of open) {
      let top = -Infinity
      for (const way of ways) {
        top = Math.max(top, most(way.worth[i]!, from, to))
        room += slack(way.worth[i]!)
      }
      best += top
    }
    return best >= -room
  })
}

/** The highest value of a line in a box of shares. */
function most(line: Line, from: Shares, to: Shares): number {
  let value = line[0]!
  for (let k = 1; k < line.length; k++) value += line[k]! * (line[k]! > 0 ? to[k - 1]! : from[k - 1]!)
  return value
}

/** A box cut in two across its dearest side; a single place has no parts. */
function halves({ weights }: GridGoal, { low, high }: Box): Ends[] {
  let side = -1
  let widest = 0
  for (let i = 0; i < low.length; i++) {
    const width = (high[i]! - low[i]!) * weights[i]!
    if (width <= widest) continue
    side = i
    widest = width
  }
  if (side < 0) return []
  const middle = (low[side]! + high[side]!) >> 1
  return [
    { low, high: high.with(side, middle), tried: true },
    { low: low.with(side, middle + 1), high, tried: false },
  ]
}

/** A heap: the box with the cheapest corner on top; of equals, the one whose corner comes first. */
function before(a: Box, b: Box): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost
  for (let i = 0; i < a.low.length; i++) if (a.low[i] !== b.low[i]) return a.low[i]! < b.low[i]!
  return false
}

function add(heap: Box[], box: Box): void {
  heap.push(box)
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(heap[at]!, heap[parent]!)) return
    ;[heap[at], heap[parent]] = [heap[parent]!, heap[at]!]
    at = parent
  }
}

function take(heap: Box[]): Box {
  const top = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return top
  heap[0] = last
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    let least = at
    if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
    if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
    if (least === at) return top
    ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
    at = least
  }
}
