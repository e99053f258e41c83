import { Type } from 'typebox'
import { statementsOf, type Framework } from './framework.ts'
import type { Flaw } from './framework-schema.ts'
import { termFinder } from './glossary-match.ts'
import { termSchema, type Term } from './term.ts'

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
