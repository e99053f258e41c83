import {
  agreeExtensionBlockers,
  answerBlockers,
  approveSealBlockers,
  approveTermsBlockers,
  archiveBlockers,
  breakSealBlockers,
  cancelBlockers,
  changeTermsBlockers,
  consentBlockers,
  extendBlockers,
  offerBlockers,
  revealBlockers,
  sealBlockers,
  withdrawBlockers,
  type Action,
  type Refusal,
  type Round,
} from '#modules/round/index.ts'
import { allows, type Scope } from '#platform/api-asker.ts'
import type { Reason } from '#platform/api-problem.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { RoundView } from '../queries.ts'
import { reasonsFrom } from './parts.ts'

/** The rule of every action. An action without its rule does not compile. */
const blockers: Record<Action, (round: Round, by: CouncilViewer) => Refusal[]> = {
  'change-terms': changeTermsBlockers,
  offer: offerBlockers,
  'approve-terms': approveTermsBlockers,
  answer: answerBlockers,
  seal: sealBlockers,
  'approve-seal': approveSealBlockers,
  'break-seal': (round, by) => breakSealBlockers(round, by, 'to be given'),
  consent: consentBlockers,
  reveal: (round, by) => revealBlockers(round, by, by.now),
  extend: extendBlockers,
  'agree-extension': agreeExtensionBlockers,
  withdraw: withdrawBlockers,
  cancel: cancelBlockers,
  archive: archiveBlockers,
}

const actionNames = Object.keys(blockers) as Action[]

/** What may be done now, and why not what may not: the rules that the commands refuse with, and what the token may. */
export function mayWords(
  view: RoundView,
  viewer: CouncilViewer,
  scope: Scope,
): { action: Action; allowed: boolean; reasons: Reason[] }[] {
  return actionNames.map((action) => {
    const needs: Scope = action === 'answer' ? 'answer' : 'lead'
    const reasons = [
      ...reasonsFrom(view, blockers[action](view.round, viewer)),
      ...(allows(scope, needs)
        ? []
        : [{ type: 'scope', needs, says: `This is for tokens that may “${needs}”.` }]),
    ]
    return { action, allowed: reasons.length === 0, reasons }
  })
}
