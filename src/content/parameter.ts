import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { isoDate, plainText, slug, sourceSchema } from './plain.ts'

/**
 * A number the law, the Treasury or the statisticians set, with the date from which it holds and where it is written.
 * Figures of this kind are never constants of the program: they change, and a case must say which it used.
 */
export type Parameter<Value> = {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly licence: string
  readonly drawn_up: string
  /** Oldest first; each holds until the next begins. */
  readonly values: readonly DatedValue<Value>[]
}

export type DatedValue<Value> = {
  readonly from: string
  readonly value: Value
  readonly source: { readonly text: string; readonly url?: string }
  readonly note?: string
}

/** Discount rates for each years of an appraisal; 0.035 is 3.5 %. */
export type RateBands = readonly {
  readonly fromYear: number
  readonly toYear?: number
  readonly rate: number
}[]

/** Named sets of bands, such as `standard` and `health`. */
export type DiscountRates = Readonly<Record<string, RateBands>>

/** An index by year: prices of one year against another. */
export type PriceIndex = Readonly<Record<string, number>>

/** By kind of project: the uplift at the start (upper) and once risks are managed (lower), as shares. */
export type OptimismBias = Readonly<
  Record<string, Readonly<Record<string, { upper: number; lower: number }>>>
>

/** What came of others' forecasts, as shares of the forecast: a tenth, the middle, nine tenths. */
export type BenefitRealisation = { readonly p10: number; readonly p50: number; readonly p90: number }

const closed = { additionalProperties: false }

function parameterSchema(value: Parameters<typeof Type.Record>[1]) {
  return Type.Object(
    {
      id: slug,
      title: plainText(4, 100),
      unit: plainText(3, 120),
      licence: plainText(3, 160),
      drawn_up: isoDate,
      values: Type.Array(
        Type.Object(
          { from: isoDate, value, source: sourceSchema, note: Type.Optional(plainText(10, 600)) },
          closed,
        ),
        { minItems: 1 },
      ),
    },
    closed,
  )
}

const band = Type.Object(
  {
    fromYear: Type.Integer({ minimum: 1 }),
    toYear: Type.Optional(Type.Integer({ minimum: 1 })),
    rate: Type.Number({ minimum: 0, maximum: 0.2 }),
  },
  closed,
)
const share = Type.Number({ minimum: 0, maximum: 5 })

/** The shape of content/parameters/discount-rate.yaml. */
export const discountRateSchema = parameterSchema(Type.Record(slug, Type.Array(band, { minItems: 1 })))

/** The shape of content/parameters/price-index.yaml: four-digit years to positive numbers. */
export const priceIndexSchema = parameterSchema(
  Type.Record(Type.String({ pattern: String.raw`^\d{4}$` }), Type.Number({ exclusiveMinimum: 0 })),
)

/** The shape of content/parameters/optimism-bias.yaml. */
export const optimismBiasSchema = parameterSchema(
  Type.Record(slug, Type.Record(slug, Type.Object({ upper: share, lower: share }, closed))),
)

/** The shape of content/parameters/benefit-realisation.yaml. */
export const benefitRealisationSchema = parameterSchema(
  Type.Object({ p10: share, p50: share, p90: share }, closed),
)

/**
 * The value that holds on a day.
 *
 * @param day as `2026-11-22`
 * @throws RangeError when the day is not a date, or lies before the first value: nothing is assumed to have held
 *   before anybody said so
 */
export function valueOn<Value>(parameter: Parameter<Value>, day: string): DatedValue<Value> {
  const isDay: boolean = Check(isoDate, day)
  if (!isDay) throw new RangeError(`day: "${day}" is not a date; write it like 2026-11-22`)
  const held = parameter.values.filter(({ from }) => from <= day)
  const last = held.at(-1)
  if (last !== undefined) return last
  const first = parameter.values[0]?.from ?? 'no day'
  throw new RangeError(`${parameter.id} has no value for ${day}; the first holds from ${first}`)
}

/** What is wrong with the order of a parameter's values: each must begin after the one before. */
export function parameterFlaws(
  parameter: Parameter<unknown>,
): { path: (string | number)[]; message: string }[] {
  return parameter.values.flatMap(({ from }, i) => {
    const before = parameter.values[i - 1]?.from
    if (before === undefined || before < from) return []
    return [{ path: ['values', i, 'from'], message: `begins on ${from}, not after ${before}` }]
  })
}

/** The index of each of a run of years, for `deflate` of the engine; a year without a figure is refused by name. */
export function indexOfYears(index: PriceIndex, firstYear: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const value = index[String(firstYear + i)]
    if (value === undefined) throw new RangeError(`the price index has no figure for ${firstYear + i}`)
    return value
  })
}
