import type { AlignmentContent } from '#content/alignment.ts'
import type { SandboxAlignment } from '#content/sandbox-alignment.ts'
import type { Sandbox } from '#content/sandbox.ts'
import {
  exerciseCommand,
  openExercise,
  saveItem,
  sealExercise,
  startExercise,
  type AlignmentDeps,
  type NewExercise,
} from '#modules/alignment/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

type Content = {
  readonly sandbox: Sandbox
  readonly alignment: AlignmentContent
  readonly sandboxAlignment: SandboxAlignment
}
type Where = {
  readonly partnership: PartnershipId
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
}
type Typed = Readonly<Record<string, string>>
type Said = Readonly<Record<string, Typed>>

/**
 * Aims and terms as three councils would have said them: the aims, a terms board that came to a result, and the aims asked
 * again, sealed by all but the first council, so that whoever tries it seals and opens them in minutes.
 */
export async function fillAlignment(deps: AlignmentDeps, content: Content, where: Where): Promise<void> {
  const { sandboxAlignment: said, sandbox, alignment } = content
  const idOf = (at: number) => sandbox.councils[at]?.id ?? ''
  const aims = { kind: 'aims', aims: alignment.aims } as const
  const first = await agreed(deps, content, where, { exercise: aims, previous: null }, 16)
  await sealAll(deps, where, first, 14, (at) => aimsSaid(said.aims[idOf(at)], said.aims[idOf(at)]?.points))
  await open(deps, where, first, 13)

  const [one] = Object.values(said.board)
  const terms = Object.keys(one ?? {})
  const exercise = { kind: 'board', terms, sayHostConflict: true, tries: 5 } as const
  const board = await agreed(deps, content, where, { exercise, previous: null }, 12)
  const codes = where.leads.map(({ council }) => council)
  await sealAll(deps, where, board, 9, (at) => boardSaid(alignment, said.board[idOf(at)] ?? {}, codes))
  await open(deps, where, board, 8)

  const again = await agreed(deps, content, where, { exercise: aims, previous: first }, 5)
  const others = { ...where, leads: where.leads.slice(1) }
  await sealAll(deps, others, again, 3, (at) => aimsSaid(said.aims[idOf(at + 1)], said.again[idOf(at + 1)]))
}

async function agreed(
  deps: AlignmentDeps,
  content: Content,
  { partnership, leads, past }: Where,
  wanted: Omit<NewExercise, 'partnership'>,
  days: number,
): Promise<RoundId> {
  const [first, ...others] = leads.map((lead) => ({ ...lead, now: past(days) }))
  if (!first) throw new Error('A sandbox needs somebody who leads.')
  const started = await startExercise(deps, first, content.alignment, { partnership, ...wanted })
  if (!('done' in started)) throw new Error('A sandbox round could not be started.')
  const { id } = started.done
  await exerciseCommand(deps, first, id, offerTerms)
  for (const lead of others) await exerciseCommand(deps, lead, id, approveTerms)
  return id
}

async function sealAll(
  deps: AlignmentDeps,
  { leads, past }: Where,
  round: RoundId,
  days: number,
  saidBy: (at: number) => Said,
): Promise<void> {
  for (const [at, lead] of leads.entries()) {
    const by = { ...lead, now: past(days) }
    for (const [item, typed] of Object.entries(saidBy(at)))
      await saveItem(deps, by, { round, item, seen: 0, typed })
    const sealed = await sealExercise(deps, by, round)
    if (!('done' in sealed)) throw new Error('What the sandbox says in a round is not whole.')
  }
}

async function open(
  deps: AlignmentDeps,
  { leads, past }: Where,
  round: RoundId,
  days: number,
): Promise<void> {
  const [first] = leads
  if (first) await openExercise(deps, { ...first, now: past(days) }, round)
}

function aimsSaid(
  said: SandboxAlignment['aims'][string] | undefined,
  points: Readonly<Record<string, number>> = {},
): Said {
  return {
    points: Object.fromEntries(
      Object.entries(points).map(([aim, given]) => [`points-${aim}`, String(given)]),
    ),
    return: said?.return ?? {},
    challenges: { challenges: (said?.challenges ?? []).join('\n') },
  }
}

const words: Readonly<Record<string, string>> = { p: 'preferred', a: 'acceptable', x: 'unacceptable' }

/** Marks stand in the order of a term's options; for the host in the order of the councils. */
function boardSaid(
  { terms }: AlignmentContent,
  said: SandboxAlignment['board'][string],
  codes: readonly string[],
): Said {
  return Object.fromEntries(
    Object.entries(said).map(([id, position]) => {
      if (typeof position !== 'string') return [id, position]
      const term = terms.find((each) => each.id === id)
      const options = term?.kind === 'options' ? term.options.map((option) => option.id) : codes
      return [
        id,
        Object.fromEntries(options.map((option, at) => [`mark-${option}`, words[position[at] ?? ''] ?? ''])),
      ]
    }),
  )
}
