import { sql, type Kysely } from 'kysely'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Directory } from '#modules/authorities/index.ts'
import { bodyOf } from './book.ts'
import { corrected, correctable, fieldWords, valueWords } from './correction.ts'
import type { Correction, Entry, Origin, Tombstone } from './entry.ts'
import { noParticulars } from './particulars.ts'
import { publishedSchema, type Published } from './published.ts'
import type { RegisterTables } from './tables.ts'

/** What the database adds to the entries that come with the program. */
export type Living = {
  readonly published: readonly { readonly words: Published; readonly origin: Origin }[]
  readonly claims: readonly {
    readonly entry_id: string
    readonly authority_code: string
    readonly confirmed_on: string
  }[]
  readonly replies: readonly {
    readonly entry_id: string
    readonly authority_code: string
    readonly words: string
    readonly on_day: string
  }[]
  readonly corrections: readonly Pick<
    RegisterTables['register_correction'],
    'entry_id' | 'field' | 'was' | 'is_now' | 'why' | 'source' | 'decided_for' | 'decided_on' | 'public_on'
  >[]
  readonly tombstones: readonly Tombstone[]
}

const originSchema = Type.Object({
  type: Type.Literal('imported'),
  list: Type.String(),
  source: Type.String(),
  licence: Type.String(),
  on: Type.String(),
})

/** Which edition of the register the database holds. One small row. */
export async function editionOf(db: Kysely<RegisterTables>): Promise<string> {
  const found = await sql<{ number: string }>`select number::text as number from register_edition`.execute(db)
  return found.rows[0]?.number ?? '0'
}

/** Everything public that lives in the database. As a visitor, a correction that is not yet public is not among it. */
export async function readLiving(db: Kysely<RegisterTables>): Promise<Living> {
  const rows = await db.selectFrom('register_entry').selectAll().orderBy('id').execute()
  const imported = await db.selectFrom('register_imported').selectAll().orderBy('entry_id').execute()
  const taken = imported.flatMap(({ words, origin, gone_on }) =>
    Check(publishedSchema, words) && Check(originSchema, origin) ? [{ words, origin, goneOn: gone_on }] : [],
  )
  const tombstones = await db.selectFrom('register_tombstone').selectAll().orderBy('entry_id').execute()
  return {
    published: [
      ...rows.flatMap(({ words, version, changed_on }) =>
        Check(publishedSchema, words)
          ? [{ words, origin: { type: 'published' as const, on: changed_on, version } }]
          : [],
      ),
      ...taken.filter(({ goneOn }) => goneOn === null),
    ],
    claims: await db
      .selectFrom('register_claim')
      .select(['entry_id', 'authority_code', 'confirmed_on'])
      .orderBy('authority_code')
      .execute(),
    replies: await db.selectFrom('register_reply').selectAll().orderBy('authority_code').execute(),
    corrections: await db
      .selectFrom('register_correction')
      .selectAll()
      .orderBy('public_on')
      .orderBy('id')
      .execute(),
    tombstones: [
      ...tombstones.map(({ entry_id, name, on_day, why }) => ({ id: entry_id, name, on: on_day, why })),
      ...taken.flatMap(({ words, origin, goneOn }) =>
        goneOn === null
          ? []
          : [
              {
                id: words.id,
                name: words.name,
                on: goneOn,
                why: `The list “${origin.list}” was taken back.`,
              },
            ],
      ),
    ],
  }
}

/** An entry that its councils published, or that stood in another list. */
export function entryOf(words: Published, origin: Origin, directory: Directory): Entry {
  return {
    ...words,
    members: words.members.map(({ council, name, role }) => {
      const known = bodyOf(directory, council)
      return known.slug === null ? { ...known, name, shortName: name, role } : { ...known, role }
    }),
    isStartInferred: false,
    isEndPlanned: false,
    evidenceOf: origin.type === 'collected' ? (words.started ?? '') : origin.on,
    case: null,
    origin,
    confirmedOn: origin.type === 'published' ? origin.on : null,
    claimedBy: [],
    corrections: [],
    replies: [],
    particulars: words.particulars ?? noParticulars,
  }
}

/** An entry with what its councils and its readers have added since. */
export function withLife(entry: Entry, living: Living, directory: Directory): Entry {
  const { id } = entry
  const claims = living.claims.filter((claim) => claim.entry_id === id)
  const corrections = living.corrections.filter((each) => each.entry_id === id)
  if (
    claims.length === 0 &&
    corrections.length === 0 &&
    !living.replies.some((reply) => reply.entry_id === id)
  )
    return entry
  const told = corrections.flatMap((row) => {
    const name = correctable.find((each) => each === row.field)
    return name ? [{ ...correctionOf(row), name, is: row.is_now }] : []
  })
  const latest = [entry.confirmedOn, ...claims.map(({ confirmed_on }) => confirmed_on)]
    .filter((day) => day !== null)
    .sort()
  return {
    ...corrected(entry, told),
    claimedBy: claims.map(({ authority_code }) => authority_code),
    confirmedOn: latest.at(-1) ?? null,
    corrections: corrections.map(correctionOf),
    replies: living.replies
      .filter((reply) => reply.entry_id === id)
      .map(({ authority_code, words, on_day }) => ({
        council: authority_code,
        name: bodyOf(directory, authority_code).name,
        on: on_day,
        words,
      })),
  }
}

function correctionOf(row: Living['corrections'][number]): Correction {
  const name = correctable.find((each) => each === row.field)
  return {
    on: row.public_on,
    field: name ? fieldWords[name] : row.field,
    was: valueWords(row.field, row.was),
    is: valueWords(row.field, row.is_now),
    why: row.why,
    source: row.source,
    by: row.decided_for,
  }
}
