import type { Json } from '#platform/canonical.ts'
import type { RecordLine } from '#platform/record.ts'

/** Entries of the record in words: what was done, never what was answered. An event without words shows its name. */
const words: Readonly<Record<string, string>> = {
  'partnership.started': 'started this partnership',
  'partnership.council-invited': 'invited {council}',
  'partnership.council-joined': 'joined the partnership',
  'partnership.manager-ended': 'ended the place of a partnership manager',
  'people.invited': 'invited a colleague',
  'people.joined': 'came to act for your council',
  'people.role-changed': 'changed the role of a colleague',
  'people.lead-handed-over': 'handed the lead over to a colleague',
  'people.mandate-ended': 'ended a colleague’s access',
  'people.left': 'stopped acting for your council',
  'people.lead-enrolled': 'came to lead for your council, with a link from the operator',
  'people.credentials-replaced': 'had the way somebody signs in replaced by the operator',
  'people.token-made': 'made a token for a program',
  'people.token-revoked': 'revoked a token',
  'people.lead-asked-for': 'asked somebody to lead for {council} here',
  'people.manager-invited': 'invited a partnership manager',
  'people.manager-joined': 'joined as partnership manager',
  'people.invitation-withdrawn': 'took back an invitation',
  'round.started': 'started a round, which no partner saw yet',
  'round.seal-asked': 'asked a colleague to approve a seal',
  'round.seal-request-dropped': 'took back the request for a seal',
  'round.sealed': 'sealed its answers. The receipt is {receipt}',
  'round.consented': 'consented to open without those that have not sealed',
  'round.terms-offered': 'offered the terms of a round',
  'round.terms-changed': 'changed the terms of a round',
  'round.terms-approved': 'agreed the terms of a round',
  'round.opened': 'opened a round for answers: every council had agreed its terms',
  'round.seal-broken': 'broke its seal. Its reason: “{reason}”',
  'round.council-withdrew': 'left a round',
  'round.time-asked': 'asked for more time',
  'round.time-extended': 'was the last to agree to more time: the deadline moved',
  'round.cancelled': 'cancelled a round',
  'round.revealed': 'opened all answers of a round together',
  'business-case.baseline-started': 'began the baseline',
  'business-case.figures-shared': 'shared its figures with the partners',
  'business-case.baseline-confirmed': 'confirmed the baseline by its section 151 officer, mark {hash}',
  'business-case.baseline-locked': 'was the last to confirm: the baseline is locked',
  'business-case.correction-started': 'began a new version of the baseline. Its reason: “{reason}”',
  'business-case.case-started': 'began a business case',
  'business-case.run-made': 'worked out the business case, run {number}',
  'cost-sharing.figures-saved': 'put in figures for sharing the cost',
  'cost-sharing.rule-proposed': 'proposed how to share the cost, mark {hash}',
  'cost-sharing.agreed': 'agreed to the proposed split, mark {hash}',
  'cost-sharing.dissented': 'did not agree to the proposed split, mark {hash}, and said why',
  'cost-sharing.all-agreed': 'was the last to agree: the split is agreed, mark {hash}',
  'round.visibility-chosen': 'chose how far a round opens',
  'monitoring.pulse-started': 'started the pulse of a quarter',
  'monitoring.pulse-closed': 'closed the pulse of a quarter: its answers were counted and deleted',
  'governance.power-entered': 'typed in the votes and the cost of a joint committee',
  'trust.self-shown': 'showed all partners where it sees itself above how they see it',
  'round.archived': 'archived a round',
  'register.publish-proposed': 'proposed what to publish in the register',
  'register.amend-proposed': 'proposed a change of what is published in the register',
  'register.withdraw-proposed': 'proposed to take the entry out of the register',
  'register.entry-approved': 'approved the words proposed for the register',
  'register.entry-published': 'was the last to approve: the entry in the register was changed',
  'register.proposal-dropped': 'dropped what was proposed for the register',
  'readiness.conversation-recorded': 'recorded how a conversation ended',
  'readiness.action-added': 'added an action',
  'readiness.action-done': 'marked an action as done',
  'readiness.action-reopened': 'said that an action is not done after all',
  'exit.strategy-changed': 'changed the joint exit strategy',
  'exit.plan-shared': 'showed its exit plan to the partners',
  'exit.terms-changed': 'wrote down the terms of leaving',
  'exit.terms-approved': 'agreed the terms of leaving',
  'exit.notice-given': 'gave notice to leave, with effect from {leavesOn}',
  'exit.planning': 'began to plan the parting of {council}',
  'exit.transferring': 'began to move what {council} takes with it',
  'exit.settling': 'began to settle up with {council}',
  'exit.closed': 'closed the parting of {council}',
  'exit.withdrawal-agreed': 'agreed that a notice is taken back',
  'exit.notice-withdrawn': 'took its notice back, with everybody’s agreement',
  'exit.settlement-changed': 'changed a settlement',
  'exit.settlement-approved': 'agreed a settlement',
  'exit.lessons-changed': 'wrote down what was learnt from a parting',
  'exit.lessons-approved': 'agreed that lessons become public',
  'exit.lessons-published': 'was the last to agree: the lessons are public',
  'exit.tasks-made': 'made tasks of what is to be parted',
  'exit.task-changed': 'changed a task',
  'partner-finding.offer-said': 'said what it offers or seeks',
  'partner-finding.offer-removed': 'took away what it had said that it offers or seeks',
  'partner-finding.event-added': 'noted a date that matters to it',
  'partner-finding.event-changed': 'changed a date that matters to it, or who sees it',
  'partner-finding.event-removed': 'took away a date that mattered to it',
  'partner-finding.events-loaded': 'loaded dates from a file',
  'partner-finding.events-undone': 'took back the dates from a file',
  'partner-finding.calendar-made': 'made a secret calendar address',
  'partner-finding.calendar-ended': 'ended a secret calendar address',
  'readiness.second-look-taken': 'took a second look at an answer',
}

/** One line of the record as a sentence without its subject. Codes of councils become names. */
export function recordWords(
  line: Pick<RecordLine, 'event' | 'facts'>,
  nameOf: (code: string) => string,
): string {
  const template = words[line.event] ?? line.event
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = factOf(line.facts, name)
    return name === 'council' ? nameOf(value) : value
  })
}

function factOf(facts: Json, name: string): string {
  if (facts === null || typeof facts !== 'object' || Array.isArray(facts)) return ''
  const value: unknown = Object.entries(facts).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}
