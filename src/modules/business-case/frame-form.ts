import type { Form } from '#ui/form.ts'
import type { Frame } from './case-part.ts'
import { partReader, percentValue, readPart, type ReadPart } from './part-reader.ts'
import type { CaseSharing } from '#engine/business-case-input.ts'
import type { PartContext, Published } from './part-context.ts'

export const sharings: readonly CaseSharing[] = [
  'usage',
  'equal',
  'stand-alone',
  'key',
  'equal-savings',
  'shapley',
]

export const mostDraws = 100_000

export function readFrame(body: unknown, { baseline, parts, published }: PartContext): ReadPart<Frame> {
  const read = partReader(body)
  const lastYear = read.whole('years', 'how many years are looked at', 1, 30)
  const sharing = read.choice('sharing', 'how costs are shared', sharings)
  const keys = Object.fromEntries(
    baseline.councils.map(({ code }) => {
      const typed = read.posted[`key-${code}`] ?? ''
      return [code, typed.trim() === '' ? 0 : read.percent(`key-${code}`, 'the key', 9999)]
    }),
  )
  if (sharing === 'key' && Object.values(keys).every((key) => key === 0))
    read.errors[`key-${baseline.councils[0]?.code ?? ''}`] ??= 'Give at least one council a key above 0'
  const sets = Object.keys(published.discount)
  const set = read.choice('discount', 'a set of discount rates', sets)
  const kept = parts.frame
  const kinds = ['none', ...Object.keys(published.optimism)]
  const kind = read.choice('optimism', 'an allowance for optimism', kinds)
  const claim = read.choice('realisation', 'what comes of forecast savings', ['reference', 'own', 'all'])
  const own =
    claim === 'own'
      ? {
          p10: read.percent('p10', 'the share in a bad case', 300),
          p50: read.percent('p50', 'the share in the middle', 300),
          p90: read.percent('p90', 'the share in a good case', 300),
        }
      : null
  if (own && !(own.p10 <= own.p50 && own.p50 <= own.p90))
    read.errors['p50'] ??= 'The three shares must rise from bad to good'
  const seed = read.whole('seed', 'where chance begins', 0, 2_000_000_000)
  const draws = read.whole('draws', 'how many draws', 1000, mostDraws)
  const says = read.says()
  const pinned = published.discount[set]
  const optimism = published.optimism[kind]
  if (!pinned)
    return { form: { values: read.posted, errors: { discount: 'Choose a set of discount rates' } } }
  return readPart(read, {
    lastYear,
    sharing,
    keys,
    // What was taken up stays as it was, unless another is chosen.
    discount: kept?.discount.title === pinned.title ? kept.discount : pinned,
    optimism: optimism ? { ...optimism, kind } : null,
    realisation:
      claim === 'all'
        ? null
        : own
          ? {
              title: 'The councils’ own estimate',
              from: '',
              source: { text: says.source },
              value: { p10: own.p10 / 100, p50: own.p50 / 100, p90: own.p90 / 100 },
            }
          : published.realisation,
    seed,
    draws,
    ...says,
  })
}

export function frameForm(frame: Frame | null, published: Published): Form {
  const [first = ''] = Object.keys(published.discount)
  if (!frame)
    return {
      errors: {},
      values: {
        years: '10',
        sharing: 'usage',
        discount: first,
        optimism: 'none',
        realisation: 'reference',
        seed: '1',
        draws: '20000',
      },
    }
  const { lastYear, sharing, keys, discount, optimism, realisation, seed, draws, source, owner } = frame
  const isReference = realisation?.title === published.realisation.title
  return {
    errors: {},
    values: {
      years: String(lastYear),
      sharing,
      discount:
        Object.entries(published.discount).find(([, { title }]) => title === discount.title)?.[0] ?? first,
      optimism: optimism?.kind ?? 'none',
      realisation: realisation === null ? 'all' : isReference ? 'reference' : 'own',
      ...(realisation && !isReference
        ? {
            p10: String(realisation.value.p10),
            p50: String(realisation.value.p50),
            p90: String(realisation.value.p90),
          }
        : {}),
      ...Object.fromEntries(
        Object.entries(keys).map(([code, key]) => [`key-${code}`, key === 0 ? '' : percentValue(key)]),
      ),
      seed: String(seed),
      draws: String(draws),
      source,
      owner,
    },
  }
}
