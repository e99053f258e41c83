import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreeExtensionBlockers, extendBlockers, presentParties } from './round.ts'
import { termsSubject } from './store.ts'
import type { RoundTables } from './tables.ts'
import { extensionFaults, termsHash, type TermsFault } from './terms.ts'
import { mustLoad, shared, tellOthers, type Outcome, type Trx } from './command.ts'

/** Asks for more time. The old deadline stands until every council has agreed to the new one; whoever asks has agreed. */
export async function askForTime(
  trx: Trx,
  by: CouncilViewer,
  id: RoundId,
  deadline: string,
): Promise<Outcome | { faults: TermsFault[] }> {
  const round = await mustLoad(trx, by, id)
  const refused = extendBlockers(round, by)
  if (refused.length > 0) return { refused }
  const faults = extensionFaults(round.terms, deadline, by.now)
  if (faults.length > 0) return { faults }
  const parties = round.parties.map(({ council }) => council)
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_round')
    .set({
      proposed_deadline: new Date(deadline),
      proposed_hash: termsHash({ ...round.terms, deadline }, round.snapshotHash, parties),
    })
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', id)
    .execute()
  await shared(trx, by, round, 'time-asked', { deadline })
  await tellOthers(trx, by, round, 'time-asked', `More time is asked for: “${round.title}”`)
  return agreeToTime(trx, by, id)
}

/** Agrees to the later deadline. With the last agreement it becomes part of the terms, and all have approved them. */
export async function agreeToTime(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = agreeExtensionBlockers(round, by)
  const { extension } = round
  if (refused.length > 0 || extension === null) return { refused }
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
    partnership: round.partnership,
    subject: termsSubject,
    subjectId: id,
    hash: extension.hash,
  })
  const agreed = [...extension.agreed, by.council]
  if (!presentParties(round).every(({ council }) => agreed.includes(council)))
    return { done: await mustLoad(trx, by, id) }
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_round')
    .set({
      terms: JSON.stringify({ ...round.terms, deadline: extension.deadline }),
      terms_hash: extension.hash,
      deadline: new Date(extension.deadline),
      proposed_deadline: null,
      proposed_hash: null,
    })
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', id)
    .execute()
  await shared(trx, by, round, 'time-extended', { deadline: extension.deadline })
  await tellOthers(trx, by, round, 'time-extended', `The deadline has moved: “${round.title}”`)
  return { done: await mustLoad(trx, by, id) }
}
