import type { Authority, Succession } from '#content/authority.ts'
import type { KnownAuthority } from './queries.ts'

/** One line of a list in which a council is chosen. `also` is what else it may be looked for by. */
export type CouncilOption = { readonly value: string; readonly text: string; readonly also: string }

/**
 * What a form offers when a council is chosen: every body the asker may choose (see `authoritiesFor`), A to Z, without those
 * that have ended. Each can be found by its everyday name, its codes and the names of the councils it replaced.
 */
export function councilOptions(
  content: { readonly authorities: readonly Authority[]; readonly successions: readonly Succession[] },
  known: readonly KnownAuthority[],
  { exclude = [] }: { readonly exclude?: readonly string[] } = {},
): CouncilOption[] {
  const facts = new Map(content.authorities.map((authority) => [authority.code, authority]))
  return known
    .filter(({ code, endedOn }) => endedOn === null && !exclude.includes(code))
    .filter(({ code, isListed }) => !isListed || facts.has(code))
    .map(({ code, name, shortName }) => {
      const fact = facts.get(code)
      const own = fact ? [fact.shortName, fact.short, code, ...fact.otherCodes] : [shortName, code]
      const former = content.successions.filter(({ successor }) => successor === code)
      const before = former.flatMap((row) => [row.predecessorName, row.predecessor])
      return { value: code, text: name, also: [...new Set([...own, ...before])].join(' ') }
    })
}
