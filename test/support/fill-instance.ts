import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { saveAnswer } from '#modules/readiness/answer-commands.ts'
import { revealReadiness, roundCommand, sealReadiness, startReadiness } from '#modules/readiness/commands.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { Database } from '#platform/database.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Tables } from '#root/tables.ts'
import { newRound } from './make-readiness.ts'
import * as make from './make.ts'

/** An instance in which every table has rows, among them those that are hardest to carry without a change. */
export type FilledInstance = {
  readonly ashby: CouncilViewer
  readonly barnshire: CouncilViewer
  readonly partnership: PartnershipId
  readonly revealed: RoundId
  /** Open for answers: what is in its envelopes is sealed. */
  readonly open: RoundId
}

export const filledKey = Buffer.alloc(32, 7)
const small = make.framework()

/** Two councils with a revealed round and an open one, by the real commands; then a row of everything that those leave empty. */
export async function fillInstance(db: Database<Tables>, owner: pg.Pool): Promise<FilledInstance> {
  const deps = { db, instanceKey: filledKey }
  const ashby = await make.person(db, make.codes.ashby, { office: 'section-151' })
  const barnshire = await make.person(db, make.codes.barnshire, { office: 'section-151' })
  const partnership = await make.partnership(db, ashby, [make.codes.ashby, make.codes.barnshire])
  const openRound = async () => {
    const started = await startReadiness(deps, ashby, small, newRound(partnership))
    if (!('done' in started)) throw new Error('The round did not start.')
    await roundCommand(deps, ashby, started.done.id, offerTerms)
    await roundCommand(deps, barnshire, started.done.id, approveTerms)
    return started.done.id
  }
  const revealed = await openRound()
  for (const [council, level] of [
    [ashby, 4],
    [barnshire, 2],
  ] as const) {
    for (const { id: item } of small.areas[0]?.statements ?? [])
      await saveAnswer(deps, council, {
        round: revealed,
        item,
        part: 'agreed',
        seen: 0,
        fields: { reading: `level-${level}`, reason: hardText, importance: '2' },
      })
    await sealReadiness(deps, council, revealed)
  }
  const outcome = await revealReadiness(deps, ashby, revealed)
  if (!('done' in outcome)) throw new Error('The round was not revealed.')
  const open = await openRound()
  await saveAnswer(deps, ashby, {
    round: open,
    item: small.areas[0]?.statements[0]?.id ?? '',
    part: 'agreed',
    seen: 0,
    fields: { reading: 'level-3', reason: 'A sealed reason', importance: '1' },
  })
  await addTheRest(owner, { ashby, partnership, revealed, open })
  return { ashby, barnshire, partnership, revealed, open }
}

/** Quotes, a backslash, a tab, line ends of three kinds, letters of several scripts, a sign beyond 16 bits. */
const hardText = 'Ynys Môn’s "plan" \\ \\n \t\r\n\u2028 naïve Ω 漢字 🤝 </script> $1 %I'

async function addTheRest(
  owner: pg.Pool,
  { ashby, partnership, revealed, open }: Omit<FilledInstance, 'barnshire'>,
): Promise<void> {
  const id = 'gen_random_uuid()'
  const micros = "'2026-06-01 12:00:00.123456+01'"
  const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, byte) => byte % 256))
  const council = make.codes.ashby
  const [service, caseId] = [randomUUID(), randomUUID()]
  const rows: readonly [string, readonly unknown[]][] = [
    [
      `insert into people_credential values ($1, 'hash', $2, 9007199254740993, ${micros})`,
      [ashby.person, everyByte],
    ],
    [
      `insert into people_ticket values ('ticket', $1, 'enrol', null, '/', ${micros}, 'infinity', null)`,
      [ashby.person],
    ],
    [
      `insert into people_invitation (id, authority_code, email, name, role, invited_by, made_at, expires_at)
       values (${id}, $1, 'new@example.org', $2, 'reader', $3, ${micros}, '2026-06-08 00:00+00')`,
      [council, hardText, ashby.person],
    ],
    [
      `insert into people_session (token_hash, person_id, started_at, seen_at, proved) values ('session', $1, ${micros}, ${micros}, 'link')`,
      [ashby.person],
    ],
    [`insert into partnership_manager values ($1, $2, ${micros}, $2, null)`, [partnership, ashby.person]],
    [
      `insert into finding_offer values ($1, ${id}, 'need', 'ict', $2, 'signed-in', '2026-05-31')`,
      [council, hardText],
    ],
    [
      `insert into finding_event values ($1, ${id}, $1, 'contract-end', $2, 'ict', '72222300', $2, '2028-02-29', $2, null, 'private', null, ${id})`,
      [council, hardText],
    ],
    [
      `insert into finding_import values ($1, ${id}, $2, '2026-05-31', $3, false)`,
      [council, ashby.person, JSON.stringify({ rows: [hardText] })],
    ],
    [`insert into finding_feed values ($1, ${id}, 'feed', '2026-05-31')`, [council]],
    [
      `insert into finding_group_search values (${id}, '{"service": "ict"}', 'done', 3, 3, 12, $1, ${id}, ${micros}, ${micros})`,
      [JSON.stringify({ lines: [hardText] })],
    ],
    [`insert into finding_interest values (${id}, null, '\\x0102', '\\x0304', $1)`, [everyByte]],
    [
      `insert into finding_match values (${id}, $1, $2, 'ict', ${micros}, $3)`,
      [make.codes.barnshire, council, partnership],
    ],
    [`insert into platform_attempt values ('attempt', ${micros}, 3)`, []],
    [
      `insert into platform_mail (id, to_address, template, subject, facts, written_at, state, try_after)
       values (${id}, 'a@example.org', 'test', $1, $2, ${micros}, 'waiting', ${micros})`,
      [hardText, `{"z": 1.10, "a": [1e400, null, "\\u00e9"], "": {"deep": [[]]}}`],
    ],
    [
      `insert into people_token (id, token_hash, person_id, authority_code, name, scope, made_at, expires_at, used_on)
       values (${id}, 'token', $1, $2, $3, 'read', ${micros}, '2026-09-01 00:00+00', '2026-06-02')`,
      [ashby.person, council, hardText],
    ],
    [
      `insert into platform_repeat values ('repeat', $1, 'request', ${micros}, $2)`,
      [ashby.person, everyByte],
    ],
    [
      `insert into platform_note values ('a note', '"only text"', ${micros}) on conflict (name) do update set at = excluded.at`,
      [],
    ],
    [
      `insert into round_file values ($1, $2, ${id}, $3, 1024, $4), ($1, $2, ${id}, $3, 0, '')`,
      [partnership, open, council, everyByte],
    ],
    [
      `insert into round_result values ($1, $2, '{"terms": [], "hostConflict": null}')`,
      [partnership, revealed],
    ],
    [`insert into alignment_overlap values ($1, $2, 'notice', $3)`, [partnership, revealed, everyByte]],
    [
      `insert into alignment_acceptance values ($1, $2, 'notice', $3, ${id})`,
      [partnership, revealed, council],
    ],
    [`insert into alignment_range values ($1, $2, 'notice', 6, 12)`, [partnership, revealed]],
    [
      `insert into alignment_heads values ($1, ${id}, $2, 1, $3, 'hash', $4, $5, ${micros})`,
      [partnership, revealed, JSON.stringify({ title: hardText, lines: [] }), ashby.person, council],
    ],
    [
      `insert into alignment_event values ($1, ${id}, 'election', $2, '2027-05-06', $3, 'Notice of election', $4, $2, ${micros})`,
      [partnership, council, hardText, ashby.person],
    ],
    [
      `insert into readiness_staff_answer values ($1, $2, ${id}, $3, 'respondent', 'item', $4)`,
      [partnership, open, council, everyByte],
    ],
    [
      `insert into readiness_staff_count values ($1, $2, $3, '{"item": [0, 5, 7]}', ${micros})`,
      [partnership, revealed, council],
    ],
    [
      `insert into readiness_conversation values ($1, $2, 'item', 'agreed', $3, '2026-02-28', $4, $5, ${micros}, 1)`,
      [partnership, revealed, hardText, ashby.person, council],
    ],
    [
      `insert into readiness_action values ($1, $2, ${id}, 'item', $3, 'Somebody', $4, '2026-12-31', null, $5, ${micros})`,
      [partnership, revealed, hardText, council, ashby.person],
    ],
    [
      `insert into readiness_second_look values ($1, $2, $3, 'item', 1, '{"reading": null}', $4, ${micros})`,
      [partnership, revealed, council, ashby.person],
    ],
    [
      `insert into business_case_baseline values ($1, 1, ${id}, '2026-27', null, $2, $3, ${micros}, null, null)`,
      [partnership, ashby.person, council],
    ],
    [
      `insert into business_case_service values ($1, 1, $2, 'Service desk', 'calls', 1)`,
      [partnership, service],
    ],
    [
      `insert into business_case_figure values ($1, 1, $2, $3, 'cost', '90071992547409', $4, $4, $5, 1)`,
      [partnership, council, service, hardText, ashby.person],
    ],
    [
      `insert into business_case_task values ($1, 1, ${id}, $2, $3, true, $4, '[]', 1)`,
      [partnership, service, hardText, council],
    ],
    [
      `insert into business_case_import values ($1, 1, $2, ${id}, $3, '[]', null, $4)`,
      [partnership, council, hardText, ashby.person],
    ],
    [
      `insert into business_case_shared values ($1, 1, $2, $3, ${micros})`,
      [partnership, council, ashby.person],
    ],
    [
      `insert into partnership_approval select b.partnership_id, 'business-case.baseline', b.id, 'locked', p.authority_code, p.person_id, ${micros}
         from business_case_baseline b, people_mandate p where b.partnership_id = $1 and p.office = 'section-151'`,
      [partnership],
    ],
    [
      `update business_case_baseline set locked_at = ${micros}, hash = 'locked' where partnership_id = $1`,
      [partnership],
    ],
    [
      `insert into business_case_case values ($1, $2, $3, $4, $5, ${micros})`,
      [partnership, caseId, hardText, ashby.person, council],
    ],
    [
      `insert into business_case_part values ($1, $2, 'words.strategic', $3, $4, $5, 1)`,
      [partnership, caseId, JSON.stringify({ text: hardText }), ashby.person, council],
    ],
    [
      `insert into business_case_run values ($1, $2, ${id}, 1, 'done', 1, true, 7, 1000, '0.1.0', '{}', 'hash', 100,
         '{"npv": 0.1}', '{"share": {"npv": 1e-7}}', null, $3, $4, ${micros}, ${micros}, ${micros})`,
      [partnership, caseId, ashby.person, council],
    ],
    [
      `insert into cost_sharing_split values ($1, ${id}, '{"setUp": 0.1}', '{"reason": "x"}', 'hash', 1, $2, $3, ${micros})`,
      [partnership, ashby.person, council],
    ],
    [
      `insert into cost_sharing_true_up values ($1, '2026-27', '{"spent": 1}', 1, $2, $3, ${micros})`,
      [partnership, ashby.person, council],
    ],
    [`insert into cost_sharing_leaving values ($1, $2, '\\x00ff', '\\x00ff')`, [partnership, council]],
    [
      `insert into cost_sharing_dissent values ($1, 'hash', $2, $3, $4, ${micros})`,
      [partnership, council, hardText, ashby.person],
    ],
    [`insert into round_visibility values ($1, $2, $3, 'pair')`, [partnership, open, council]],
    [
      `insert into trust_figure values ($1, $2, 'can-decide', 37), ($1, $2, 'keeps-its-word', null)`,
      [partnership, revealed],
    ],
    [
      `insert into trust_shown_self values ($1, $2, $3, 'can-decide', 50, 21, $4, ${micros})`,
      [partnership, revealed, council, ashby.person],
    ],
    [`insert into exit_key values ($1, $2, $3)`, [partnership, council, everyByte]],
    [`insert into exit_private values ($1, ${id}, $2, 1, $3)`, [partnership, council, everyByte]],
    [
      `insert into exit_shared_plan values ($1, $2, 1, '{"answers": {}}', $3, ${micros})`,
      [partnership, council, ashby.person],
    ],
    [
      `insert into exit_joint values ($1, ${id}, 'answer:order', 1, $2, $3, $4, ${micros})`,
      [partnership, JSON.stringify({ text: hardText }), ashby.person, council],
    ],
    [
      `insert into exit_leaving values ($1, $1, $2, 'notice', '{"body": "Cabinet"}', 1, $3, ${micros}, null)`,
      [partnership, council, ashby.person],
    ],
    [
      `insert into exit_settlement values ($1, $1, 1, '{"lines": []}', 'hash', $2, $3, ${micros})`,
      [partnership, ashby.person, council],
    ],
    [
      `insert into exit_lesson values ($1, $1, 1, $2, 'hash', $3, $4, ${micros}, null)`,
      [partnership, JSON.stringify({ title: hardText }), ashby.person, council],
    ],
    [
      `insert into monitoring_pulse values ($1, '2026-Q1', '{}', $2, $3, ${micros}, ${micros})`,
      [partnership, ashby.person, council],
    ],
    [
      `insert into monitoring_pulse_answer values ($1, '2026-Q1', ${id}, 'respondent', $2)`,
      [partnership, everyByte],
    ],
    [
      `insert into monitoring_pulse_count values ($1, '2026-Q1', 'hours', '{"type": "shown", "tenths": 35}')`,
      [partnership],
    ],
    [
      `insert into governance_power values ($1, 1, 2, '[{"council": "a", "votes": 3, "pence": 9007199254740991}]', $2, null, ${micros})`,
      [partnership, ashby.person],
    ],
    [`insert into sandbox_sandbox values (${id}, ${micros}, ${micros})`, []],
    [
      `insert into register_proposal values ($1, ${id}, 'a-b', 'publish', $2, encode(sha256(convert_to($2, 'utf8')), 'hex'), $3, $4, ${micros}, 'open')`,
      [partnership, hardText, ashby.person, council],
    ],
    [`insert into register_entry values ('a-b', '{"name": "A"}', 1, '2026-02-28', '2026-02-28')`, []],
    [`insert into register_version values ('a-b', 1, '{"name": "A"}', '2026-02-28')`, []],
    [`insert into register_tombstone values ('c-d', $1, '2026-02-28', $1)`, [hardText]],
    [`insert into register_claim values ('a-b', $1, '2026-02-28', '2026-02-28', null)`, [council]],
    [`insert into register_reply values ('a-b', $1, $2, '2026-02-28')`, [council, hardText]],
    [
      `insert into register_suggestion values (${id}, 'a-b', 'name', $1, 'https://example.org/', '2026-02-28', 'open')`,
      [hardText],
    ],
    [
      `insert into register_correction values (${id}, 'a-b', 'name', $1, $1, $1, 'https://example.org/', $2, '2026-02-28', '2099-12-31', array[$2])`,
      [hardText, council],
    ],
    [
      `insert into register_import values ('00000000-0000-4000-8000-0000000000aa', $1, 'https://example.org/', 'none', '2026-02-28', 'taken', '[]', '[[null, 1]]', '{}')`,
      ['A list'],
    ],
    [
      `insert into register_imported values ('e-f', '00000000-0000-4000-8000-0000000000aa', '{"name": "A"}', '{}', null)`,
      [],
    ],
    [`insert into register_snapshot values ('2026-02', 'digest', $1)`, [hardText]],
  ]
  for (const [insert, values] of rows) await owner.query(insert, [...values])
}
