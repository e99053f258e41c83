import { fact, letter } from '#modules/people/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { MailFacts, MailTemplates } from '#platform/mail-sender.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { links } from './links.ts'
import type { CostSharingTrx } from './store.ts'

const why = 'You get this mail because you lead for your council or are a deputy.'

const about =
  (says: string, link: string): MailTemplates[string] =>
  (_, address) =>
    letter({ paragraphs: [says], link: { text: link, address }, why })

/** What this module writes to people: that something happened, never a figure, a rule or a reason. */
export const mails: MailTemplates = {
  'split-proposed': about(
    'A partner has proposed on Handfast how to share the cost. Your council is asked to answer.',
    'Read the proposal',
  ),
  'split-dissent': about('A partner has answered the proposed split on Handfast.', 'Read the proposal'),
  'split-agreed': about('Every council has agreed to the same split on Handfast.', 'Read the split'),
  'true-up-saved': about(
    'A partner has put in on Handfast what a year of the shared service came to.',
    'See what each council owes',
  ),
}

const at = (facts: MailFacts) => fact(facts, 'partnership') as PartnershipId

/** Where the link of each mail leads. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = {
  'split-proposed': (facts) => links.proposal(at(facts)),
  'split-dissent': (facts) => links.proposal(at(facts)),
  'split-agreed': (facts) => links.proposal(at(facts)),
  'true-up-saved': (facts) => links.trueUp(at(facts)),
}

const subjects = {
  'split-proposed': 'A split has been proposed',
  'split-dissent': 'A council has answered the proposed split',
  'split-agreed': 'The split is agreed',
  'true-up-saved': 'What a year came to',
} as const

/** Tells those who lead for the other councils. */
export async function tellPartners(
  trx: CostSharingTrx,
  by: CouncilViewer,
  { partnership, councils }: { partnership: PartnershipId; councils: readonly string[] },
  template: keyof typeof subjects,
): Promise<void> {
  const others = councils.filter((code) => code !== by.council)
  const mail = { template, subject: subjects[template], facts: { partnership } }
  await queueMailToLeads(trx, by, others, mail)
}
