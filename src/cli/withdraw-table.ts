import type { Cascade, Contagion, OrderRange } from '#engine/cascade.ts'
import { namesOf } from '#engine/coalition.ts'
import type { CoalitionProofFees } from '#engine/exit-fee-coalition.ts'
import type { CascadeScale } from '#engine/exit-fee.ts'
import type { Cell, Table } from '#root/cli/table.ts'
import { futureTables, futureWords, type Future } from '#root/cli/withdraw-future.ts'

/** What `handfast withdraw` found. Arrays follow the partners. */
export type Withdrawn = {
  names: string[]
  unit: string
  pays: (number | null)[]
  keeps: (number | null)[]
  /** What each would gain by leaving now, fees paid. */
  gains: Float64Array
  fees: { name: string; amounts: Float64Array }
  kinds: { kind: string; amounts: Float64Array }[]
  runs: { forced: string[]; run: Cascade; orders: OrderRange; paid: Float64Array; received: Float64Array }[]
  contagion: Contagion
  scale: CascadeScale
  coalitionProof: CoalitionProofFees
  schedule: { year: number; fees: Float64Array }[]
  future: Future
}

const ENDINGS = {
  'too-few-members': 'too few are left',
  'host-left': 'the host has left',
  'nothing-saved': 'nothing is saved any more',
}

/** The tables of `handfast withdraw`. */
export function withdrawalTables(found: Withdrawn): Table[] {
  const now = [standingTable(found), knockOnTable(found), feesTable(found), scheduleTable(found)]
  return [...now, ...futureTables(found.future, found.names)]
}

function standingTable({ names, unit, pays, keeps, gains, fees }: Withdrawn): Table {
  return {
    id: 'standing',
    title: `Where each council stands (${unit})`,
    columns: ['council', 'pays a year', 'better off by', 'fee for leaving', 'gain from leaving now'].map(
      (name) => ({ name }),
    ),
    rows: names.map((name, i) => [name, pays[i]!, keeps[i]!, fees.amounts[i]!, gains[i]!]),
    notes: ['The gain is over the years left, at today’s worth; below 0 it is better to stay.'],
  }
}

function knockOnTable({ names, runs }: Withdrawn): Table {
  return {
    id: 'knock-on',
    title: 'Who follows',
    columns: ['forced out', 'then leave', 'still in', 'how it ends', 'whoever moves first'].map((name) => ({
      name,
    })),
    rows: runs.map(({ forced, run, orders }) => [
      forced.join(', '),
      followers(run, names),
      run.final.map((i) => names[i]).join(', '),
      run.ending === null ? 'goes on' : `ends: ${ENDINGS[run.ending]}`,
      orders.agree ? 'the same' : 'depends',
    ]),
  }
}

function followers({ path }: Cascade, names: readonly string[]): string {
  const own = path.filter(({ forced }) => !forced)
  if (own.length === 0) return 'nobody'
  return own.map(({ player, gain }) => `${names[player]} (gains ${short(gain ?? 0)})`).join(', then ')
}

function feesTable({ names, kinds, scale, coalitionProof, unit }: Withdrawn): Table {
  const byForced: Cell[] = scale.byForced.map((share) => share)
  return {
    id: 'fees',
    title: `Fees for leaving, at the date of leaving (${unit})`,
    columns: ['fee', ...names].map((name) => ({ name })),
    rows: [
      ...kinds.map(({ kind, amounts }): Cell[] => [kind, ...amounts]),
      coalitionProof.status === 'found'
        ? ['no group gains by leaving', ...coalitionProof.fees]
        : ['no group gains by leaving', ...names.map(() => null)],
      ['share of hold-harmless that stops knock-ons', ...byForced],
    ],
    notes: scale.monotone
      ? []
      : ['A larger fee can bring a knock-on back here: the share is the start of the last safe stretch.'],
  }
}

function scheduleTable({ names, schedule }: Withdrawn): Table {
  return {
    id: 'schedule',
    title: 'Hold-harmless fee by the year notice is given',
    columns: ['year', ...names].map((name) => ({ name })),
    rows: schedule.map(({ year, fees }) => [year, ...fees]),
  }
}

/** The findings in words. */
export function withdrawalWords(found: Withdrawn): string[] {
  const { names, gains, runs, contagion, scale, coalitionProof } = found
  const willing = names.filter((_, i) => gains[i]! > 0)
  const worst = contagion.depth.indexOf(Math.max(...contagion.depth))
  return [
    willing.length === 0
      ? 'Nobody would leave now of its own accord.'
      : `${willing.join(', ')} would gain by leaving now.`,
    ...runs.map(({ forced, run, paid, received }) => {
      const fee = paid.reduce((sum, amount) => sum + amount, 0)
      const share = received.reduce((sum, amount) => sum + amount, 0)
      const money =
        fee > 0 ? ` The fee of ${short(fee)} is paid, and ${short(share)} received by those who stay.` : ''
      const end = run.ending === null ? 'The partnership goes on.' : `It ends: ${ENDINGS[run.ending]}.`
      return `If ${forced.join(' and ')} must go: ${followers(run, names)} would follow. ${end}${money}`
    }),
    `Most would follow after ${names[worst]}: ${contagion.depth[worst]}.`,
    scale.all === null
      ? 'Even the whole hold-harmless fee does not stop every knock-on: the sharing rule or the membership must change.'
      : `${short(100 * scale.all)}% of the hold-harmless fee stops every knock-on after one forced departure.`,
    coalitionProof.status === 'found'
      ? `Fees of ${short(coalitionProof.total)} in all take the gain out of leaving for every group.`
      : `No fees within their limits hold ${namesOf(coalitionProof.group, names).join(' and ')}.`,
    ...futureWords(found.future),
    'Stranded: what idle capacity costs until it can be shed. Hold-harmless: leaves the others exactly as well off.',
    'Being stable today and being safe when somebody is forced out are different tests: look at both.',
  ]
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
