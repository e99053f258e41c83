import { Type, type Static } from 'typebox'
import { statementsOf, type Framework } from './framework.ts'
import type { Flaw } from './framework-schema.ts'
import { termFinder } from './glossary-match.ts'
import { plainText, sourceSchema } from './plain.ts'

/**
 * A word of the field in plain English. `also` lists other spellings and plurals to look for in a page.
 * `product` marks a word of this product's own pages, which the frameworks need not use.
 */
export const termSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
    term: Type.String({ minLength: 2, maxLength: 60 }),
    meaning: plainText(20, 260),
    also: Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 60 }), { uniqueItems: true })),
    source: Type.Optional(sourceSchema),
    product: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)

export type Term = Static<typeof termSchema>

export const glossarySchema = Type.Array(termSchema, { minItems: 1 })

/** Words explained twice, and words that no framework uses and that are not the product's own. */
export function glossaryFlaws(terms: Term[], frameworks: Framework[]): Flaw[] {
  const flaws: Flaw[] = []
  const owners = new Map<string, string>()
  terms.forEach((term, i) => {
    for (const form of [term.term, ...(term.also ?? [])]) {
      const owner = owners.get(form.toLowerCase())
      if (owner !== undefined)
        flaws.push({ path: [i, 'term'], message: `"${form}" belongs to "${owner}" already` })
      owners.set(form.toLowerCase(), term.id)
    }
    if (terms.findIndex(({ id }) => id === term.id) < i)
      flaws.push({ path: [i, 'id'], message: `"${term.id}" is used twice` })
  })
  const find = termFinder(terms)
  const used = new Set(frameworks.flatMap(textsOf).flatMap((text) => find(text).map(({ term }) => term.id)))
  terms.forEach(({ id, product }, i) => {
    if (!product && !used.has(id))
      flaws.push({
        path: [i, 'id'],
        message: `"${id}" is used in no framework and is not marked as the product's own`,
      })
  })
  return flaws
}

/** Every text of a framework that a person reads. */
export function textsOf(framework: Framework): string[] {
  const { areas, levels, ambitions, themes, summary } = framework
  return [
    summary,
    ...[...levels, ...ambitions, ...themes].flatMap(({ name, meaning }) => [name, meaning]),
    ...areas.flatMap(({ name, summary }) => [name, summary]),
    ...statementsOf(framework).flatMap((each) => [
      each.statement,
      each.question,
      each.why.text,
      ...each.levels,
      each.ask,
    ]),
  ]
}
