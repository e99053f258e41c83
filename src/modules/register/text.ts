import type {
  ArrangementForm,
  ArrangementStatus,
  EndReason,
  EvidenceLevel,
  MemberRole,
  NationalFigure,
  Service,
} from '#content/arrangement.ts'

export const formWords: Record<ArrangementForm, string> = {
  'joint-committee': 'Joint committee',
  'lead-council': 'One council leads',
  'shared-staff': 'Shared staff',
  'shared-management': 'Shared managers',
  company: 'Company owned by the councils',
  'joint-venture': 'Company with a private partner',
  contract: 'Contract bought together',
  'collaboration-agreement': 'Agreement service by service',
  informal: 'No formal agreement',
}

/** What each form means, in a sentence. */
export const formMeanings: Record<ArrangementForm, string> = {
  'joint-committee': 'Councillors of each council sit on one committee, which decides for all of them.',
  'lead-council':
    'One council runs the service and employs the staff. The others hand it the task or buy it.',
  'shared-staff': 'Staff of each council work as one team. They may stay with their own employer.',
  'shared-management':
    'The councils share a chief executive or senior managers. The teams below may stay apart.',
  company: 'The councils own a company that does the work for them.',
  'joint-venture': 'The councils own a company together with a private firm.',
  contract: 'The councils buy from one supplier under one contract.',
  'collaboration-agreement': 'Each service has an agreement of its own, between those councils that want it.',
  informal: 'The councils work together on trust, with nothing signed.',
}

export const statusWords: Record<ArrangementStatus, string> = {
  exploring: 'Being explored',
  agreed: 'Agreed, not begun',
  live: 'Live when last seen',
  'under-review': 'Under review',
  ending: 'Ending',
  'partly-ended': 'Ended in part',
  ended: 'Ended',
  replaced: 'Grew into another',
  merged: 'The councils merged',
  'not-proceeded': 'Did not go ahead',
  'not-known': 'Not known',
}

export const reasonWords: Record<EndReason, string> = {
  priorities: 'Aims or politics moved apart',
  trust: 'Trust was lost',
  money: 'It did not pay as hoped',
  reorganisation: 'The councils were merged or replaced',
  grew: 'It grew into something larger',
  'not-agreed': 'The councils did not agree',
  'not-stated': 'No reason was published',
}

export const evidenceWords: Record<EvidenceLevel, string> = {
  claimed: 'Claimed',
  'council-published': 'Published by a council',
  'finance-signed': 'Signed by a finance chief',
  audited: 'Audited',
}

export const evidenceMeanings: Record<EvidenceLevel, string> = {
  claimed: 'Somebody said so, in the press or in a speech.',
  'council-published': 'It stands in a council’s own paper or page.',
  'finance-signed': 'The council’s finance chief has signed for it.',
  audited: 'An auditor has looked at it.',
}

export const roleWords: Record<MemberRole, string> = {
  member: 'Takes part',
  host: 'Runs it',
  buyer: 'Buys from it',
  former: 'Has left',
}

export const basisWords: Record<NationalFigure['basis'], string> = {
  count: 'A count',
  'projected-yearly': 'Expected, for a year',
  'not-stated': 'The source does not say for what time',
  cumulative: 'All years so far, added up',
  'reported-as-yearly': 'Reported as yearly; almost certainly all years added up',
  'one-year': 'One year: 2018 to 2019',
}

export function endReasonText(reason: EndReason | null): string | null {
  return reason === null ? null : reasonWords[reason]
}

export function serviceName(services: readonly Service[], id: string): string {
  return services.find((service) => service.id === id)?.name ?? sentence(id.replaceAll('-', ' '))
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
