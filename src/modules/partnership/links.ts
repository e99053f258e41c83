import type { PartnershipId } from '#platform/id.ts'

/** Every address of this module. */
export const links = {
  start: '/partnerships/new',
  home: (id: PartnershipId | ':partnership') => `/partnerships/${id}`,
  /** A later module's place, for the navigation. */
  businessCase: (id: PartnershipId | ':partnership') => `/partnerships/${id}/business-case`,
  councils: (id: PartnershipId | ':partnership') => `/partnerships/${id}/councils`,
  inviteCouncil: (id: PartnershipId | ':partnership') => `/partnerships/${id}/councils/invite`,
  inviteManager: (id: PartnershipId | ':partnership') => `/partnerships/${id}/councils/manager`,
  endManager: (id: PartnershipId | ':partnership', person: string) =>
    `/partnerships/${id}/councils/manager/${person}/end`,
  withdraw: (id: PartnershipId | ':partnership', invitation: string) =>
    `/partnerships/${id}/councils/invitations/${invitation}/withdraw`,
  join: (id: PartnershipId | ':partnership') => `/partnerships/${id}/join`,
  /** Where the module about leaving begins; it comes later in the order of modules. */
  exit: (id: PartnershipId | ':partnership') => `/partnerships/${id}/exit`,
  /** Drawn by a later module. */
  alignment: (id: PartnershipId | ':partnership') => `/partnerships/${id}/alignment`,
  record: (id: PartnershipId | ':partnership') => `/partnerships/${id}/record`,
}
