import type { Framework } from '#content/framework.ts'
import type { Sandbox, SandboxAnswer } from '#content/sandbox.ts'
import type { Level } from '#engine/gap.ts'
import {
  addAction,
  emptyDraft,
  recordConversation,
  revealReadiness,
  roundCommand,
  sealReadiness,
  staffCount,
  startReadiness,
  takeSecondLook,
  type Draft,
  type Grade,
  type ReadinessDeps,
} from '#modules/readiness/index.ts'
import {
  approveTerms,
  offerTerms,
  ownKey,
  writeEnvelope,
  type Round,
  type RoundTables,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { actsForCouncil, type CouncilViewer } from '#platform/viewer.ts'
import type { Pretender } from './commands.ts'

type Content = { readonly sandbox: Sandbox; readonly frameworks: readonly Framework[] }
type Where = {
  readonly partnership: PartnershipId
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
}

const terms = {
  phase: null,
  reveal: 'all-sealed',
  deadline: null,
  showNames: true,
  secondApprover: false,
  managerSees: true,
  keepYears: 3,
  previous: null,
} as const

/** A round as three councils would have run it: through the same commands as everybody else's. */
export async function fillFinishedRound(
  deps: ReadinessDeps,
  content: Content,
  where: Where & { people: readonly Pretender[] },
): Promise<void> {
  const { sandbox } = content
  const round = await openRound(deps, content, where, {
    framework: sandbox.framework,
    ambition: sandbox.ambition,
    staff: true,
    title: 'Readiness round 1',
    since: 25,
  })
  for (const lead of where.leads) await answerFor(deps, sandbox, round, lead, where)
  for (const lead of where.leads) await sealReadiness(deps, { ...lead, now: where.past(12) }, round.id)
  const [first] = where.leads
  if (!first) return
  await revealReadiness(deps, { ...first, now: where.past(10) }, round.id)
  await recordOutcomes(deps, sandbox, round, where)
}

/** A second, small round that is open: somebody trying the product can run it to the end in minutes. */
export async function fillOpenRound(deps: ReadinessDeps, content: Content, where: Where): Promise<void> {
  const small = content.frameworks.find(({ id }) => id !== content.sandbox.framework)
  const ambition = small?.ambitions[0]
  if (!small || !ambition) return
  await openRound(deps, content, where, {
    framework: small.id,
    ambition: ambition.id,
    staff: false,
    title: 'Readiness round 2 (try it)',
    since: 2,
  })
}

async function openRound(
  deps: ReadinessDeps,
  content: Content,
  { partnership, leads, past }: Where,
  wanted: { framework: string; ambition: string; staff: boolean; title: string; since: number },
): Promise<Round> {
  const framework = content.frameworks.find(({ id }) => id === wanted.framework)
  const [first, ...others] = leads.map((lead) => ({ ...lead, now: past(wanted.since) }))
  if (!framework || !first) throw new Error('The sandbox names a framework that is not there.')
  const started = await startReadiness(deps, first, framework, {
    ...terms,
    partnership,
    mode: 'joint',
    title: wanted.title,
    parties: leads.map(({ council }) => council),
    ambition: wanted.ambition,
    staff: wanted.staff,
  })
  if (!('done' in started)) throw new Error('The sandbox round could not be started.')
  await roundCommand(deps, first, started.done.id, offerTerms)
  for (const lead of others) await roundCommand(deps, lead, started.done.id, approveTerms)
  return started.done
}

const grades: Readonly<Record<SandboxAnswer['grade'], Grade>> = {
  assertion: 'assertion',
  document: 'document',
  'approved-decision': 'decision',
  'independently-checked': 'checked',
}

function readingFrom(level: SandboxAnswer['level']): Draft['reading'] {
  return typeof level === 'number' ? `level-${level}` : level
}

function agreedDraft({ level, reason, importance, confidence, grade, evidence }: SandboxAnswer): Draft {
  return {
    ...emptyDraft,
    reading: readingFrom(level),
    reason,
    importance: `${importance}`,
    confidence,
    grade: grades[grade],
    evidence: evidence ?? '',
  }
}

/** One council's answers: the agreed ones, each office's own, and its staff's counts. */
async function answerFor(
  deps: ReadinessDeps,
  sandbox: Sandbox,
  round: Round,
  lead: CouncilViewer,
  where: Where & { people: readonly Pretender[] },
): Promise<void> {
  const council = sandbox.people.find(({ id }) =>
    where.people.some((pretender) => pretender.id === id && pretender.viewer.person === lead.person),
  )?.council
  await writeAll(
    deps,
    lead,
    round,
    'agreed',
    sandbox.answers
      .filter((answer) => answer.council === council)
      .map((answer) => ({ item: answer.statement, draft: agreedDraft(answer) })),
  )
  for (const { id, viewer } of where.people) {
    const own = sandbox.officeAnswers.filter((answer) => answer.person === id && answer.council === council)
    if (own.length === 0 || !actsForCouncil(viewer)) continue
    await writeAll(
      deps,
      viewer,
      round,
      'office',
      own.map(({ statement, level, note }) => ({
        item: statement,
        draft: { ...emptyDraft, reading: readingFrom(level), reason: note ?? '' },
      })),
    )
  }
  await countStaff(deps, sandbox, round, lead, council ?? '', where.past(13))
}

async function writeAll(
  deps: ReadinessDeps,
  by: CouncilViewer,
  round: Round,
  part: 'agreed' | 'office',
  drafts: readonly { item: string; draft: Draft }[],
): Promise<void> {
  await inTransaction(deps.db, by, async (trx) => {
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, by, round, deps.instanceKey)
    for (const { item, draft } of drafts)
      await writeEnvelope(db, by, key, round, {
        item,
        part,
        holder: part === 'office' ? by.person : null,
        seen: 0,
        value: draft,
      })
  })
}

/** Staff counts as a closed survey leaves them: what may be shown, and no rows. */
async function countStaff(
  deps: ReadinessDeps,
  sandbox: Sandbox,
  round: Round,
  lead: CouncilViewer,
  council: string,
  now: Date,
): Promise<void> {
  const levels: readonly Level[] = [1, 2, 3, 4, 5]
  const counts = Object.fromEntries(
    sandbox.staffCounts
      .filter((count) => count.council === council)
      .map((count) => [
        count.statement,
        staffCount(
          levels.flatMap((level) => Array.from({ length: count.levels[level - 1] ?? 0 }, () => level)),
        ),
      ]),
  )
  await inTransaction(deps.db, lead, (trx) =>
    trx
      .insertInto('readiness_staff_count')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        authority_code: lead.council,
        counts: JSON.stringify(counts),
        closed_at: now,
      })
      .execute(),
  )
}

async function recordOutcomes(
  deps: ReadinessDeps,
  sandbox: Sandbox,
  round: Round,
  where: Where & { people: readonly Pretender[] },
): Promise<void> {
  const now = where.past(3)
  const heldOn = now.toISOString().slice(0, 10)
  const leadFor = (council: string | undefined) =>
    where.leads[sandbox.councils.findIndex(({ id }) => id === council)]
  const [first] = where.leads
  if (!first) return
  const by = { ...first, now }
  for (const { statement: item, agreed, actions, secondLook } of sandbox.outcomes) {
    const outcome = secondLook.length > 0 ? 'agreed' : 'more-to-find-out'
    await recordConversation(deps, by, {
      round: round.id,
      item,
      seen: 0,
      outcome,
      summary: agreed.trim(),
      heldOn,
    })
    for (const { text, owner, due, done } of actions) {
      const person = sandbox.people.find(({ id }) => id === owner)
      const ownerCouncil = leadFor(person?.council)?.council ?? by.council
      await addAction(deps, by, {
        round: round.id,
        item,
        what: text,
        owner: person?.name ?? owner,
        ownerCouncil,
        dueOn: due,
        doneOn: done ? heldOn : null,
      })
    }
    for (const { council, level, reason } of secondLook) {
      const lead = leadFor(council)
      if (lead)
        await takeSecondLook(
          deps,
          { ...lead, now },
          { round: round.id, item, draft: { reading: readingFrom(level), reason, importance: '2' } },
        )
    }
  }
}
