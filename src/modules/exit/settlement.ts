import { Type, type Static } from 'typebox'
import { splitPence, type Pence } from '#engine/money.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import type { AuthorityCode } from '#platform/id.ts'

/** Everybody who is not a council of the partnership: suppliers, pension funds, staff who are paid off. */
export const outside = 'outside'

const party = Type.String({ minLength: 1, maxLength: 40 })
const what = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const basis = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '\\S',
  description: 'Where the amount is from: a clause, an invoice, a calculation and who checked it.',
})
const pence = Type.Integer({ minimum: 1, maximum: 1e13, description: 'Whole pence.' })
const closed = { additionalProperties: false }

/** One line: a payment from one to another, or a bill that several share. */
export const lineSchema = Type.Union([
  Type.Object(
    { id: Type.String(), kind: Type.Literal('payment'), what, basis, pence, from: party, to: party },
    closed,
  ),
  Type.Object(
    {
      id: Type.String(),
      kind: Type.Literal('shared'),
      what,
      basis,
      pence,
      to: party,
      /** Who bears it, in parts of any size. */
      shares: Type.Record(party, Type.Number({ exclusiveMinimum: 0, maximum: 1e12 })),
    },
    closed,
  ),
])
export type SettlementLine = Static<typeof lineSchema>

export const settlementSchema = Type.Object({ lines: Type.Array(lineSchema, { maxItems: 500 }) }, closed)
export type Settlement = Static<typeof settlementSchema>

/** A payment that a line comes to. */
export type Flow = { readonly from: string; readonly to: string; readonly pence: Pence }

/** What a line comes to, to the penny: the parts of a shared bill add up to the bill exactly. Nobody pays themselves. */
export function flowsOf(line: SettlementLine): Flow[] {
  if (line.kind === 'payment') return [{ from: line.from, to: line.to, pence: line.pence }]
  const bearers = Object.keys(line.shares).sort()
  const parts = splitPence(
    line.pence,
    bearers.map((bearer) => line.shares[bearer] ?? 0),
  )
  return bearers.map((from, i) => ({ from, to: line.to, pence: parts[i] ?? 0 }))
}

/** What each pays and receives in all, and the difference. Over everybody, outsiders included, the net is nought. */
export type Position = { readonly pays: Pence; readonly receives: Pence; readonly net: Pence }

export function positions(
  settlement: Settlement,
  councils: readonly AuthorityCode[],
): ReadonlyMap<string, Position> {
  const found = new Map<string, { pays: Pence; receives: Pence }>(
    [...councils, outside].map((one) => [one, { pays: 0, receives: 0 }]),
  )
  for (const { from, to, pence: amount } of settlement.lines.flatMap(flowsOf)) {
    if (from === to) continue
    const payer = found.get(from) ?? { pays: 0, receives: 0 }
    found.set(from, { ...payer, pays: payer.pays + amount })
    const payee = found.get(to) ?? { pays: 0, receives: 0 }
    found.set(to, { ...payee, receives: payee.receives + amount })
  }
  return new Map(
    [...found].map(([one, { pays, receives }]) => [one, { pays, receives, net: receives - pays }]),
  )
}

/** What the whole comes to: nought, always. Shown, so that anybody can see it. */
export function sumOf(settled: ReadonlyMap<string, Position>): Pence {
  return [...settled.values()].reduce((sum, { net }) => sum + net, 0)
}

/** The fewest plain payments that carry a settlement out, the largest first. Same net for everybody. */
export function paymentsToMake(settled: ReadonlyMap<string, Position>): Flow[] {
  const owes = [...settled].filter(([, { net }]) => net < 0).map(([who, { net }]) => ({ who, left: -net }))
  const gets = [...settled].filter(([, { net }]) => net > 0).map(([who, { net }]) => ({ who, left: net }))
  const flows: Flow[] = []
  for (const payer of owes.toSorted(larger))
    for (const payee of gets.toSorted(larger)) {
      const amount = Math.min(payer.left, payee.left)
      if (amount === 0) continue
      flows.push({ from: payer.who, to: payee.who, pence: amount })
      payer.left -= amount
      payee.left -= amount
    }
  return flows
}

function larger(a: { left: number; who: string }, b: { left: number; who: string }): number {
  return b.left - a.left || (a.who < b.who ? -1 : 1)
}

/** The one figure that every council approves: change a penny or a letter and it is another. */
export function settlementHash(settlement: Settlement): string {
  return sha256(canonical(settlement))
}

export type LineFlaw = { readonly field: string; readonly says: string }

/** What is wrong with a line beyond its shape. */
export function lineFlaws(line: SettlementLine, councils: readonly AuthorityCode[]): LineFlaw[] {
  const known = (one: string) => one === outside || councils.includes(one)
  const flaws: LineFlaw[] = []
  if (!known(line.to)) flaws.push({ field: 'to', says: 'Choose who is paid' })
  if (line.kind === 'payment') {
    if (!known(line.from)) flaws.push({ field: 'from', says: 'Choose who pays' })
    if (line.from === line.to)
      flaws.push({ field: 'to', says: 'Choose somebody else: nobody pays themselves' })
    return flaws
  }
  const bearers = Object.keys(line.shares)
  if (bearers.length === 0) flaws.push({ field: 'shares', says: 'Give at least one council a share above 0' })
  if (bearers.some((one) => !councils.includes(one)))
    flaws.push({ field: 'shares', says: 'Only councils of the partnership can share a bill' })
  return flaws
}
