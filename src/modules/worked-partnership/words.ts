import { formatDay, formatList, formatNumber, formatPercent, formatPoundsShort } from '#ui/format.ts'
import type { CaseFinding } from './case-finding.ts'
import {
  usualPart,
  type DepartureFinding,
  type Findings,
  type OutcomeFinding,
  type SplitFinding,
} from './findings.ts'

/** The findings as sentences. Every figure in them is worked out from the file by the engine. */

const million = (amount: number) => formatPoundsShort(Math.round(amount * 100_000_000))

/** From which part of the file a sentence was worked out. */
export type WarningFrom = 'outcome' | 'share' | 'withdraw' | 'case' | 'reorganised'
export type Warning = { readonly says: string; readonly from: WarningFrom }

export function warningsOf(findings: Findings): Warning[] {
  const all: readonly (readonly [WarningFrom, readonly string[]])[] = [
    ['outcome', findings.outcome ? outcomeWords(findings.outcome) : []],
    ['case', findings.case ? caseWords(findings.case) : []],
    ['share', findings.split ? splitWords(findings.split) : []],
    ['withdraw', findings.departure ? departureWords(findings.departure) : []],
    ['reorganised', findings.reorganisation ? reorganisationWords(findings.reorganisation) : []],
  ]
  return all.flatMap(([from, sentences]) => sentences.map((says) => ({ says, from })))
}

function caseWords({ years, p10, p50, p90, chanceOfLoss, asPlanned }: CaseFinding): string[] {
  const pounds = (amount: number) => formatPoundsShort(Math.round(amount * 100))
  const worth = (amount: number) => `${amount >= 0 ? 'worth' : 'a loss of'} ${pounds(Math.abs(amount))}`
  if (asPlanned === null)
    return [
      `As a business case over ${years} years, what was reported is ${worth(p50)} in today’s money. That leaves out what it cost to set up.`,
    ]
  const loss =
    chanceOfLoss < 0.005
      ? 'Hardly any outcome loses money'
      : `It loses money in ${formatPercent(chanceOfLoss)} of outcomes`
  return [
    `As a business case over ${years} years the plan is ${worth(asPlanned)} in today’s money if all of it comes. With what usually comes of such forecasts the middle outcome is ${worth(p50)}, with one in ten below ${pounds(p10)} and one in ten above ${pounds(p90)}. ${loss}.`,
  ]
}

function outcomeWords({ of, forecast, reported, ratio, expected }: OutcomeFinding): string[] {
  if (of === 'cost')
    return [
      `Leaving was first put at ${million(forecast)} and later at ${million(reported)}: ${formatNumber(Math.round(ratio ?? 0))} times as much. Handfast asks for a lowest and a highest cost, and says when they are more than three times apart.`,
    ]
  if (!expected) return []
  const { low, middle, high } = expected
  const where =
    reported < low ? 'is below even that' : reported > high ? 'is above even that' : 'lies within that'
  const part = ratio === null ? '' : `, ${formatPercent(ratio)} of the forecast,`
  return [
    `The forecast was ${million(forecast)} a year. Going by what other cases reported, Handfast would have expected about ${million(middle)}, with one in ten below ${million(low)} and one in ten above ${million(high)}. ${reported === 0 ? 'Nothing came of it.' : `What was reported, ${million(reported)}${part} ${where}.`}`,
  ]
}

export const haircutNote = `The usual part of a forecast that is reported (${formatPercent(usualPart.low)}, ${formatPercent(usualPart.middle)} and ${formatPercent(usualPart.high)}) is an inference from a small set of real cases in which failures are over-represented.`

function splitWords({ shares, players, nearest }: SplitFinding): string[] {
  const each = million(shares[0] ?? 0)
  const who = formatList(nearest.members)
  const says =
    nearest.excess > 1e-9
      ? `${who} could have saved ${million(nearest.excess)} a year more without the rest.`
      : nearest.excess > -1e-9
        ? `${who} would have had exactly as much without the rest: the split held, with nothing to spare.`
        : `No group would have done better without the rest; the nearest, ${who}, was ${million(-nearest.excess)} a year away from it.`
  return [`In equal parts each of the ${players.length} was to save ${each} a year. ${says}`]
}

function departureWords(found: DepartureFinding): string[] {
  const { leaver, keeps, willing, followers, left, ending, savingBefore, savingAfter, thread, received } =
    found
  const least = keeps.toSorted((a, b) => a.amount - b.amount)[0]
  return [
    `While all were in, the councils saved ${million(savingBefore)} a year together${least ? `; the one that gained least, ${least.name}, kept ${million(least.amount)} a year` : ''}. ${willing.length === 0 ? 'Nobody would have gained money by leaving' : `${formatList(willing.map(({ name }) => name))} would have gained by leaving, even then`}.`,
    followers.length === 0
      ? `If ${leaver} left, nobody would have followed for money: ${formatList(left)} would still have saved ${million(savingAfter)} a year.${thread ? ` The nearest to leaving next was ${thread.name}, by ${million(thread.loses)} over the years looked at.` : ''}`
      : `If ${leaver} left, ${formatList(followers.map(({ name }) => name))} would have followed${followers.length > 1 ? ', in this order' : ''}. ${ending === null ? `${formatList(left)} would have been left, saving ${million(savingAfter)} a year.` : 'The partnership would have ended.'} The first to follow would have gained ${million(followers[0]?.gain ?? 0)} over the years looked at by going.`,
    found.fairFee > 0
      ? `A charge of ${million(found.fairFee)} for ${leaver} would have left the others as well off${received.length > 0 ? ` (${received.map(({ name, amount }) => `${name} ${million(amount)}`).join(', ')})` : ''}.${found.fairFeeWithoutNotice > found.fairFee + 1e-9 ? ` With the notice waived the fair charge rises to ${million(found.fairFeeWithoutNotice)}: whoever waives notice gives up ${million(found.fairFeeWithoutNotice - found.fairFee)}.` : ''}`
      : `By the file, no charge would have been due from ${leaver}: its leaving cost the others nothing that lasts.`,
  ]
}

function reorganisationWords({ rerun, passings }: NonNullable<Findings['reorganisation']>): string[] {
  const members = rerun.members
    .map(
      ({ name, share }) =>
        `${name} (${share === null ? 'share to be agreed' : `${formatNumber(share)} parts`})`,
    )
    .join(', ')
  return passings.flatMap((passing) => [
    `${passing.name}’s council ends on ${formatDay(passing.lastDay)} and passes to ${formatList(passing.successors.map(({ name }) => name))}. Run again for the successors, the members are ${members}. Nothing published says how ${passing.name}’s share is divided: it has to be agreed, and everything held in its name moved, split or ended before that day.`,
  ])
}
