import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { leadsCouncil } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { newId, newSecret } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { WantedEvent } from './event-form.ts'
import type { FindingDeps } from './interest-commands.ts'
import { rowsToSave, type Chosen, type LoadedFile } from './loaded-file.ts'
import type { PartnerFindingTables } from './tables.ts'

function mustLead(by: CouncilViewer): void {
  if (!leadsCouncil(by)) throw new Forbidden('Only for the lead and deputies.')
}

function columnsOf(wanted: WantedEvent) {
  const { day, sourceAddress, ...rest } = wanted
  return { ...rest, happens_on: day, source_address: sourceAddress }
}

/** Notes a date of one's own council. */
export async function addEvent(deps: FindingDeps, by: CouncilViewer, wanted: WantedEvent): Promise<string> {
  mustLead(by)
  const id = newId<'event'>()
  await inTransaction(deps.db, by, async (trx) => {
    await trx
      .$pickTables<keyof PartnerFindingTables>()
      .insertInto('finding_event')
      .values({
        authority_code: by.council,
        about_code: by.council,
        id,
        notice: null,
        import_id: null,
        ...columnsOf(wanted),
      })
      .execute()
    await append(
      trx,
      by,
      { council: by.council },
      { event: 'partner-finding.event-added', facts: { kind: wanted.kind } },
    )
  })
  return id
}

/** Changes a date, or who may see it. What was kept of another council from a notice stays as it is. */
export async function changeEvent(
  deps: FindingDeps,
  by: CouncilViewer,
  id: string,
  wanted: WantedEvent,
): Promise<void> {
  mustLead(by)
  await inTransaction(deps.db, by, async (trx) => {
    const changed = await trx
      .$pickTables<keyof PartnerFindingTables>()
      .updateTable('finding_event')
      .set(columnsOf(wanted))
      .where('authority_code', '=', by.council)
      .where('about_code', '=', by.council)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new NotFound('No such date, or not yours.')
    await append(
      trx,
      by,
      { council: by.council },
      { event: 'partner-finding.event-changed', facts: { shared: wanted.shared } },
    )
  })
}

export async function removeEvent(deps: FindingDeps, by: CouncilViewer, id: string): Promise<void> {
  mustLead(by)
  await inTransaction(deps.db, by, async (trx) => {
    const gone = await trx
      .$pickTables<keyof PartnerFindingTables>()
      .deleteFrom('finding_event')
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new NotFound('No such date, or not yours.')
    await append(trx, by, { council: by.council }, { event: 'partner-finding.event-removed' })
  })
}

/** Keeps a loaded file until it is saved or dropped. One that nobody saved goes when the next is loaded. */
export async function keepLoaded(deps: FindingDeps, by: CouncilViewer, content: LoadedFile): Promise<string> {
  mustLead(by)
  const id = newId<'import'>()
  await inTransaction(deps.db, by, async (trx) => {
    await sql`delete from finding_import where authority_code = ${by.council} and not saved`.execute(trx)
    await sql`insert into finding_import (authority_code, id, loaded_by, loaded_on, content)
      values (${by.council}, ${id}, ${by.person}, ${londonDay(by.now)}, ${JSON.stringify(content)})`.execute(
      trx,
    )
  })
  return id
}

/**
 * Saves what was chosen of a loaded file, all private to begin with. A notice that is kept already is not kept twice.
 * Saving it again changes nothing.
 */
export async function saveLoaded(
  deps: FindingDeps,
  by: CouncilViewer,
  id: string,
  chosen: Chosen,
): Promise<{ saved: number; known: number }> {
  mustLead(by)
  return inTransaction(deps.db, by, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    const row = await trx
      .selectFrom('finding_import')
      .select(['content', 'saved'])
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new NotFound('No such file, or not yours.')
    if (row.saved) return { saved: 0, known: 0 }
    // Written by `keepLoaded`.
    const { rows } = rowsToSave(row.content as LoadedFile, chosen)
    const kept = await trx
      .selectFrom('finding_event')
      .select('notice')
      .where('authority_code', '=', by.council)
      .where('notice', 'is not', null)
      .execute()
    const known = new Set(kept.map(({ notice }) => notice))
    const fresh = rows.filter(({ notice }) => notice === null || !known.has(notice))
    for (const { kind, title, service, cpv, supplier, day, source, address, council, notice } of fresh)
      await trx
        .insertInto('finding_event')
        .values({
          authority_code: by.council,
          id: newId<'event'>(),
          about_code: council,
          kind,
          title,
          service,
          cpv,
          supplier,
          happens_on: day,
          source,
          source_address: address,
          shared: 'private',
          notice,
          import_id: id,
        })
        .execute()
    await trx
      .updateTable('finding_import')
      .set({ saved: true })
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .execute()
    await append(
      all,
      by,
      { council: by.council },
      { event: 'partner-finding.events-loaded', facts: { dates: fresh.length } },
    )
    return { saved: fresh.length, known: rows.length - fresh.length }
  })
}

/** Drops a loaded file; of one that was saved, everything it added goes with it. */
export async function undoLoaded(deps: FindingDeps, by: CouncilViewer, id: string): Promise<number> {
  mustLead(by)
  return inTransaction(deps.db, by, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    const found = await trx
      .deleteFrom('finding_import')
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .returning('saved')
      .executeTakeFirst()
    if (!found) throw new NotFound('No such file, or not yours.')
    if (!found.saved) return 0
    const gone = await trx
      .deleteFrom('finding_event')
      .where('authority_code', '=', by.council)
      .where('import_id', '=', id)
      .returning('id')
      .execute()
    await append(
      all,
      by,
      { council: by.council },
      { event: 'partner-finding.events-undone', facts: { dates: gone.length } },
    )
    return gone.length
  })
}

/** How many calendars a council may have at once. */
export const mostFeeds = 5

/** Makes a secret address for the council's calendar. The secret is shown once; a hash is kept. Null where there are too many. */
export async function makeFeed(deps: FindingDeps, by: CouncilViewer): Promise<string | null> {
  mustLead(by)
  const secret = newSecret()
  return inTransaction(deps.db, by, async (trx) => {
    const own = trx.$pickTables<keyof PartnerFindingTables>()
    const held = await own
      .selectFrom('finding_feed')
      .select('id')
      .where('authority_code', '=', by.council)
      .execute()
    if (held.length >= mostFeeds) return null
    await own
      .insertInto('finding_feed')
      .values({
        authority_code: by.council,
        id: newId<'feed'>(),
        token_hash: feedHash(secret),
        made_on: londonDay(by.now),
      })
      .execute()
    await append(trx, by, { council: by.council }, { event: 'partner-finding.calendar-made' })
    return secret
  })
}

/** Ends a secret address: whoever holds it sees nothing from the next time on. */
export async function endFeed(deps: FindingDeps, by: CouncilViewer, id: string): Promise<void> {
  mustLead(by)
  await inTransaction(deps.db, by, async (trx) => {
    const gone = await trx
      .$pickTables<keyof PartnerFindingTables>()
      .deleteFrom('finding_feed')
      .where('authority_code', '=', by.council)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new NotFound('No such calendar, or not yours.')
    await append(trx, by, { council: by.council }, { event: 'partner-finding.calendar-ended' })
  })
}

export function feedHash(secret: string): string {
  return createHash('sha256').update(`calendar\n${secret}`).digest('hex')
}
