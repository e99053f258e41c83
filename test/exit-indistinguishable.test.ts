import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Story } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'

/**
 * Thinking of leaving is a secret: whether a council wrote anything about it, and what. One run has a council write about
 * leaving, the other has it answer an ordinary heading of its exit plan. Partners, the manager, the operator, outsiders,
 * the log, the mail and a look into the database must not tell the two apart.
 */
const { empty } = await testDatabase()

type Secret = { readonly heading: string; readonly text: string }

const story: Story<Secret> = async ({ app, signInAs, db, owner }, { heading, text }) => {
  const lead = await make.person(db, make.codes.ashby, { name: 'Ada' })
  const other = await make.person(db, make.codes.barnshire, { name: 'Ben' })
  const outsider = await make.person(db, make.codes.coldwell, { name: 'Cal' })
  const operator = await make.person(db, make.codes.coldwell, { name: 'Ola', role: 'reader' })
  await owner.query('update people_person set is_operator = true where id = $1', [operator.person])
  await owner.query('delete from people_mandate where person_id = $1', [operator.person])
  const manager = await make.person(db, make.codes.coldwell, { name: 'Max', role: 'reader' })
  const where = await make.partnership(db, lead, [make.codes.ashby, make.codes.barnshire])
  await owner.query(
    'insert into partnership_manager (partnership_id, person_id, given_at, given_by) values ($1, $2, $3, $2)',
    [where, manager.person, make.noon],
  )
  await owner.query('delete from people_mandate where person_id = $1', [manager.person])
  const url = `/partnerships/${where}/exit/ours/answers/${heading}`
  const written = await app.inject({
    method: 'POST',
    url,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      cookie: await signInAs(lead),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ version: '0', text }).toString(),
  })
  assert.equal(written.statusCode, 303)
  return {
    watchers: [
      { who: 'the other council’s lead', viewer: other, sees: 'blind' },
      {
        who: 'the partnership manager',
        viewer: { ...manager, council: null, role: null, managing: where },
        sees: 'blind',
      },
      {
        who: 'the operator',
        viewer: { ...operator, council: null, role: null, operator: true },
        sees: 'blind',
      },
      { who: 'a council that takes no part', viewer: outsider, sees: 'blind' },
      { who: 'the lead', viewer: lead, sees: 'sighted' },
    ],
    fill: {
      partnership: [where],
      whose: ['ours', 'joint'],
      heading: ['considering', 'risks', 'order'],
      register: ['contracts'],
      file: ['plan', 'registers.json', 'registers.xlsx'],
      council: [make.codes.ashby, make.codes.barnshire],
    },
    administratorToo: true,
  }
}

describe('thinking of leaving', () => {
  test('cannot be told from answering any heading of an exit plan', async () => {
    await empty()
    await assertIndistinguishable(story, [
      { heading: 'considering', text: 'We are thinking of leaving next year.' },
      { heading: 'risks', text: 'The supplier may put its price up.' },
    ])
  })
})
