import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { Check } from 'typebox/value'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { directoryFrom } from './book.ts'
import { guessMapping, importFields, readRows } from './import-rows.ts'
import { publishedSchema } from './published.ts'

const { db, owner, empty } = await testDatabase()
const content = testContent()
const known = { directory: directoryFrom(content), services: content.services, entries: [] }
const list = { id: 'l', name: 'A list', source: 'https://example.org/list' }

const csv = `Title,Authorities,Category,Start date,Savings,Link
Joint Waste North,"Camden; Islington",Waste and recycling,01/04/2015,1.5 million,https://example.org/waste
Legal for two,"Adur, Worthing",Legal,2018,,
Odd council,"Camden; Camdem",Legal,2018,,
Odd date,"Camden; Islington",Legal,sometime,,
Alone,Camden,Legal,2018,,
Legal for two,"Worthing, Adur",Legal,2019,,
`

describe('lists in other shapes', () => {
  let made: TestApp
  let cookie: string

  // What stands in the register here must not stand there for the tests that come after.
  after(empty)
  before(async () => {
    await empty()
    made = await testApp()
    const person = await make.person(db, 'E07000224', { role: 'reader' })
    await owner.query('update people_person set is_operator = true where id = $1', [person.person])
    cookie = await made.signInAs(person)
  })

  const upload = (text: string, fields: Record<string, string> = {}) => {
    const form = {
      name: 'National list, Example Association',
      source: 'https://example.org/list',
      licence: 'Open Government Licence v3.0',
      ...fields,
    }
    const parts = Object.entries(form).map(
      ([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const payload = `${parts.join('')}--b\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--b--\r\n`
    return made.app.inject({
      method: 'POST',
      url: '/register/imports/new',
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie,
        'content-type': 'multipart/form-data; boundary=b',
      },
      payload,
    })
  }

  test('the operator uploads a list, looks at every row with its reasons, takes it over, and takes it back', async () => {
    const sent = await upload(csv)
    assert.equal(sent.statusCode, 303, sent.body)
    const address = String(sent.headers.location)
    const operator = browser(made.app, cookie)
    const preview = await operator.visit(address)
    assert.match(preview.text, /What comes in: 2 rows/)
    assert.match(
      preview.text,
      /Row 4: We do not know the council “Camdem”\. Is it London Borough of Camden\?/,
    )
    assert.match(preview.text, /Row 5: We cannot read the start “sometime”/)
    assert.match(preview.text, /Row 6: It names fewer than two councils/)
    assert.match(preview.text, /Row 7: The register has it already/)
    assert.doesNotMatch((await browser(made.app).visit('/register')).text, /Joint Waste North/)
    await operator.press('Take over 2 rows')
    const reader = browser(made.app)
    assert.match((await reader.visit('/register')).text, /64 arrangements/)
    const entry = await reader.follow('Joint Waste North')
    assert.match(entry.text, /From the list “National list, Example Association”/)
    assert.match(entry.text, /Licence: Open Government Licence v3\.0/)
    assert.match(entry.text, /Reported £1\.5 million in all.*Claimed/)
    await operator.visit(address)
    const back = await operator.press('Take the list back')
    assert.match(back.text, /The list has been taken back/)
    const gone = await browser(made.app).visit(entry.path)
    assert.equal(gone.status, 410)
    assert.doesNotMatch((await browser(made.app).visit('/register')).text, /Joint Waste North/)
    assert.deepEqual(made.faults, [])
  })

  test('another mapping reads the rows anew', async () => {
    const address = String(
      (await upload(csv.replace('Title', 'Something').replace('Joint Waste', 'Mapped Waste'))).headers
        .location,
    )
    const operator = browser(made.app, cookie)
    assert.match((await operator.visit(address)).text, /What comes in: 0 rows/)
    operator.fill('name', '0')
    assert.match((await operator.press('Read it again')).text, /What comes in: 2 rows/)
  })

  test('what is missing is said field by field, and what was typed is kept', async () => {
    const sent = await upload('', { licence: '' })
    assert.equal(sent.statusCode, 422)
    assert.match(sent.body, /Enter the licence/)
    assert.match(sent.body, /value="National list, Example Association"/)
  })

  test('for anybody else these pages do not exist', async () => {
    const lead = await made.signInAs(await make.person(db, 'E09000007'))
    const list = String((await upload(csv.replace('Joint Waste', 'Hidden Waste'))).headers.location)
    for (const step of ['columns', 'take', 'undo'])
      for (const asker of ['', lead]) {
        const { statusCode } = await made.app.inject({
          method: 'POST',
          url: `${list}/${step}`,
          headers: { host: 'localhost', origin: 'http://localhost', ...(asker ? { cookie: asker } : {}) },
        })
        assert.ok(statusCode >= 300 && statusCode < 500, `${step} ${statusCode}`)
      }
    assert.doesNotMatch((await browser(made.app).visit('/register')).text, /Hidden Waste/)
    assert.match((await browser(made.app, cookie).visit(list)).text, /What comes in: 2 rows/)
    for (const url of ['/register/imports', '/register/imports/new', list])
      for (const asker of ['', lead]) {
        const { statusCode } = await made.app.inject({
          url,
          headers: { host: 'localhost', accept: 'text/html', ...(asker ? { cookie: asker } : {}) },
        })
        assert.ok(
          statusCode === 404 || statusCode === 303 || statusCode === 302 || statusCode === 401,
          `${url} ${statusCode}`,
        )
      }
  })

  test('no table, however odd, breaks the reading; each row comes in whole or says why not', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.double({ noNaN: true }),
      fc.constantFrom(
        'Camden',
        'Islington; Camden',
        'Adur, Worthing',
        '2018-07',
        '01/02/2019',
        'Legal',
        '£1.2m',
        'https://example.org/',
        '__proto__',
        '=1+1',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 12 }),
        fc.record(Object.fromEntries(importFields.map((field) => [field, fc.integer({ min: 0, max: 11 })])), {
          requiredKeys: [],
        }),
        (rows, mapping) => {
          const read = readRows(list, rows, mapping, known)
          assert.equal(read.length, rows.length)
          for (const each of read)
            if ('words' in each) assert.ok(Check(publishedSchema, each.words))
            else assert.ok(each.problems.length > 0 && each.problems.every((words) => words.length > 10))
        },
      ),
    )
  })

  test('columns are known by the names that people give them', () => {
    assert.deepEqual(guessMapping(['Councils involved', 'Description', 'x', 'Shared service']), {
      councils: 0,
      about: 1,
      name: 3,
    })
  })
})
