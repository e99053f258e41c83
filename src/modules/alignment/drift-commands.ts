import type { Round } from '#modules/round/index.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { aimsFor } from './aims-queries.ts'
import type { AlignmentTrx } from './store.ts'

/** Tells everybody who leads that the drift alarm was raised, in the transaction that opened the aims. No figure, no aim. */
export async function tellDrift(trx: AlignmentTrx, by: CouncilViewer, round: Round): Promise<void> {
  const aims = await aimsFor(trx, by, round.id)
  const found = aims?.drift?.found
  if (!aims || found?.type !== 'compared' || !found.alarm) return
  await append(
    trx,
    by,
    { partnership: round.partnership },
    { event: 'alignment.drift-alarm', facts: { round: round.id } },
  )
  await queueMailToLeads(
    trx,
    by,
    aims.hands.map(({ council }) => council),
    {
      template: 'drift-alarm',
      subject: `Time to talk about your aims: “${round.title}”`,
      facts: { round: round.id, partnership: round.partnership, client: round.client, title: round.title },
    },
  )
}
