import { type CaseInput, caseInputs } from './business-case-input.ts'
import { outputPlace, type Part } from './business-case-output.ts'
import { itemWeights } from './business-case-share.ts'

/** One item's amount in one year: nought is left out. */
type Term = { readonly year: number; readonly amount: number; readonly worth: number }

/** An item with everything about it that is the same in all draws. */
type Line = {
  /** Where its factor stands among the numbers drawn. */
  readonly at: number
  /** 1 for a benefit, -1 for a cost. */
  readonly sign: number
  readonly isForecast: boolean
  /** Whose it is; -1 when it is divided between all. */
  readonly own: number
  readonly terms: readonly Term[]
}

/** What all items of a case bring: each amount times its factor, in its own year. */
export function itemPart(input: CaseInput, factors: Float64Array): Part {
  const lines = linesOf(input, factors)
  const realised = input.realisation === undefined ? -1 : caseInputs(input).length - 1
  const all = itemWeights(input)
  const yearPlace = outputPlace.year(input.partners.length)
  const count = (sign: number) =>
    lines.reduce((sum, line) => sum + (line.sign === sign ? line.terms.length : 0), 0)
  const benefits = new Float64Array(count(1))
  const costs = new Float64Array(count(-1))
  const drawn = new Float64Array(lines.length)
  const see = (x: Float64Array): void => {
    let benefit = 0
    let cost = 0
    for (let k = 0; k < lines.length; k++) {
      const { at, sign, isForecast, terms } = lines[k]!
      const factor = x[at]! * (realised >= 0 && isForecast ? x[realised]! : 1)
      drawn[k] = factor
      for (let t = 0; t < terms.length; t++) {
        if (sign > 0) benefits[benefit++] = terms[t]!.worth * factor
        else costs[cost++] = terms[t]!.worth * factor
      }
    }
  }
  const addRest = (out: Float64Array): void => {
    for (let k = 0; k < lines.length; k++) {
      const { sign, own, terms } = lines[k]!
      for (let t = 0; t < terms.length; t++) {
        const { year, amount } = terms[t]!
        const net = sign * amount * drawn[k]!
        const worth = factors[year]! * net
        out[yearPlace + year]! += net
        if (own >= 0) out[outputPlace.partner + own]! += worth
        else for (let i = 0; i < all.length; i++) out[outputPlace.partner + i]! += worth * all[i]!
      }
    }
  }
  const from = lines[0]?.at ?? 0
  return { from, to: from + lines.length, see, benefits, costs, addRest }
}

function linesOf(input: CaseInput, factors: Float64Array): Line[] {
  const items = input.items ?? []
  const first = caseInputs(input).length - items.length - (input.realisation === undefined ? 0 : 1)
  return items.map(({ partner, kind, isForecast, amounts }, k) => ({
    at: first + k,
    sign: kind === 'benefit' ? 1 : -1,
    isForecast: isForecast === true,
    own: partner === undefined ? -1 : input.partners.findIndex(({ name }) => name === partner),
    terms: amounts.flatMap((amount, year) =>
      amount === 0 ? [] : [{ year, amount, worth: factors[year]! * amount }],
    ),
  }))
}

/** Money between partners, the same in every draw: nothing to the partnership, something to each. */
export function transferPart(input: CaseInput, factors: Float64Array): Part {
  const place = (partner: string) =>
    outputPlace.partner + input.partners.findIndex(({ name }) => name === partner)
  const moves = (input.transfers ?? []).flatMap(({ from, to, amounts }) =>
    amounts.map((amount, year) => ({ from: place(from), to: place(to), worth: factors[year]! * amount })),
  )
  const addRest = (out: Float64Array): void => {
    for (const { from, to, worth } of moves) {
      out[from]! -= worth
      out[to]! += worth
    }
  }
  const none = new Float64Array(0)
  return { from: 0, to: 0, see: () => {}, benefits: none, costs: none, addRest }
}
