import { valueOn } from '#content/parameter.ts'
import type { Content } from '#content/content.ts'
import type { Published } from './part-context.ts'

const names: Readonly<Record<string, string>> = {
  standard: 'Green Book, standard',
  health: 'Green Book, health',
  'long-horizon-test': 'Green Book, test for more than 50 years',
}
const kinds: Readonly<Record<string, string>> = {
  'equipment-or-development': 'equipment and systems',
  outsourcing: 'outsourcing',
  'standard-buildings': 'standard buildings',
  'non-standard-buildings': 'other buildings',
}

/** The published numbers that hold on a day, named and dated, for a case to take up. */
export function publishedOn({ parameters }: Pick<Content, 'parameters'>, day: string): Published {
  const discount = valueOn(parameters.discountRate, day)
  const optimism = valueOn(parameters.optimismBias, day)
  const realisation = valueOn(parameters.benefitRealisation, day)
  const costs = Object.entries(optimism.value['cost'] ?? {})
  return {
    discount: Object.fromEntries(
      Object.entries(discount.value).map(([set, bands]) => [
        set,
        { title: names[set] ?? set, from: discount.from, source: discount.source, value: bands },
      ]),
    ),
    optimism: Object.fromEntries(
      costs
        .filter(([kind]) => kinds[kind] !== undefined)
        .flatMap(([kind, { upper, lower }]) => [
          [`${kind}-upper`, pinned(`${kinds[kind]}, a first estimate`, upper)],
          [`${kind}-lower`, pinned(`${kinds[kind]}, with every risk managed`, lower)],
        ]),
    ),
    realisation: {
      title: parameters.benefitRealisation.title,
      from: realisation.from,
      source: realisation.source,
      value: {
        p10: asPerCent(realisation.value.p10),
        p50: asPerCent(realisation.value.p50),
        p90: asPerCent(realisation.value.p90),
      },
    },
  }

  function pinned(title: string, share: number) {
    return { title, from: optimism.from, source: optimism.source, value: Math.round(share * 10_000) }
  }
}

/** A share as per cent, to two places: 1.1 × 100 is 110.00000000000001. */
function asPerCent(share: number): number {
  return Math.round(share * 10_000) / 100
}
