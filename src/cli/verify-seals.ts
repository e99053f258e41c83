import type { ClientBase } from 'pg'
import { checkReceipt, type ReceiptFinding } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'

/** What holding every revealed round against its receipts found. */
export type SealVerdict = {
  readonly rounds: number
  readonly seals: number
  readonly faults: readonly string[]
}

type RoundRow = { id: string; title: string; revealed: string[] | null }
type SealRow = {
  council: string
  root: string
  digests: Record<string, string>
  /** The receipt as the council's own chain of the record has it; a chain is checked elsewhere. */
  recorded: string | null
}
type AnswerRow = { council: string; item: string; content: Json; salt: string }

/**
 * Checks every revealed round: that each council whose answers were opened still has its seal, and that the answers are
 * those it sealed. The receipt is taken from the council's record, so that a seal rewritten to suit its answers shows too.
 */
export async function verifySeals(client: ClientBase): Promise<SealVerdict> {
  const rounds = await client.query<RoundRow>(`
    select r.id, r.title,
      (select facts -> 'councils' from record_entry e where e.partnership_id = r.partnership_id and e.event = 'round.revealed'
       and e.facts ->> 'round' = r.id::text order by e.number desc limit 1) as revealed
    from round_round r where r.state in ('revealed', 'archived') and r.revealed_at is not null order by r.revealed_at, r.id`)
  const faults: string[] = []
  let checked = 0
  for (const round of rounds.rows) {
    const seals = await sealsOf(client, round)
    const answers = await answersOf(client, round)
    checked += seals.length
    faults.push(...missingSeals(round, seals), ...seals.flatMap((seal) => faultsOf(round, seal, answers)))
  }
  return { rounds: rounds.rows.length, seals: checked, faults }
}

async function sealsOf(client: ClientBase, { id }: RoundRow): Promise<SealRow[]> {
  const found = await client.query<SealRow>(
    `select s.authority_code as council, s.root, s.digests,
       (select facts ->> 'receipt' from record_entry e where e.council = s.authority_code and e.event = 'round.sealed'
        and e.facts ->> 'round' = $1 order by e.number desc limit 1) as recorded
     from round_seal s where s.round_id = $1::uuid and s.sealed_at is not null order by s.authority_code collate "C"`,
    [id],
  )
  return found.rows
}

async function answersOf(client: ClientBase, { id }: RoundRow): Promise<AnswerRow[]> {
  const found = await client.query<AnswerRow>(
    `select authority_code as council, item, content, salt from round_opened where round_id = $1`,
    [id],
  )
  return found.rows
}

function missingSeals({ id, title, revealed }: RoundRow, seals: readonly SealRow[]): string[] {
  return (revealed ?? [])
    .filter((council) => !seals.some((seal) => seal.council === council))
    .map((council) => `round ${id} (${title}): the seal of ${council} is gone.`)
}

function faultsOf({ id, title }: RoundRow, seal: SealRow, rows: readonly AnswerRow[]): string[] {
  const answers = Object.fromEntries(
    rows
      .filter(({ council }) => council === seal.council)
      .map(({ item, content, salt }) => [item, { answer: content, salt }]),
  )
  const finding = checkReceipt({ ...seal, answers }, seal.recorded ?? seal.root)
  const words = inWords(finding)
  return words === null ? [] : [`round ${id} (${title}): of ${seal.council}, ${words}`]
}

function inWords(finding: ReceiptFinding): string | null {
  switch (finding.type) {
    case 'whole':
      return null
    case 'altered':
      return `what stands for ${finding.items.join(', ')} is not what was sealed.`
    case 'digests-altered':
      return 'the list of digests was changed.'
    case 'other-receipt':
      return 'the seal is not the one in its record.'
  }
}
