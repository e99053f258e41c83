import type { Framework, Statement } from '#content/framework.ts'
import type { SandboxAnswer } from '#content/sandbox.ts'
import type { AgreedAnswer, Draft, Grade } from '#modules/readiness/answer.ts'
import { gapReport } from '#modules/readiness/gap-report.ts'
import type { OwnPapers } from '#modules/readiness/papers/own-papers.ts'
import type { Board } from '#modules/readiness/queries.ts'
import { statementsAsked } from '#modules/readiness/terms.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import { testContent } from './database.ts'

/** The finished round of the three pretend councils as a board, without a database: for what is drawn from one. */
export function sampleBoard(
  change: (answer: AgreedAnswer, at: { item: string; council: string }) => AgreedAnswer = (a) => a,
): Board {
  const { sandbox, frameworks } = testContent()
  const framework = frameworks.find(({ id }) => id === sandbox.framework)
  if (!framework) throw new Error('The sandbox names a framework that is not there.')
  const terms = { ambition: sandbox.ambition, phase: null, staff: true }
  const statements: Statement[] = statementsAsked(framework, terms)
  const councils = sandbox.councils.map(({ id }) => id)
  const report = gapReport(
    framework,
    terms,
    councils,
    sandbox.answers.map((given) => ({
      council: given.council,
      item: given.statement,
      answer: change(agreed(given), { item: given.statement, council: given.council }),
    })),
  )
  const opened = new Date('2026-11-20T10:00:00Z')
  const owner = (id: string) => sandbox.people.find((person) => person.id === id)
  return {
    partnership: {
      id: pretendPartnership,
      name: sandbox.partnership,
      service: 'ict',
      stage: 'communicate',
      sandbox: null,
      createdFor: councils[0] ?? '',
      createdAt: opened,
      members: [],
    },
    round: {
      id: pretendRound,
      partnership: pretendPartnership,
      client: 'readiness',
      mode: 'joint',
      title: 'Readiness round 1',
      state: 'revealed',
      terms: {
        reveal: 'all-sealed',
        deadline: null,
        showNames: true,
        secondApprover: false,
        managerSees: false,
        keepYears: 3,
        client: terms,
      },
      termsHash: '',
      snapshotHash: '',
      createdFor: councils[0] ?? '',
      previous: null,
      extension: null,
      createdAt: opened,
      openedAt: opened,
      revealedAt: opened,
      parties: sandbox.councils.map(({ id, name, shortName }) => ({
        council: id,
        name,
        shortName,
        approvedTerms: true,
        withdrawn: false,
      })),
      seals: { sealed: 3, consented: 0, names: null, own: null },
    },
    framework,
    terms,
    statements,
    report,
    conversations: sandbox.outcomes.map(({ statement, agreed: summary }) => ({
      item: statement,
      outcome: 'agreed',
      summary,
      heldOn: '2026-11-26',
      recordedFor: councils[0] ?? '',
      recordedAt: opened,
      version: 1,
    })),
    actions: sandbox.outcomes.flatMap(({ statement, actions }) =>
      actions.map((action, at) => ({
        id: `${statement}-${at}`,
        item: statement,
        what: action.text,
        owner: owner(action.owner)?.name ?? '',
        ownerCouncil: owner(action.owner)?.council ?? '',
        dueOn: action.due,
        doneOn: action.done ? '2026-12-01' : null,
      })),
    ),
    secondLooks: sandbox.outcomes.flatMap(({ statement, secondLook }) =>
      secondLook.map(({ council, level, reason }) => ({
        council,
        item: statement,
        number: 1,
        answer: { ...plain, reading: readingFrom(level), reason },
        recordedAt: opened,
      })),
    ),
  }
}

const pretendRound = '00000000-0000-4000-8000-000000000001' as RoundId
const pretendPartnership = '00000000-0000-4000-8000-000000000002' as PartnershipId

const plain: AgreedAnswer = {
  reading: { kind: 'unknown' },
  reason: '',
  importance: 2,
  confidence: null,
  grade: null,
  evidence: '',
  link: '',
  file: null,
}

const grades: Readonly<Record<SandboxAnswer['grade'], Grade>> = {
  assertion: 'assertion',
  document: 'document',
  'approved-decision': 'decision',
  'independently-checked': 'checked',
}

function readingFrom(level: SandboxAnswer['level']): AgreedAnswer['reading'] {
  return typeof level === 'number' ? { kind: 'level', level } : { kind: level }
}

function agreed({ level, reason, importance, confidence, grade, evidence }: SandboxAnswer): AgreedAnswer {
  return {
    ...plain,
    reading: readingFrom(level),
    reason,
    importance,
    confidence,
    grade: grades[grade],
    evidence: evidence ?? '',
  }
}

/** One council's own papers on a framework, without a database: its drafts and private notes as they are given. */
export function ownPapers(
  framework: Framework,
  given: readonly { readonly item: string; readonly draft: Draft; readonly note: string }[],
  overrides: Partial<OwnPapers> = {},
): OwnPapers {
  const board = sampleBoard()
  const council = { code: 'ashby', name: 'Ashby Borough Council', shortName: 'Ashby' }
  return {
    council,
    notes: Object.fromEntries(given.map(({ item, note }) => [item, { text: note, version: 2 }])),
    whoOf: () => 'chief information officer',
    receipt: null,
    today: '2026-12-02',
    own: {
      partnership: board.partnership,
      round: { ...board.round, state: 'open' },
      framework,
      terms: board.terms,
      statements: framework.areas.flatMap(({ statements }) => statements),
      agreed: given.map(({ item, draft }) => ({ item, holder: null, version: 3, draft })),
      offices: [],
      note: { text: '', version: 0 },
      staff: null,
    },
    ...overrides,
  }
}
