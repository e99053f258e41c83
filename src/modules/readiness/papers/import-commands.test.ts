import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { saveAnswer, saveNote } from '../answer-commands.ts'
import { revealReadiness, roundCommand, sealReadiness, startReadiness } from '../commands.ts'
import { ownAnswersFor } from '../queries.ts'
import type { ImportRow } from './answers-import.ts'
import { saveAnswers, type RowToSave } from './import-commands.ts'
import { importStateFor } from './import-queries.ts'
import { dropImport, keepImport, takeImport, undoImport } from './take-import.ts'

const { db, owner, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const small = make.framework()
const items = (small.areas[0]?.statements ?? []).map(({ id }) => id)
const [first = '', second = '', third = ''] = items

let ashby: CouncilViewer
let deputy: CouncilViewer
let barnshire: CouncilViewer
let where: PartnershipId
let round: RoundId

describe('import commands', () => {
  beforeEach(async () => {
    await empty()
    ashby = await make.person(db, make.codes.ashby, { name: 'Alma Appleseed' })
    deputy = await make.person(db, make.codes.ashby, { role: 'deputy' })
    barnshire = await make.person(db, make.codes.barnshire)
    where = await make.partnership(db, ashby, [make.codes.ashby, make.codes.barnshire])
    round = await openRound(null)
  })

  async function openRound(previous: RoundId | null): Promise<RoundId> {
    const started = await startReadiness(
      deps,
      ashby,
      small,
      newRound(where, { mode: previous === null ? 'joint' : 'repeat', previous }),
    )
    assert.ok('done' in started)
    await roundCommand(deps, ashby, started.done.id, offerTerms)
    await roundCommand(deps, barnshire, started.done.id, approveTerms)
    return started.done.id
  }

  function loaded(...rows: Partial<ImportRow>[]) {
    return {
      fileName: 'answers.xlsx',
      errors: [],
      unread: [],
      warnings: [],
      rows: rows.map((row, at) => ({
        row: at + 2,
        item: items[at] ?? '',
        number: `1.${at + 1}`,
        fields: { reading: 'level-4' as const, reason: 'From the sheet' },
        over: null,
        ...row,
      })),
    }
  }

  const badRow = {
    row: 9,
    number: '1.3',
    problem: { type: 'cell', column: 'Answer', given: '7', why: { type: 'not-an-answer' } },
  } as const

  async function agreed() {
    const own = await ownAnswersFor(deps, ashby, round)
    return Object.fromEntries(own.agreed.map(({ item, draft }) => [item, draft]))
  }

  async function noteOf(item: string): Promise<string> {
    return (await ownAnswersFor(deps, ashby, round, item)).note.text
  }

  async function save(by: CouncilViewer, item: string, seen: number, reason: string): Promise<void> {
    const fields = { reading: 'level-2', reason, importance: '2' } as const
    assert.ok('saved' in (await saveAnswer(deps, by, { round, item, part: 'agreed', seen, fields })))
  }

  test('several answers are saved together, and an answer that says nothing new is not written', async () => {
    await save(ashby, first, 0, 'As it was')
    const rows: RowToSave[] = [
      { item: first, seen: 1, fields: { reason: 'As it was' } },
      { item: second, seen: 0, fields: { reading: 'unknown' }, note: { text: 'Ask Bo', seen: 0 } },
    ]
    const outcome = await saveAnswers(deps, ashby, { round, rows })
    assert.ok('saved' in outcome)
    assert.deepEqual(
      outcome.saved.map(({ item }) => item),
      [second],
    )
    assert.equal((await agreed())[second]?.reading, 'unknown')
    assert.equal(await noteOf(second), 'Ask Bo')
  })

  test('when somebody has saved one of them since, nothing is written, unless it is asked for', async () => {
    await save(ashby, first, 0, 'As it was')
    await save(deputy, first, 1, 'The deputy’s')
    const rows: RowToSave[] = [
      { item: first, seen: 1, fields: { reason: 'The sheet’s' } },
      { item: second, seen: 0, fields: { reason: 'New' } },
    ]
    assert.deepEqual(await saveAnswers(deps, ashby, { round, rows }), { stopped: [first] })
    assert.equal((await agreed())[second], undefined)
    const skipped = await saveAnswers(deps, ashby, { round, rows, whenChanged: 'skip' })
    assert.ok('saved' in skipped)
    assert.deepEqual(skipped.left, [first])
    assert.equal((await agreed())[first]?.reason, 'The deputy’s')
    assert.equal((await agreed())[second]?.reason, 'New')
    assert.ok('saved' in (await saveAnswers(deps, ashby, { round, rows, whenChanged: 'update' })))
    assert.equal((await agreed())[first]?.reason, 'The sheet’s')
  })

  test('a contributor, an approver and another council can load nothing', async () => {
    const cio = await make.person(db, make.codes.ashby, { role: 'contributor', office: 'cio' })
    const approver = await make.person(db, make.codes.ashby, { role: 'approver' })
    for (const by of [cio, approver]) {
      assert.ok('refused' in (await keepImport(deps, by, { round, loaded: loaded({}) })))
      assert.ok('refused' in (await saveAnswers(deps, by, { round, rows: [] })))
      assert.ok('refused' in (await undoImport(deps, by, round)))
    }
    await keepImport(deps, ashby, { round, loaded: loaded({}) })
    assert.equal((await importStateFor(deps, barnshire, round)).pending, null)
    assert.equal((await importStateFor(deps, deputy, round)).pending, null)
  })

  test('a loaded sheet changes nothing until it is saved, and can be dropped', async () => {
    await keepImport(deps, ashby, { round, loaded: loaded({}, {}) })
    const { pending, preview } = await importStateFor(deps, ashby, round)
    assert.equal(pending?.fileName, 'answers.xlsx')
    assert.equal(preview?.changing.length, 2)
    assert.deepEqual(preview?.changing[0]?.changes, [
      { field: 'Answer', from: '', to: '4' },
      { field: 'Reason', from: '', to: 'From the sheet' },
    ])
    assert.deepEqual(await agreed(), {})
    await dropImport(deps, ashby, round)
    assert.equal((await importStateFor(deps, ashby, round)).pending, null)
    assert.deepEqual(await takeImport(deps, ashby, { round, whenTrouble: 'skip' }), { nothing: true })
  })

  test('what is loaded is kept sealed: no word of it stands in the database', async () => {
    const canary = 'CANARY-IN-A-SHEET'
    const fields = { reading: 'level-4', reason: canary } as const
    await keepImport(deps, ashby, { round, loaded: loaded({ fields, note: canary }) })
    await takeImport(deps, ashby, { round, whenTrouble: 'stop' })
    const tables = await owner.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public'",
    )
    for (const { tablename } of tables.rows) {
      // A column of bytes shows as hexadecimal, so a plain copy in one would stand there in that form.
      const hex = Buffer.from(canary).toString('hex')
      const found = await owner.query(
        `select 1 from ${tablename} t where t::text like '%${canary}%' or t::text like '%${hex}%' limit 1`,
      )
      assert.equal(found.rows.length, 0, tablename)
    }
    assert.equal((await agreed())[first]?.reason, canary)
  })

  test('rows with errors stop the save, or are left out and said', async () => {
    await keepImport(deps, ashby, { round, loaded: { ...loaded({}), errors: [badRow] } })
    assert.ok('stopped' in (await takeImport(deps, ashby, { round, whenTrouble: 'stop' })))
    assert.deepEqual(await agreed(), {})
    const outcome = await takeImport(deps, ashby, { round, whenTrouble: 'skip' })
    assert.ok('taken' in outcome)
    assert.deepEqual(outcome.taken.left, [{ row: 9, number: '1.3' }])
    assert.equal((await agreed())[first]?.reading, 'level-4')
  })

  test('pressing save twice saves once', async () => {
    await keepImport(deps, ashby, { round, loaded: loaded({}) })
    const both = await Promise.all([
      takeImport(deps, ashby, { round, whenTrouble: 'stop' }),
      takeImport(deps, ashby, { round, whenTrouble: 'stop' }),
    ])
    assert.equal(both.filter((outcome) => 'taken' in outcome).length, 1)
    assert.equal(both.filter((outcome) => 'nothing' in outcome).length, 1)
    assert.equal((await ownAnswersFor(deps, ashby, round)).agreed[0]?.version, 1)
  })

  test('a sheet drawn up before a colleague saved shows that statement as changed since', async () => {
    await save(ashby, first, 0, 'As it was')
    await save(deputy, first, 1, 'The deputy’s')
    await keepImport(deps, ashby, { round, loaded: loaded({ over: { answer: 1, note: 0 } }) })
    const { preview } = await importStateFor(deps, ashby, round)
    assert.equal(preview?.changing[0]?.changedSince, true)
    assert.ok('stopped' in (await takeImport(deps, ashby, { round, whenTrouble: 'stop' })))
    assert.ok('taken' in (await takeImport(deps, ashby, { round, whenTrouble: 'update' })))
    assert.equal((await agreed())[first]?.reason, 'From the sheet')
  })

  test('a statement saved between looking and saving is not written over', async () => {
    await save(ashby, first, 0, 'As it was')
    await keepImport(deps, ashby, { round, loaded: loaded({}) })
    assert.equal((await importStateFor(deps, ashby, round)).preview?.changing[0]?.changedSince, false)
    await save(deputy, first, 1, 'The deputy’s')
    assert.ok('stopped' in (await takeImport(deps, ashby, { round, whenTrouble: 'stop' })))
    assert.equal((await agreed())[first]?.reason, 'The deputy’s')
  })

  test('undo puts every statement and note back exactly as it was, and one never answered has no answer again', async () => {
    await save(ashby, first, 0, 'As it was')
    await saveNote(deps, ashby, { round, item: first, text: 'Old note' })
    const before = await agreed()
    await keepImport(deps, ashby, { round, loaded: loaded({ note: 'New note' }, { note: 'Another' }) })
    await takeImport(deps, ashby, { round, whenTrouble: 'stop' })
    assert.notDeepEqual(await agreed(), before)
    assert.deepEqual(await undoImport(deps, deputy, round), { restored: ['1.1', '1.2'], changedSince: [] })
    assert.deepEqual(await agreed(), before)
    assert.equal(await noteOf(first), 'Old note')
    assert.equal(await noteOf(second), '')
    assert.deepEqual(await undoImport(deps, ashby, round), { nothing: true })
  })

  test('undo leaves a statement that somebody has saved since, and says which', async () => {
    await keepImport(deps, ashby, { round, loaded: loaded({}, {}) })
    await takeImport(deps, ashby, { round, whenTrouble: 'stop' })
    await save(deputy, second, 1, 'The deputy’s')
    assert.deepEqual(await undoImport(deps, ashby, round), { restored: ['1.1'], changedSince: ['1.2'] })
    assert.deepEqual(Object.keys(await agreed()), [second])
    assert.equal((await agreed())[second]?.reason, 'The deputy’s')
  })

  test('after the seal nothing can be loaded, saved or undone', async () => {
    const whole = { reading: 'level-3', reason: 'So', importance: '2' } as const
    await keepImport(deps, ashby, {
      round,
      loaded: loaded({ fields: whole }, { fields: whole }, { fields: whole }),
    })
    await takeImport(deps, ashby, { round, whenTrouble: 'stop' })
    assert.ok('done' in (await sealReadiness(deps, ashby, round)))
    assert.ok('refused' in (await undoImport(deps, ashby, round)))
    assert.ok('refused' in (await keepImport(deps, ashby, { round, loaded: loaded({}) })))
    assert.ok('refused' in (await saveAnswers(deps, ashby, { round, rows: [] })))
  })

  test('in a repeat, a row that changes one field keeps the rest of what was brought forward; an untouched one stays so', async () => {
    const whole = { reading: 'level-3', reason: 'Last year', importance: '2', evidence: 'Minutes' } as const
    for (const by of [ashby, barnshire]) {
      const rows = items.map((item) => ({ item, seen: 0, fields: whole }))
      assert.ok('saved' in (await saveAnswers(deps, by, { round, rows })))
      assert.ok('done' in (await sealReadiness(deps, by, round)))
    }
    assert.ok('done' in (await revealReadiness(deps, ashby, round)))
    round = await openRound(round)
    await keepImport(deps, ashby, {
      round,
      loaded: loaded({ fields: { reading: 'level-4' } }, { fields: whole }),
    })
    await takeImport(deps, ashby, { round, whenTrouble: 'stop' })
    const now = await agreed()
    assert.deepEqual(
      [now[first]?.reading, now[first]?.evidence, now[first]?.carried],
      ['level-4', 'Minutes', false],
    )
    assert.equal(now[second]?.carried, true)
    assert.equal(now[third]?.carried, true)
    await undoImport(deps, ashby, round)
    assert.deepEqual([(await agreed())[first]?.reading, (await agreed())[first]?.carried], ['level-3', true])
  })
})
