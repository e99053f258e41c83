import { loadContent } from '#content/load.ts'
import { join } from 'node:path'
import { usualAssumptions } from '#modules/partner-finding/group-assumptions.ts'
import { searchGroups } from '#modules/partner-finding/group-search.ts'
import { councilsAlike } from '#modules/partner-finding/likeness-of-councils.ts'
import { usualWeights } from '#modules/partner-finding/features.ts'

export type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

const { authorities } = loadContent(join(import.meta.dirname, '../content'))
const england = authorities.filter(({ nation }) => nation === 'England')
const wanted = {
  service: 'ict',
  withCouncil: null,
  reach: null,
  assumptions: { ...usualAssumptions(null), costPerHead: 20 },
}
/** 317 choose 3. */
const triples = 5_259_030

async function seconds(size: number, reach: number | null, expected: number | null): Promise<number> {
  const start = performance.now()
  const task = { councils: england, wanted: { ...wanted, size, reach }, keep: 10 }
  const { scored } = await searchGroups(task).result
  if (expected !== null && scored !== expected)
    throw new Error(`${scored} groups were scored, not ${expected}.`)
  return (performance.now() - start) / 1000
}

let latest = 0

export const benches: readonly Bench[] = [
  {
    name: 'every group of three councils in England (5,259,030), scored in two threads, from nothing to the list',
    unit: 's',
    target: 10,
    run: () => seconds(3, null, triples),
  },
  {
    name: 'the longest that the thread of requests was held up meanwhile',
    unit: 'ms',
    target: 50,
    run: async () => {
      latest = 0
      let last = performance.now()
      const timer = setInterval(() => {
        latest = Math.max(latest, performance.now() - last - 5)
        last = performance.now()
      }, 5)
      await seconds(3, null, triples)
      clearInterval(timer)
      return latest
    },
  },
  {
    name: 'every group of four within 57 km of each other in England',
    unit: 's',
    run: () => seconds(4, 57, null),
  },
  {
    name: 'every group of five within 40 km of each other in England',
    unit: 's',
    run: () => seconds(5, 40, null),
  },
  {
    name: 'the districts most like one, with every part of each difference',
    unit: 'ms',
    target: 100,
    run: () => {
      const adur = england.find(({ slug }) => slug === 'adur')
      if (!adur) throw new Error('There is no Adur.')
      councilsAlike(authorities, adur, { weights: usualWeights, scope: 'same-kind' })
      const start = performance.now()
      councilsAlike(authorities, adur, { weights: usualWeights, scope: 'same-kind' })
      return performance.now() - start
    },
  },
]
