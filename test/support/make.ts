import { sql } from 'kysely'
import type { Framework, LevelNumber, Statement } from '#content/framework.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { newId, type AuthorityCode, type PartnershipId, type PersonId } from '#platform/id.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'
import type { Tables } from '#root/tables.ts'

/** Plain functions that build valid things, with overrides. Every name in them is made up. */

export const noon = new Date('2026-06-01T12:00:00Z')

function statement(number: string, gate: boolean): Statement {
  const levels: Statement['levels'] = ['Nothing yet', 'Talked about', 'Written down', 'Approved', 'Proven']
  return {
    id: `purpose.s${number.replace('.', '-')}`,
    number,
    statement: `We have done thing ${number}`,
    question: `How far have you come with thing ${number}?`,
    why: { text: 'It matters.', sources: [{ text: 'A made-up source' }] },
    offices: ['chief-executive', 'section-151'],
    phases: ['before'],
    gate,
    about: 'partnership',
    levels,
    ask: 'What would each of you need to see?',
  }
}

/** A framework of one area with a few statements; the first is a gate. */
export function framework(overrides: { statements?: number; needed?: LevelNumber } = {}): Framework {
  const count = overrides.statements ?? 3
  return {
    id: 'small',
    version: '1.0.0',
    title: 'A small framework',
    summary: 'For tests.',
    date: '2026-01-01',
    source: 'Made up',
    licence: 'CC BY 4.0',
    levels: [1, 2, 3, 4, 5].map((level) => ({
      level: level as LevelNumber,
      name: `Level ${level}`,
      meaning: 'So far',
    })),
    ambitions: [
      { id: 'learn', letter: 'A', name: 'Learn', meaning: 'A little', needs: { purpose: 2 } },
      {
        id: 'lead',
        letter: 'C',
        name: 'Lead authority',
        meaning: 'A lot',
        needs: { purpose: overrides.needed ?? 4 },
      },
    ],
    themes: [{ id: 'vision', name: 'Shared vision', meaning: 'Why' }],
    areas: [
      {
        id: 'purpose',
        number: 1,
        name: 'Purpose',
        theme: 'vision',
        summary: 'Why we do it',
        statements: Array.from({ length: count }, (_, index) => statement(`1.${index + 1}`, index === 0)),
      },
    ],
  }
}

export type Team = { code: AuthorityCode; lead: CouncilViewer }

/** A person with a mandate for a council, as the owner of the database would add one. */
export async function person(
  db: Database<Tables>,
  council: AuthorityCode,
  as: { role?: Role; office?: Office | null; name?: string; now?: Date; email?: string } = {},
): Promise<CouncilViewer> {
  const id: PersonId = newId()
  const now = as.now ?? noon
  const role = as.role ?? 'lead'
  const office = as.office ?? null
  const name = as.name ?? `Person ${id.slice(0, 4)}`
  const viewer: CouncilViewer = {
    kind: 'viewer',
    person: id,
    name,
    council,
    role,
    office,
    managing: null,
    operator: false,
    sandbox: null,
    session: '',
    now,
  }
  await inTransaction(db, { ...viewer, role: 'lead', operator: true }, async (trx) => {
    await sql`insert into people_person (id, name, email, created_at) values (${id}, ${name}, ${as.email ?? `${id}@example.org`}, ${now})`.execute(
      trx,
    )
    await sql`insert into people_mandate (id, person_id, authority_code, role, office, given_at)
      values (${newId<'mandate'>()}, ${id}, ${council}, ${role}, ${office}, ${now})`.execute(trx)
  })
  return viewer
}

/** A partnership of these councils, all of whom have joined. */
export async function partnership(
  db: Database<Tables>,
  by: CouncilViewer,
  councils: readonly AuthorityCode[],
): Promise<PartnershipId> {
  const id: PartnershipId = newId()
  await inTransaction(db, by, async (trx) => {
    await sql`insert into partnership_partnership (id, name, service, stage, created_by, created_for, created_at)
      values (${id}, 'Shared service', 'ict', 'communicate', ${by.person}, ${by.council}, ${by.now})`.execute(
      trx,
    )
    for (const council of councils)
      await sql`insert into partnership_member (partnership_id, authority_code, invited_at, joined_at)
        values (${id}, ${council}, ${by.now}, ${by.now})`.execute(trx)
  })
  return id
}

/** Three real councils' codes, for tests that only need somewhere to belong: nothing is said about them. */
export const codes = { ashby: 'E07000223', barnshire: 'E07000032', coldwell: 'E07000224' } as const
