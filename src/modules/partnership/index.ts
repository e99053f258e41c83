export { approvalStanding, type Approval, type ApprovalStanding } from './approval.ts'
export {
  isPrivate,
  presentMembers,
  stages,
  type Member,
  type Partnership,
  type Stage,
} from './partnership.ts'
export { approvalsOf, approve, type ApprovalSubject } from './store.ts'
export type { PartnershipTables } from './tables.ts'
export { inviteCouncil, joinPartnership, startPartnership, type NewPartnership } from './commands.ts'
export { hasLead, knownPartnershipFor, partnershipFor, partnershipsOf } from './queries.ts'
export { links as partnershipLinks } from './links.ts'
export { partnershipNav, type Place } from './nav.ts'
export { councilRoutes, type CouncilPages } from './council-routes.ts'
export { mailPaths as partnershipMailPaths, mails as partnershipMails } from './mails.ts'
export { partnershipApi } from './api.ts'
