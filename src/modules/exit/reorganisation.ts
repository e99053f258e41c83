import { Type, type Static } from 'typebox'
import type { Reorganisation, Underway } from '#content/reorganisation.ts'
import { addDays, addMonths, type Day } from '#engine/day.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Entry, Kept } from './plan.ts'

/**
 * When councils are replaced, what they are in must be gone through for those that take over: who is a member, at which
 * share, under which terms, and what becomes of each thing that is held together. Nothing passes over by itself in practice,
 * whatever the order says in law.
 */

export const taskKinds = ['novate', 'split', 'end'] as const
export type TaskKind = (typeof taskKinds)[number]

/** One thing to be settled before the day: moved to the successor, split between several, or ended. */
export const taskSchema = Type.Object(
  {
    /** What made it: a reorganisation, or the register entry of a leaving. */
    from: Type.String({ maxLength: 120 }),
    entry: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
    kind: Type.Enum([...taskKinds]),
    what: Type.String({ minLength: 1, maxLength: 240, pattern: '\\S' }),
    owner: Type.String({ maxLength: 120 }),
    ownerCouncil: Type.String({ maxLength: 40 }),
    dueOn: Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }),
    doneOn: Type.Union([Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }), Type.Null()]),
  },
  { additionalProperties: false },
)
export type Task = Static<typeof taskSchema>

/** A successor: by its code where the list of councils has it, else by name alone. */
export type Successor = { readonly code: AuthorityCode | null; readonly name: string }

/** What happens to one member. */
export type Passing = {
  readonly council: AuthorityCode
  readonly name: string
  readonly lastDay: Day
  /** Empty while it is not decided who takes over. */
  readonly successors: readonly Successor[]
  readonly source: string
  /** What is published and what is open, while it is under way; null once it is decided. */
  readonly open: Omit<Underway, 'councils'> | null
}

/** The passings of some councils, from what is published. */
export function passingsOf(
  members: readonly { readonly council: AuthorityCode; readonly name: string }[],
  reorganisations: readonly Reorganisation[],
  underway: readonly Underway[] = [],
): Passing[] {
  return members.flatMap(({ council, name }) => [
    ...reorganisations.flatMap((one) =>
      one.passings
        .filter(({ predecessor }) => predecessor === council)
        .map(({ successors }) => ({
          council,
          name,
          lastDay: one.lastDay,
          source: one.source.url,
          open: null,
          successors: successors.map((id) => {
            const found = one.successors.find((successor) => successor.id === id)
            return { code: found?.code ?? null, name: found?.name ?? id }
          }),
        })),
    ),
    ...underway
      .filter(({ councils }) => councils.includes(council))
      .map(({ councils: _councils, ...open }) => ({
        council,
        name,
        lastDay: addDays(open.expectedFrom, -1),
        source: open.sources[0]?.url ?? '',
        open,
        successors: [],
      })),
  ])
}

/** Who is in afterwards. A member that is split needs to be told how; one that several pass into counts once. */
export type NewMember = {
  readonly name: string
  readonly code: AuthorityCode | null
  /** The old members whose place it takes; itself where nothing changes. */
  readonly takesOver: readonly AuthorityCode[]
  /** In parts of the old total; null while a split among several successors is not agreed. */
  readonly share: number | null
  /** It is expected to be replaced, and by whom is not decided. */
  readonly isOpen: boolean
}

export type Rerun = {
  readonly members: readonly NewMember[]
  /** Members that pass to more than one successor, for whom a split must be agreed. */
  readonly toSplit: readonly Passing[]
  /** Every member passes into one council: nothing is left to share. */
  readonly isOne: boolean
  /** Successors that take the place of more than one member: their votes and shares come together. */
  readonly merged: readonly string[]
}

/** Memberships and shares after the passings. Shares come together where members do, and are open where one is split. */
export function rerun(
  members: readonly { readonly council: AuthorityCode; readonly name: string }[],
  shares: Readonly<Record<AuthorityCode, number>>,
  passings: readonly Passing[],
): Rerun {
  const found = new Map<
    string,
    {
      name: string
      code: AuthorityCode | null
      takesOver: AuthorityCode[]
      share: number | null
      isOpen: boolean
    }
  >()
  const hasShares = Object.values(shares).some((share) => share > 0)
  for (const { council, name } of members) {
    const passing = passings.find((one) => one.council === council)
    const isOpen = passing !== undefined && passing.open !== null
    const successors = isOpen ? [{ code: council, name }] : (passing?.successors ?? [{ code: council, name }])
    const own = hasShares ? (shares[council] ?? 0) : null
    for (const successor of successors) {
      const before = found.get(successor.name) ?? {
        ...successor,
        takesOver: [],
        share: hasShares ? 0 : null,
        isOpen,
      }
      const share = successors.length > 1 || before.share === null || own === null ? null : before.share + own
      found.set(successor.name, { ...before, takesOver: [...before.takesOver, council], share })
    }
  }
  const after = [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  return {
    members: after,
    toSplit: passings.filter(({ successors }) => successors.length > 1),
    isOne: after.length === 1 && !after.some(({ isOpen }) => isOpen),
    merged: after.filter(({ takesOver }) => takesOver.length > 1).map(({ name }) => name),
  }
}

/** How long before the last day a thing must be settled, by register: what others must agree to comes first. */
const monthsBefore: Readonly<Record<string, number>> = {
  contracts: 6,
  licences: 6,
  people: 6,
  property: 4,
  systems: 3,
  data: 3,
  knowledge: 2,
}

/** The tasks that a reorganisation makes of what is held together. Each has a kind, a council and a day; a person is named later. */
export function tasksFor(
  entries: readonly Kept<Entry>[],
  passings: readonly Passing[],
  reorganisation: string,
  isOne: boolean,
): Omit<Task, 'owner' | 'doneOn'>[] {
  if (passings.length === 0) return []
  return entries.map((entry) => {
    const lastDay = passings.reduce(
      (first, one) => (one.lastDay < first ? one.lastDay : first),
      passings[0]?.lastDay ?? '',
    )
    const concerned = passings.find(({ name }) => entry.holder.includes(name)) ?? passings[0]
    const ends = entry.endsOn !== null && entry.endsOn <= lastDay
    const kind = ends ? 'end' : splits(concerned, isOne) ? 'split' : 'novate'
    return {
      from: reorganisation,
      entry: entry.id,
      kind,
      what: entry.name,
      ownerCouncil: concerned?.council ?? '',
      dueOn: addMonths(lastDay, -(monthsBefore[entry.register] ?? 3)),
    }
  })
}

function splits(passing: Passing | undefined, isOne: boolean): boolean {
  return !isOne && (passing?.successors.length ?? 0) > 1
}
