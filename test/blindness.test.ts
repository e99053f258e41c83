import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startCase } from '#modules/business-case/case-commands.ts'
import { addService, saveFigures, startBaseline } from '#modules/business-case/baseline-commands.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import {
  revealReadiness,
  roundCommand,
  saveAnswer,
  saveNote,
  saveStaffAnswer,
  sealReadiness,
  startReadiness,
} from '#modules/readiness/index.ts'
import { saveExitAnswer } from '#modules/exit/index.ts'
import { addEvent, keepLoaded } from '#modules/partner-finding/event-commands.ts'
import { usualAssumptions } from '#modules/partner-finding/group-assumptions.ts'
import { askForSearch } from '#modules/partner-finding/group-search-store.ts'
import { sayOffer, type PartnerFindingTables } from '#modules/partner-finding/index.ts'
import { claimEntry, decideSuggestion, suggestChange } from '#modules/register/entry-commands.ts'
import { openShelf, type RegisterTables, type Shelf } from '#modules/register/index.ts'
import { proposeEntry } from '#modules/register/proposal-commands.ts'
import { openSuggestions } from '#modules/register/queries.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import { createLog } from '#platform/log.ts'
import type { CouncilViewer, Office, Role, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { sealedAims } from '#test/support/make-aims.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { openTrust } from '#test/support/make-trust.ts'

/**
 * Secrecy is proved by a crawl, not by care. One council writes canaries into everything that can be written. Then everybody
 * (each role of each council, the partnership manager, the operator, a visitor) asks for every address there is, and follows
 * every link they are shown. A canary in any answer, header, mail, log line or row of the database is a leak.
 */
const canary = {
  agreed: 'CANARY-AGREED-7f3a',
  evidence: 'CANARY-EVIDENCE-91bc',
  note: 'CANARY-NOTE-55d0',
  cio: 'CANARY-CIO-e21f',
  finance: 'CANARY-FINANCE-0c44',
  figure: 'CANARY-FIGURE-a7b2',
  exitPlan: 'CANARY-EXIT-PLAN-a8d1',
  considering: 'CANARY-CONSIDERING-3be7',
  aims: 'CANARY-AIMS-3b8e',
  offer: 'CANARY-OFFER-62d7',
  ownDate: 'CANARY-OWN-DATE-c9e0',
  partnersDate: 'CANARY-PARTNERS-DATE-1f5b',
  loaded: 'CANARY-LOADED-84aa',
  proposal: 'CANARY-PROPOSAL-d310',
  suggestion: 'CANARY-SUGGESTION-7be4',
  correction: 'CANARY-CORRECTION-09cd',
} as const
type Canary = keyof typeof canary

/**
 * Kept from others by row policy and not by sealing: the owner of the database can read it, as of any council's accounts. Each
 * stands in its own table and in no other.
 */
const unsealed: Partial<Record<Canary, string>> = {
  figure: 'business_case_figure',
  offer: 'finding_offer',
  ownDate: 'finding_event',
  partnersDate: 'finding_event',
  loaded: 'finding_import',
  proposal: 'register_proposal',
  suggestion: 'register_suggestion',
  correction: 'register_correction',
}

/** What somebody may be shown, and must find, so that a crawl that finds nothing proves nothing. */
type Asker = {
  readonly who: string
  readonly cookie: string | null
  readonly may: readonly Canary[]
  readonly mayAfter: readonly Canary[]
}

const { db, owner, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const deps = { db, clock: { now: () => make.noon }, instanceKey: Buffer.alloc(32, 7) }
const [ashby, barnshire] = [make.codes.ashby, make.codes.barnshire]

const routes: { method: string; url: string }[] = []
const logged: string[] = []
let built: TestApp
let askers: Asker[]
let round: RoundId
/** A trust round of the same councils: its every page is asked for too. What it keeps apart is proved in test/trust. */
let trust: RoundId
let aims: RoundId
let where: PartnershipId
let service: string
let businessCase: string
let lead: CouncilViewer
let otherLead: CouncilViewer
/** What stands behind the gaps of the addresses for finding a partner and of the register. */
let sought: Readonly<Record<'event' | 'offer' | 'file' | 'search' | 'suggestion', string>>

describe('blindness', () => {
  before(async () => {
    await empty()
    const clock = { now: () => make.noon }
    const log = createLog({ level: 'debug', clock, write: (line) => logged.push(line) })
    const onRoute = ({ method, url }: { method: string | string[]; url: string }) => {
      for (const one of [method].flat()) routes.push({ method: one, url })
    }
    built = await testApp({ content, log }, { onRoute })
    await furnish()
  })

  /** Two councils in an open round; the first has written a canary wherever it can, and sealed. */
  async function furnish(): Promise<void> {
    lead = await make.person(db, ashby)
    otherLead = await make.person(db, barnshire)
    where = await make.partnership(db, lead, [ashby, barnshire])
    const cio = await make.person(db, ashby, { role: 'contributor', office: 'cio' })
    const finance = await make.person(db, ashby, { role: 'contributor', office: 'section-151' })
    const staff = await make.person(db, ashby, { role: 'contributor', office: 'staff' })
    round = await openRound()
    trust = await openTrust({ ...deps, holidays: content.holidays }, where, [
      [lead, 'pair'],
      [otherLead, 'pair'],
    ])
    for (const { id: item } of content.frameworks[0]?.areas[0]?.statements ?? []) {
      const fields = {
        reading: 'level-4',
        reason: canary.agreed,
        evidence: canary.evidence,
        importance: '2',
      } as const
      await saveAnswer(deps, lead, { round, item, part: 'agreed', seen: 0, fields })
      await saveNote(deps, lead, { round, item, text: canary.note })
      await saveAnswer(deps, cio, {
        round,
        item,
        part: 'office',
        seen: 0,
        fields: { reading: 'level-1', reason: canary.cio },
      })
      await saveAnswer(deps, finance, {
        round,
        item,
        part: 'office',
        seen: 0,
        fields: { reading: 'level-2', reason: canary.finance },
      })
      await saveStaffAnswer(deps, staff, { round, item, level: 3 })
    }
    await unsharedFigure()
    await thinkOfLeaving()
    await lookForPartners()
    const sealed = await sealReadiness(deps, lead, round)
    assert.ok('done' in sealed)
    aims = await sealedAims(deps, where, [lead, otherLead], canary.aims)
    askers = await everybody({ cio, finance, staff })
  }

  /** Something that the first council has put down for itself and not shown to its partners. */
  async function unsharedFigure(): Promise<void> {
    await startBaseline(deps, lead, { partnership: where, year: '2026-27' })
    const added = await addService(deps, lead, { partnership: where, name: 'Service desk', unit: 'calls' })
    assert.ok('done' in added)
    service = added.done
    const begun = await startCase(deps, lead, { partnership: where, name: 'One service desk' })
    assert.ok('done' in begun)
    businessCase = begun.done
    const figure = {
      service,
      measure: 'quality',
      value: canary.figure,
      source: canary.figure,
      owner: 'Us',
      seen: 0,
    } as const
    assert.ok('done' in (await saveFigures(deps, lead, { partnership: where, figures: [figure] })))
  }

  /** An exit plan of its own, and a thought of leaving: the one for its readers, the other for those who lead. */
  async function thinkOfLeaving(): Promise<void> {
    const ours = { partnership: where, whose: 'ours' } as const
    const sources = { ...deps, content }
    const write = (heading: string, text: string) =>
      saveExitAnswer(sources, lead, ours, { heading, answer: { text }, seen: 0 })
    assert.ok('done' in (await write('position', canary.exitPlan)))
    assert.ok('done' in (await write('considering', canary.considering)))
  }

  /** What it offers, its dates, a file it looks at, what the two mean to publish, and what a reader says of its entry. */
  async function lookForPartners(): Promise<void> {
    const said = { side: 'offer', service: 'payroll', words: canary.offer, shown: 'signed-in' } as const
    const offer = await sayOffer(deps, lead, said)
    const date = {
      kind: 'contract-end',
      service: 'payroll',
      cpv: null,
      supplier: null,
      day: '2027-03-31',
      source: 'Our register',
      sourceAddress: null,
    } as const
    const event = await addEvent(deps, lead, { ...date, title: canary.ownDate, shared: 'private' })
    await addEvent(deps, lead, { ...date, title: canary.partnersDate, shared: 'partners' })
    await addEvent(deps, otherLead, { ...date, title: 'Payroll', shared: 'private' })
    const row = { at: 1, council: ashby, buyer: null, notice: null, address: null }
    const { sourceAddress: _none, ...shown } = date
    const file = await keepLoaded(deps, lead, {
      kind: 'sheet',
      fileName: 'dates.csv',
      rows: [{ ...shown, ...row, title: canary.loaded }],
      rejected: [],
      asks: [],
    })
    const search = await askForSearch(db.$pickTables<keyof PartnerFindingTables>(), groupWanted, make.noon)
    const shelf = openShelf(built.deps)
    const source = 'https://www.example.org/paper'
    const proposed = await proposeEntry({ db, shelf }, lead, where, {
      name: canary.proposal,
      about: 'Two councils run one payroll together.',
      services: ['payroll'],
      forms: ['shared-staff'],
      status: 'live',
      started: null,
      ended: null,
      endReason: null,
      endWords: null,
      savings: [],
      sources: [source],
    })
    assert.ok('done' in proposed && proposed.done === 'waiting')
    sought = { event, offer, file, search: search ?? '', suggestion: await sayOfEntry(shelf, source) }
  }

  /** A correction that is not public yet and a suggestion nobody has decided on, about an entry that names the first council. */
  async function sayOfEntry(shelf: Shelf, source: string): Promise<string> {
    const entry = (await shelf.book()).entries.find(({ id }) => id === 'adur-worthing')
    assert.ok(entry)
    const entryDeps = { ...deps, shelf }
    assert.ok('done' in (await claimEntry(entryDeps, lead, entry)))
    const suggest = (shouldBe: string) =>
      suggestChange(entryDeps, { now: make.noon, from: 'somewhere' }, entry, {
        field: 'about',
        shouldBe,
        source,
      })
    const latest = async () => {
      const open = await inTransaction(db, lead, (trx) =>
        openSuggestions(trx.$pickTables<keyof RegisterTables>(), lead),
      )
      assert.equal(open.length, 1)
      return open[0]!.id
    }
    await suggest('It is more than that')
    const value = `What it was: ${canary.correction}`
    const accepted = { type: 'accept', field: 'about', value, why: 'It says so', source } as const
    const decided = await decideSuggestion(entryDeps, lead, entry, await latest(), accepted)
    assert.ok('done' in decided)
    await suggest(canary.suggestion)
    return latest()
  }

  const groupWanted = {
    service: 'ict',
    withCouncil: null,
    size: 2,
    reach: 20,
    assumptions: { ...usualAssumptions(20), costPerHead: 20 },
  } as const

  async function openRound(): Promise<RoundId> {
    const [framework] = content.frameworks
    assert.ok(framework)
    const started = await startReadiness(
      deps,
      lead,
      framework,
      newRound(where, { title: 'Readiness round 1', staff: true, managerSees: true }),
    )
    assert.ok('done' in started)
    await roundCommand(deps, lead, started.done.id, offerTerms)
    await roundCommand(deps, otherLead, started.done.id, approveTerms)
    return started.done.id
  }

  async function everybody(speakers: {
    cio: CouncilViewer
    finance: CouncilViewer
    staff: CouncilViewer
  }): Promise<Asker[]> {
    const opened: Canary[] = ['agreed', 'evidence']
    const shown: Canary[] = ['offer']
    const managing: Canary[] = [...shown, 'proposal']
    const operating: Canary[] = ['suggestion', 'correction']
    const partners: Canary[] = [...shown, 'partnersDate', 'proposal']
    const own: Canary[] = ['figure', ...partners, 'ownDate', 'correction']
    const plan: Canary[] = [...opened, ...own, 'exitPlan']
    const all: Canary[] = [...plan, 'considering', 'note', 'cio', 'finance', 'aims', 'loaded', 'suggestion']
    const reads: Canary[] = [...plan, 'aims']
    const asker = async (who: string, viewer: Viewer, may: Canary[], mayAfter: Canary[]): Promise<Asker> => ({
      who,
      cookie: await built.signInAs(viewer),
      may,
      mayAfter,
    })
    const member = (role: Role, council: string, office: Office | null = null) =>
      make.person(db, council, { role, office })
    return [
      await asker('the lead', lead, all, all),
      await asker('a deputy', await member('deputy', ashby), all, all),
      await asker('an approver', await member('approver', ashby), reads, reads),
      await asker('a reader', await member('reader', ashby), reads, reads),
      await asker('the CIO', speakers.cio, ['cio', ...own], ['cio', ...own, ...opened]),
      await asker(
        'the section 151 officer',
        speakers.finance,
        ['finance', ...own],
        ['finance', ...own, ...opened],
      ),
      await asker('a member of staff', speakers.staff, own, [...own, ...opened]),
      await asker('the other council’s lead', otherLead, partners, [...partners, ...opened]),
      await asker('the other council’s deputy', await member('deputy', barnshire), partners, [
        ...partners,
        ...opened,
      ]),
      await asker('the other council’s approver', await member('approver', barnshire), partners, [
        ...partners,
        ...opened,
      ]),
      await asker('the other council’s reader', await member('reader', barnshire), partners, [
        ...partners,
        ...opened,
      ]),
      await asker('the other council’s CIO', await member('contributor', barnshire, 'cio'), partners, [
        ...partners,
        ...opened,
      ]),
      await asker(
        'the lead of a council that takes no part',
        await make.person(db, make.codes.coldwell),
        shown,
        shown,
      ),
      await asker('the partnership manager', await manager(), managing, [...managing, ...opened]),
      await asker('the operator', await operator(), [...shown, ...operating], [...shown, ...operating]),
      { who: 'a visitor', cookie: null, may: [], mayAfter: [] },
    ]
  }

  async function manager(): Promise<Viewer> {
    const person = await make.person(db, make.codes.coldwell, { role: 'reader' })
    await owner.query(
      'insert into partnership_manager (partnership_id, person_id, given_at, given_by) values ($1, $2, $3, $4)',
      [where, person.person, make.noon, lead.person],
    )
    await owner.query('delete from people_mandate where person_id = $1', [person.person])
    return { ...person, council: null, role: null, managing: where }
  }

  async function operator(): Promise<Viewer> {
    const person = await make.person(db, make.codes.coldwell, { role: 'reader' })
    await owner.query('update people_person set is_operator = true where id = $1', [person.person])
    await owner.query('delete from people_mandate where person_id = $1', [person.person])
    return { ...person, council: null, role: null, operator: true }
  }

  /** Every address with its gaps filled by things that exist: the round, the statements, the councils. */
  function addresses(method: 'GET' | 'POST'): string[] {
    const fill: Readonly<Record<string, readonly string[]>> = {
      partnership: [where],
      round: [round, trust, aims],
      format: ['docx', 'odt', 'csv', 'json'],
      item: ['purpose.s1-1', 'return'],
      kind: ['aims', 'board'],
      step: ['aims'],
      council: [ashby, barnshire],
      code: [ashby],
      part: ['agreed', 'office'],
      term: ['ambition', 'staff'],
      person: [lead.person],
      slug: ['adur'],
      entry: ['sts', 'adur-worthing'],
      event: [sought.event],
      offer: [sought.offer],
      search: [sought.search],
      suggestion: [sought.suggestion],
      service: ['ict', service],
      form: ['joint-committee'],
      word: ['tupe'],
      statement: ['purpose.same-reason'],
      month: ['2026-06'],
      version: ['1'],
      task: ['new'],
      whose: ['ours', 'joint'],
      heading: ['position', 'considering', 'order'],
      register: ['contracts'],
      file: [
        sought.file,
        'plan',
        'plan.docx',
        'plan.odt',
        'registers.xlsx',
        'registers.ods',
        'registers.json',
      ],
      case: [businessCase, 'lgss'],
      casePart: ['frame', `service.${service}`, 'line.new'],
    }
    const found = routes
      .filter((route) => route.method === method && !route.url.includes('*'))
      .map(({ url }) => url)
    return [...new Set(found.flatMap((url) => filled(url, fill)))]
  }

  function filled(url: string, fill: Readonly<Record<string, readonly string[]>>): string[] {
    const gap = /:(\w+)(\([^)]*\))?/.exec(url)
    if (!gap) return [url]
    const values = fill[gap[1] ?? ''] ?? ['x']
    return values.flatMap((value) => filled(url.replace(gap[0], value), fill))
  }

  type Seen = { readonly asked: string; readonly status: number; readonly all: string }

  async function ask(
    app: FastifyInstance,
    { cookie }: Asker,
    method: 'GET' | 'POST',
    url: string,
    accept: string,
  ): Promise<Seen> {
    const response = await app.inject({
      method,
      url,
      headers: {
        host: 'localhost',
        accept,
        ...(cookie ? { cookie } : {}),
        ...(method === 'POST'
          ? { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }
          : {}),
      },
      ...(method === 'POST' ? { payload: 'version=0&reading=level-9&reason=' } : {}),
    })
    const packed = /\bzip|officedocument|opendocument/.test(String(response.headers['content-type']))
    const body = packed ? await unpacked(response.rawPayload) : response.body
    return {
      asked: `${method} ${url}`,
      status: response.statusCode,
      all: `${JSON.stringify(response.headers)}\n${body}`,
    }
  }

  /** The words in a Word, ODT, Excel, ODS or zip file. */
  async function unpacked(bytes: Buffer): Promise<string> {
    const { readZip } = await import('#platform/zip-archive.ts')
    const read = await readZip(bytes, {
      maxEntries: 2000,
      maxEntryBytes: 50_000_000,
      maxTotalBytes: 200_000_000,
    })
    if (!read.ok) return bytes.toString('latin1')
    const parts: string[] = []
    for (const entry of read.archive.entries) {
      const unpacked = await read.archive.unpack(entry)
      assert.ok(unpacked.ok, `${entry.name} cannot be unpacked`)
      parts.push(Buffer.from(unpacked.bytes).toString('utf8'))
    }
    await read.archive.close()
    return parts.join('\n')
  }

  /** Everything one person can get to see: every address asked for directly, and every link they are shown, to the end. */
  async function everythingSeenBy(asker: Asker): Promise<Seen[]> {
    const waiting = ['/', ...addresses('GET')]
    const asked = new Set<string>()
    const seen: Seen[] = []
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      const path = url.split('#')[0] ?? ''
      if (asked.has(path) || path === '' || path.startsWith('/assets/') || path.startsWith('/glossary'))
        continue
      asked.add(path)
      const found = await ask(built.app, asker, 'GET', path, 'text/html')
      seen.push(found)
      // A script that asks gets another answer where something is wrong.
      if (found.status >= 400) seen.push(await ask(built.app, asker, 'GET', path, 'application/json'))
      for (const [, href = ''] of found.all.matchAll(/href="(\/[^"]*)"/g))
        if (isOfThisRound(href)) waiting.push(href.replaceAll('&amp;', '&'))
    }
    return seen
  }

  function isOfThisRound(href: string): boolean {
    return (
      href.includes(round) ||
      href.includes(trust) ||
      href.includes(aims) ||
      href.includes(where) ||
      href === '/'
    )
  }

  /** What would end the story for everybody, or makes a world of its own: pressed in no crawl. */
  const notPressed = [
    /\/withdraw$/,
    /\/replace$/,
    /\/cancel$/,
    /\/reveal$/,
    /^\/sandbox/,
    /\/sign-out$/,
    /\/archive$/,
    /\/end$/,
    /\/leave\//,
    /\/drop$/,
  ]

  async function everythingPressedBy(asker: Asker): Promise<Seen[]> {
    const seen: Seen[] = []
    for (const url of addresses('POST').filter((path) => !notPressed.some((pattern) => pattern.test(path))))
      for (const accept of ['text/html', 'application/json'])
        seen.push(await ask(built.app, asker, 'POST', url, accept))
    return seen
  }

  function leaks(seen: readonly Seen[], may: readonly Canary[]): string[] {
    const secret = Object.entries(canary).filter(([name]) => !may.some((allowed) => allowed === name))
    return seen.flatMap(({ asked, status, all }) =>
      secret.filter(([, word]) => all.includes(word)).map(([name]) => `${asked} (${status}) shows ${name}`),
    )
  }

  test('before the reveal nobody is shown what is not theirs, at any address, by any link', async () => {
    for (const asker of askers) {
      const seen = await everythingSeenBy(asker)
      assert.ok(seen.length > 20, `${asker.who} was shown next to nothing: the crawl is broken`)
      assert.deepEqual(leaks(seen, asker.may), [], `to ${asker.who}`)
      for (const name of asker.may)
        assert.ok(
          seen.some(({ all }) => all.includes(canary[name])),
          `${asker.who} should find ${name}: the crawl is too short to prove anything`,
        )
    }
  })

  test('nor by any button, pressed with nonsense', async () => {
    const writes: readonly Canary[] = ['agreed', 'cio', 'finance']
    for (const asker of askers.filter(({ may }) => !may.some((name) => writes.includes(name)))) {
      assert.deepEqual(leaks(await everythingPressedBy(asker), asker.may), [], `to ${asker.who}`)
    }
  })

  test('the database, the outbox and the log hold no answer that can be read', async () => {
    const tables = await owner.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
    for (const { name } of tables.rows) {
      const rows = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
      const dump = rows.rows.map(({ row }) => row).join('\n')
      const readable = `${dump}\n${decodedHex(dump)}`
      for (const [called, word] of Object.entries(canary))
        if (unsealed[called as Canary] === name)
          assert.ok(readable.includes(word), `the table ${name} does not hold ${word}`)
        else assert.ok(!readable.includes(word), `the table ${name} holds ${word}`)
    }
    assert.ok(logged.length > 100, 'the log was not watched')
    for (const word of Object.values(canary))
      assert.ok(!logged.some((line) => line.includes(word)), `the log holds ${word}`)
  })

  /** Bytes as the database prints them, read as text: a canary kept unsealed in a byte column shows too. */
  function decodedHex(dump: string): string {
    return [...dump.matchAll(/\\x([0-9a-f]+)/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join('\n')
  }

  const isAshbys = (row: { authority_code: string }) => row.authority_code === ashby

  test('even a query without any filter sees nothing as the other council', async () => {
    const seen = await inTransaction(db, otherLead, async (trx) => ({
      envelopes: (await trx.selectFrom('round_envelope').selectAll().execute()).filter(isAshbys).length,
      keys: (await trx.selectFrom('round_key').selectAll().execute()).filter(isAshbys).length,
      seals: (await trx.selectFrom('round_seal').selectAll().execute()).length,
      opened: (await trx.selectFrom('round_opened').selectAll().execute()).length,
      staff: (await trx.selectFrom('readiness_staff_answer').selectAll().execute()).length,
      counts: (await trx.selectFrom('readiness_staff_count').selectAll().execute()).filter(isAshbys).length,
      figures: (await trx.selectFrom('business_case_figure').selectAll().execute()).filter(isAshbys).length,
    }))
    assert.deepEqual(seen, { envelopes: 0, keys: 0, seals: 0, opened: 0, staff: 0, counts: 0, figures: 0 })
  })

  test('after the reveal the partners read what was sealed, and still no note and no office', async () => {
    for (const { id: item } of content.frameworks[0]?.areas[0]?.statements ?? []) {
      const fields = { reading: 'level-2', reason: 'Ours', importance: '2' } as const
      const first = await saveAnswer(deps, otherLead, { round, item, part: 'agreed', seen: 0, fields })
      // The buttons pressed above left drafts behind; say that they were seen.
      if ('conflict' in first)
        await saveAnswer(deps, otherLead, { round, item, part: 'agreed', seen: first.version, fields })
    }
    assert.ok('done' in (await sealReadiness(deps, otherLead, round)))
    assert.ok('done' in (await revealReadiness(deps, otherLead, round)))
    for (const asker of askers) {
      const seen = await everythingSeenBy(asker)
      assert.deepEqual(leaks(seen, asker.mayAfter), [], `to ${asker.who}`)
      for (const name of asker.mayAfter)
        assert.ok(
          seen.some(({ all }) => all.includes(canary[name])),
          `${asker.who} should now find ${name}`,
        )
    }
  })
})
