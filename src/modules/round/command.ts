import type { Transaction } from 'kysely'
import type { Json } from '#platform/canonical.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { presentParties, type Refusal, type Round } from './round.ts'
import { loadRound, type RoundDatabase } from './store.ts'

/**
 * What changes a round. Each command works inside its caller's transaction, because a client of the round (readiness, later
 * trust and aims) has something of its own to change with it: load, decide, save, record.
 */
export type Trx = Transaction<RoundDatabase & RecordTables>

export type Outcome = { readonly done: Round } | { readonly refused: readonly Refusal[] }

export async function mustLoad(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Round> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), by, id, { lock: true })
  if (!round) throw new NotFound('No such round, or not yours.')
  return round
}

function others(round: Round, by: CouncilViewer): AuthorityCode[] {
  return presentParties(round)
    .map(({ council }) => council)
    .filter((council) => council !== by.council)
}

/** Tells the other councils' leads, in the outbox of the same transaction. The mail names the round and nothing in it. */
export async function tellOthers(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  template: string,
  subject: string,
): Promise<void> {
  const own = round.parties.find(({ council }) => council === by.council)
  await queueMailToLeads(trx, by, others(round, by), {
    template,
    subject,
    facts: {
      round: round.id,
      partnership: round.partnership,
      client: round.client,
      title: round.title,
      council: own?.name ?? '',
    },
  })
}

export async function shared(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  event: string,
  facts: { [name: string]: Json } = {},
): Promise<void> {
  await append(
    trx,
    by,
    { partnership: round.partnership },
    { event: `round.${event}`, facts: { round: round.id, ...facts } },
  )
}

export async function own(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  event: string,
  facts: { [name: string]: Json } = {},
): Promise<void> {
  await append(
    trx,
    by,
    { council: by.council },
    { event: `round.${event}`, facts: { round: round.id, ...facts } },
  )
}
