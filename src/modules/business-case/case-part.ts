import type { RateBand } from '#engine/discount.ts'
import type { CaseSharing } from '#engine/business-case-input.ts'
import type { AuthorityCode } from '#platform/id.ts'

/** An amount as somebody is sure of it. Whole pence, or hundredths of one per cent where shares are asked for. */
export type Range =
  | { readonly shape: 'known'; readonly likely: number }
  /** Lowest, most likely, highest. */
  | { readonly shape: 'range'; readonly low: number; readonly likely: number; readonly high: number }
  /** "I am 90 % sure that it lies between." */
  | { readonly shape: 'sure'; readonly low: number; readonly high: number }

/** Who says so: the paper or person it is from, and who answers for it. */
export type Says = { readonly source: string; readonly owner: string }

/** What stands beside doing it: what is compared. Doing nothing is the yardstick, and always worth nothing. */
export const optionIds = ['do-nothing', 'do-minimum', 'go-it-alone', 'share-less', 'share'] as const
export type OptionId = (typeof optionIds)[number]

/** A dated value of a parameter, as it was when the case took it up. It stays, whatever is published later. */
export type Pinned<Value> = {
  readonly title: string
  /** The day from which it holds: `2026-02-05`. */
  readonly from: string
  readonly source: { readonly text: string; readonly url?: string | undefined }
  readonly value: Value
}

/** What a case rests on as a whole. */
export type Frame = {
  /** Years 0 to lastYear are looked at; year 0 is the year of the decision. */
  readonly lastYear: number
  readonly sharing: CaseSharing
  /** Weights of the councils, for sharing by key; hundredths of any unit. */
  readonly keys: Readonly<Record<AuthorityCode, number>>
  readonly discount: Pinned<readonly RateBand[]>
  /** Raises one-off costs by this share, hundredths of one per cent; from a published table, or nought. */
  readonly optimism: (Pinned<number> & { readonly kind: string }) | null
  /** What comes of forecast savings; null when the case claims that all of them will come. */
  readonly realisation: Pinned<{ readonly p10: number; readonly p50: number; readonly p90: number }> | null
  readonly seed: number
  readonly draws: number
} & Says

/** The five cases of a business case, each a text. */
export const caseWords = ['strategic', 'economic', 'commercial', 'financial', 'management'] as const
export type CaseWords = (typeof caseWords)[number]

/** What one service would cost when it is shared, and what it takes to get there. */
export type ServicePlan = {
  readonly host: AuthorityCode
  /** The part of the joint bill that does not change with the work, pence a year. */
  readonly fixedShared: Range
  /** What each unit of work costs then, pence. */
  readonly unitShared: Range
  /** Hundredths: 100 when cost grows with the work, 90 when twice the work costs about 87 % more. */
  readonly elasticity: number
  /** What each further council costs in meetings and managing, pence a year. */
  readonly coordination: Range
  /** One-off cost of setting up, shared by the rule, pence. */
  readonly setUp: Range
  /** One-off cost of each council of its own, pence. */
  readonly moving: Readonly<Record<AuthorityCode, Range>>
  /** The first year in which work moves, and how many years the move takes. */
  readonly firstYear: number
  readonly yearsToMove: number
  /** The per cent of one-off cost that falls in each year; empty when all falls in the first year of the move. */
  readonly phase: readonly number[]
  /** The per cent of the moved work's old cost that is paid a second time in the year it moves, in hundredths. */
  readonly doubleRunning: number
  /** The per cent of the old fixed cost that a council goes on paying, in hundredths, and for how many years. */
  readonly strandedShare: Range
  readonly strandedYears: number
  /** Growth of the work, and of prices above prices in general, hundredths of one per cent a year. */
  readonly growth: number
  readonly priceDrift: number
  /** Whether it is also shared in "share less". */
  readonly inShareLess: boolean
} & Says

/** How an amount falls: once, the same every year from one to another, or as written for each year. */
export type Falls =
  | { readonly type: 'once'; readonly year: number }
  | { readonly type: 'yearly'; readonly from: number; readonly to: number }
  | { readonly type: 'by-year'; readonly amounts: readonly number[] }

export const lineKinds = [
  'communication',
  'training',
  'redundancy',
  'systems',
  'property',
  'other-cost',
  'saving',
  'income',
  'other-benefit',
] as const
export type LineKind = (typeof lineKinds)[number]
export const benefitKinds: readonly LineKind[] = ['saving', 'income', 'other-benefit']

/** A cost or a benefit besides the running and moving of services. */
export type CostLine = {
  readonly kind: LineKind
  readonly name: string
  /** Null when it belongs to all and is shared. */
  readonly council: AuthorityCode | null
  readonly falls: Falls
  /** Pence each time; by-year amounts are written in `falls`, and this is known and 100 (per cent). */
  readonly amount: Range
  readonly counts: 'cashable' | 'non-cashable' | 'avoided'
  readonly options: readonly OptionId[]
  /** The number of the post that is saved, so that none is saved twice. */
  readonly post: string
} & Says

export type MoneyBetween = {
  readonly name: string
  readonly from: AuthorityCode
  readonly to: AuthorityCode
  readonly amountPence: number
  readonly falls: Falls
} & Says

/** Something that may happen. */
export type Risk = {
  readonly kind: 'risk' | 'opportunity'
  readonly what: string
  /** Hundredths of one per cent. */
  readonly chance: number
  readonly amount: Range
  readonly council: AuthorityCode | null
  readonly falls: Falls
  readonly response: string
} & Says

/** What a council must get out of it to say yes. Null where it asks for nothing of the kind. */
export type RequiredReturn = {
  readonly worthPence: number | null
  readonly paybackBy: number | null
  /** Hundredths of one per cent. */
  readonly mostChanceOfLoss: number | null
} & Says

export type OptionWords = { readonly what: string; readonly why: string }

/** Everything a case is made of, by part. What nobody has saved is missing. */
export type CaseParts = {
  readonly frame: Frame | null
  readonly words: Readonly<Partial<Record<CaseWords, string>>>
  readonly services: Readonly<Record<string, ServicePlan>>
  readonly lines: Readonly<Record<string, CostLine>>
  readonly transfers: Readonly<Record<string, MoneyBetween>>
  readonly risks: Readonly<Record<string, Risk>>
  readonly options: Readonly<Partial<Record<OptionId, OptionWords>>>
  readonly required: Readonly<Record<AuthorityCode, RequiredReturn>>
}

/** The part of the name before the dot says what it is; the rest which one. */
export const partNames = {
  frame: () => 'frame',
  words: (of: CaseWords) => `words.${of}`,
  service: (id: string) => `service.${id}`,
  line: (id: string) => `line.${id}`,
  transfer: (id: string) => `transfer.${id}`,
  risk: (id: string) => `risk.${id}`,
  option: (id: OptionId) => `option.${id}`,
  required: (council: AuthorityCode) => `required.${council}`,
} as const
