import { sql, type QueryExecutorProvider } from 'kysely'
import { leadsCouncil } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { Asker, CouncilViewer } from '#platform/viewer.ts'
import type { FindingDeps } from './interest-commands.ts'
import type { OfferShown, OfferSide } from './offer.ts'

export type WantedOffer = {
  readonly side: OfferSide
  readonly service: string
  readonly words: string
  readonly shown: OfferShown
}

/** What one council offers or seeks, as those who may see it do. */
export type Offer = WantedOffer & {
  readonly id: string
  readonly council: AuthorityCode
  readonly councilName: string
  /** The day on which it was last said. */
  readonly saidOn: string
}

/** Everything the asker may see, A to Z by council. The row policies decide; `own` narrows it to one council's. */
export async function offersFor(
  db: QueryExecutorProvider,
  _asker: Asker,
  own: AuthorityCode | null = null,
): Promise<Offer[]> {
  const found = await sql<Offer>`
    select o.id, o.side, o.service, o.words, o.shown, o.authority_code as council, a.name as "councilName", o.said_on as "saidOn"
    from finding_offer o join authorities_authority a on a.code = o.authority_code
    where ${own}::text is null or o.authority_code = ${own}
    order by a.name, o.side, o.service, o.id`.execute(db)
  return found.rows
}

/** Says what the council offers or seeks; with an `id` says it anew. For those who lead. */
export async function sayOffer(
  deps: FindingDeps,
  by: CouncilViewer,
  wanted: WantedOffer,
  id: string | null = null,
): Promise<string> {
  if (!leadsCouncil(by)) throw new Forbidden('Only for the lead and deputies.')
  const { side, service, words, shown } = wanted
  const said = { side, service, words, shown, said_on: londonDay(by.now) }
  const key = id ?? newId<'offer'>()
  await inTransaction(deps.db, by, async (trx) => {
    if (id === null)
      await trx
        .insertInto('finding_offer')
        .values({ authority_code: by.council, id: key, ...said })
        .execute()
    else {
      const changed = await trx
        .updateTable('finding_offer')
        .set(said)
        .where('authority_code', '=', by.council)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      if (!changed) throw new NotFound('No such offer, or not yours.')
    }
    await append(
      trx.$pickTables<keyof RecordTables>(),
      by,
      { council: by.council },
      { event: 'partner-finding.offer-said', facts: { side, service } },
    )
  })
  return key
}

/** Takes an offer or need away, at once. */
export async function removeOffer(deps: FindingDeps, by: CouncilViewer, id: string): Promise<void> {
  if (!leadsCouncil(by)) throw new Forbidden('Only for the lead and deputies.')
  await inTransaction(deps.db, by, async (trx) => {
    const gone = await trx
      .deleteFrom('finding_offer')
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .returning(['side', 'service'])
      .executeTakeFirst()
    if (!gone) throw new NotFound('No such offer, or not yours.')
    const { side, service } = gone
    await append(
      trx.$pickTables<keyof RecordTables>(),
      by,
      { council: by.council },
      { event: 'partner-finding.offer-removed', facts: { side, service } },
    )
  })
}
