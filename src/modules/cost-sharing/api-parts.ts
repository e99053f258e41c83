import { Type, type Static } from 'typebox'
import { membersOf } from '#engine/coalition.ts'
import { NotFound } from '#platform/errors.ts'
import type { Form } from '#ui/form.ts'
import type { FieldError } from '#platform/api-problem.ts'
import type { Split } from './laboratory.ts'
import type { Place, Worked, WorkedOut } from './pages.ts'
import { standingOf } from './proposal.ts'
import { faultWords, ruleWords, whyWords } from './words.ts'

export const closed = { additionalProperties: false }
export const tag = 'Sharing the cost'
export const byPartnership = Type.Object({ partnership: Type.String() })
const code = Type.String()
const pence = Type.Array(Type.Integer(), { description: 'Whole pence a year, in the order of `councils`.' })

/** Boxes by the names they have on the page. */
export const Boxes = Type.Object(
  { boxes: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 })) },
  closed,
)

export const SplitState = Type.Object(
  {
    version: Type.Integer({ description: 'What If-Match names when figures or a proposal are changed.' }),
    councils: Type.Array(Type.Object({ code, name: Type.String() })),
    figures: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'What the split is worked out from; money in whole pence a year.',
    }),
    missing: Type.Array(Type.Object({ type: Type.String(), says: Type.String() })),
    proposal: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
    hash: Type.Union([Type.String(), Type.Null()], {
      description: 'What a council names when it answers.',
    }),
    agreed: Type.Boolean(),
    approved: Type.Array(code),
    dissented: Type.Array(Type.Object({ council: code, reason: Type.String() })),
    cameRound: Type.Array(Type.Object({ council: code, reason: Type.String() }), {
      description: 'What councils said that have agreed since.',
    }),
    silent: Type.Array(code),
  },
  { title: 'Split' },
)

export function stateOf(
  { split, councils }: Pick<Place, 'split' | 'councils'>,
  worked: Worked,
): Static<typeof SplitState> {
  const names = split?.figures.councils.map(({ name }) => name) ?? []
  const standing = split?.proposal
    ? standingOf(
        split,
        split.proposal.figures.councils.map((council) => council.code),
      )
    : { agreed: false, approved: [], dissented: [], cameRound: [], silent: [] }
  return {
    version: split?.seen ?? 0,
    councils: councils.map((council) => ({ code: council.code, name: council.name })),
    figures: split ? { ...split.figures } : null,
    missing:
      'refused' in worked
        ? worked.refused.map((fault) => ({ type: fault.type, says: faultWords(fault, names) }))
        : [],
    proposal: split?.proposal ? { ...split.proposal } : null,
    hash: split?.hash ?? null,
    agreed: standing.agreed,
    approved: [...standing.approved],
    dissented: standing.dissented.map(({ council, reason }) => ({ council, reason })),
    cameRound: standing.cameRound.map(({ council, reason }) => ({ council, reason })),
    silent: [...standing.silent],
  }
}

const SplitResult = Type.Object({
  pays: pence,
  saves: pence,
  holds: Type.Boolean(),
  wouldDoBetter: Type.Array(Type.Object({ councils: Type.Array(code), byPence: Type.Integer() }), {
    description: 'Every group that would do better without the rest, largest gain first.',
  }),
  smallestChange: Type.Union([
    Type.Array(Type.Object({ from: code, to: code, pence: Type.Integer() })),
    Type.Null(),
  ]),
})

export function resultOf(split: Split, codes: readonly string[]): Static<typeof SplitResult> {
  const codeAt = (i: number) => codes[i] ?? ''
  return {
    pays: [...split.pays],
    saves: [...split.saves],
    holds: split.objections.length === 0,
    wouldDoBetter: split.objections.map(({ group, excess }) => ({
      councils: membersOf(group).map(codeAt),
      byPence: Math.round(excess),
    })),
    smallestChange:
      split.fix?.transfers.map(({ from, to, amount }) => ({
        from: codeAt(from),
        to: codeAt(to),
        pence: Math.ceil(amount),
      })) ?? null,
  }
}

export const RulesResult = Type.Object(
  {
    councils: Type.Array(code),
    alone: pence,
    together: Type.Integer(),
    saving: Type.Integer(),
    stableSplitExists: Type.Union([Type.Boolean(), Type.Null()]),
    rules: Type.Array(
      Type.Object({
        rule: Type.String(),
        name: Type.String(),
        split: Type.Union([SplitResult, Type.Null()]),
        held: Type.Array(code, { description: 'Whom a limit holds.' }),
        why: Type.Union([Type.String(), Type.Null()], { description: 'Why it has no answer.' }),
      }),
    ),
  },
  { title: 'SharingRules' },
)

export function rulesOf({ figures, laboratory }: WorkedOut): Static<typeof RulesResult> {
  const codes = figures.councils.map((council) => council.code)
  const { alone, joint, saving, least, rows } = laboratory
  return {
    councils: codes,
    alone: [...alone],
    together: joint,
    saving,
    stableSplitExists: least && !least.coreIsEmpty,
    rules: rows.map((row) => ({
      rule: row.name,
      name: ruleWords[row.name].name,
      split: 'split' in row ? resultOf(row.split, codes) : null,
      held: 'split' in row ? row.held.map((i) => codes[i] ?? '') : [],
      why: 'split' in row ? null : whyWords(row.why),
    })),
  }
}

export const MixAnswer = Type.Object(
  {
    split: Type.Union([SplitResult, Type.Null()]),
    held: Type.Array(code),
    why: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'MixedSplit' },
)

/** What is wrong with boxes, each with its field. */
export function boxErrors(errors: Form['errors']): FieldError[] {
  return Object.entries(errors).flatMap(([field, problem]) =>
    problem === undefined
      ? []
      : [{ field: `boxes.${field}`, says: typeof problem === 'string' ? problem : problem.problem }],
  )
}

export function mustWork(worked: Worked): WorkedOut {
  if (!('game' in worked))
    throw new NotFound('The figures are not complete: read the split to see what is missing.')
  return worked
}
