import type { PartnershipId } from '#platform/id.ts'

/** Every address of this module. */
export const links = {
  start: '/partnerships/new',
  home: (id: PartnershipId | ':partnership') => `/partnerships/${id}`,
  councils: (id: PartnershipId | ':partnership') => `/partnerships/${id}/councils`,
  join: (id: PartnershipId | ':partnership') => `/partnerships/${id}/join`,
  record: (id: PartnershipId | ':partnership') => `/partnerships/${id}/record`,
}
