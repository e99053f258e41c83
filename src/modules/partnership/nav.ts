import type { PartnershipId } from '#platform/id.ts'
import type { NavItem } from '#ui/layout.ts'
import { links } from './links.ts'

/** The places of a partnership, in the order in which it lives through them. */
export type Place =
  | 'where-we-are'
  | 'readiness'
  | 'trust'
  | 'business-case'
  | 'sharing'
  | 'alignment'
  | 'exit'
  | 'pulse'
  | 'councils'
  | 'record'

/** The navigation of a partnership's pages. `readiness` is where its newest round stands; without it, the address that knows. */
export function partnershipNav(
  id: PartnershipId,
  current: Place,
  readiness = `${links.home(id)}/readiness`,
): NavItem[] {
  const items: { place: Place; text: string; href: string }[] = [
    { place: 'where-we-are', text: 'Where we are', href: links.home(id) },
    { place: 'readiness', text: 'Readiness', href: readiness },
    { place: 'trust', text: 'Trust', href: `${links.home(id)}/trust` },
    { place: 'alignment', text: 'Aims and terms', href: links.alignment(id) },
    { place: 'business-case', text: 'Business case', href: links.businessCase(id) },
    { place: 'sharing', text: 'Sharing', href: `${links.home(id)}/sharing` },
    { place: 'exit', text: 'Leaving', href: links.exit(id) },
    { place: 'pulse', text: 'Pulse', href: `${links.home(id)}/pulse` },
    { place: 'councils', text: 'Councils', href: links.councils(id) },
    { place: 'record', text: 'Record', href: links.record(id) },
  ]
  return items.map(({ place, text, href }) => ({ text, href, current: place === current }))
}
