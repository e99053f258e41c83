import type { Authority } from '#content/authority.ts'
import { matches, type Choice } from '#ui/forgiving-search.ts'
import type { Directory, FormerCouncil } from './directory.ts'

/** One answer to a search: a council that exists, one that has ended, or another body that an operator added. */
export type Hit =
  | { readonly type: 'council'; readonly council: Authority }
  | { readonly type: 'former'; readonly former: FormerCouncil }
  | { readonly type: 'other'; readonly body: OtherBody }

export type OtherBody = { readonly code: string; readonly name: string; readonly kind: string }

/** In characters; a longer text is cut. */
export const longestSearch = 80

/**
 * The councils that a typed text may mean, best first, in the same forgiving way as the box in which a council is chosen:
 * by any word of the name, a code, or with one letter wrong. A text of nothing but spaces finds nothing.
 */
export function searchCouncils(directory: Directory, others: readonly OtherBody[], typed: string): Hit[] {
  if (typed.trim() === '') return []
  const choices: (Choice & { readonly hit: Hit })[] = [
    ...directory.councils.map((council) => ({
      name: council.name,
      also: [council.shortName, council.short, council.code, ...council.otherCodes].join(' '),
      hit: { type: 'council' as const, council },
    })),
    ...others.map((body) => ({ name: body.name, also: body.code, hit: { type: 'other' as const, body } })),
    ...directory.former.map((former) => ({
      name: former.name,
      also: `${former.short} ${former.code}`,
      hit: { type: 'former' as const, former },
    })),
  ]
  return matches(typed, choices).map(({ hit }) => hit)
}
