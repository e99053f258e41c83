import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { pageFaults } from '#test/support/page-check.ts'

const { db, empty } = await testDatabase()
const { ashby, barnshire, coldwell } = make.codes

describe('finding a partner', () => {
  let built: TestApp
  let one: CouncilViewer
  let two: CouncilViewer
  before(async () => {
    await empty()
    built = await testApp()
    one = await make.person(db, ashby)
    two = await make.person(db, barnshire)
  })

  async function get(viewer: Viewer | null, url: string, status = 200): Promise<string> {
    const cookie = viewer && (await built.signInAs(viewer))
    const response = await built.app.inject({
      url,
      headers: { host: 'localhost', ...(cookie ? { cookie } : {}) },
    })
    assert.equal(response.statusCode, status, url)
    assert.deepEqual(pageFaults(response.body), [], url)
    return response.body
  }

  async function post(
    viewer: Viewer,
    url: string,
    form: Record<string, string>,
    status = 303,
  ): Promise<{ body: string; to: string }> {
    const response = await built.app.inject({
      method: 'POST',
      url,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie: await built.signInAs(viewer),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(form).toString(),
    })
    assert.equal(response.statusCode, status, `${url}: ${response.body.slice(0, 300)}`)
    if (status !== 303) assert.deepEqual(pageFaults(response.body), [], url)
    return { body: response.body, to: response.headers.location ?? '' }
  }

  test('anybody may begin, and sees what is public; the rest asks for a sign-in', async () => {
    assert.match(await get(null, '/partner-finding'), /Councils like mine/)
    assert.match(await get(null, '/partner-finding/offers'), /No council has said anything here yet/)
    const away = await built.app.inject({ url: '/partner-finding/interests', headers: { host: 'localhost' } })
    assert.ok([302, 303].includes(away.statusCode))
  })

  test('a council says what it seeks; who may see it is its own choice', async () => {
    await get(one, '/partner-finding/offers/new')
    const wrong = await post(
      one,
      '/partner-finding/offers/new',
      { words: 'We look for a payroll team', side: 'need' },
      422,
    )
    assert.match(wrong.body, /We look for a payroll team/)
    assert.match(wrong.body, /Choose who may see it/)
    const said = {
      side: 'need',
      service: 'payroll',
      words: 'We look for a <b>payroll</b> team',
      shown: 'signed-in',
    }
    await post(one, '/partner-finding/offers/new', said)
    assert.doesNotMatch(await get(null, '/partner-finding/offers'), /payroll.* team/)
    assert.match(await get(two, '/partner-finding/offers'), /&lt;b&gt;payroll/)
    const own = await get(one, '/partner-finding/offers/own')
    const [, id = ''] = /offers\/own\/([0-9a-f-]{36})"/.exec(own) ?? []
    await get(one, `/partner-finding/offers/own/${id}`)
    await post(one, `/partner-finding/offers/own/${id}`, { ...said, shown: 'public' })
    assert.match(await get(null, '/partner-finding/offers?service=payroll'), /Adur District Council/)
    assert.match(
      await get(null, '/partner-finding/offers?service=legal'),
      /No council has said anything of this service/,
    )
    await post(two, `/partner-finding/offers/own/${id}`, said, 404)
    await post(two, `/partner-finding/offers/own/${id}/remove`, {}, 404)
    await post(
      await make.person(db, ashby, { role: 'reader' }),
      `/partner-finding/offers/own/${id}/remove`,
      {},
      403,
    )
    await post(one, `/partner-finding/offers/own/${id}/remove`, {})
    assert.match(await get(one, '/partner-finding/offers/own'), /has said nothing yet/)
  })

  test('a council names another; what was typed wrong is kept, and no address names anybody', async () => {
    const wrong = await post(
      one,
      '/partner-finding/interests/new',
      { council: barnshire, service: 'magic' },
      422,
    )
    assert.match(wrong.body, new RegExp(`value="${barnshire}"[^>]* selected`))
    assert.match(await get(one, '/partner-finding/interests/new'), /learns of it only if it names you/)
    const { to } = await post(one, '/partner-finding/interests/new', { council: barnshire, service: 'ict' })
    assert.equal(to, '/partner-finding/interests')
    const page = await get(one, '/partner-finding/interests')
    assert.match(page, /Amber Valley Borough Council: IT and digital/)
    assert.match(page, /Whoever runs this server could work it out/)
    const again = await post(
      one,
      '/partner-finding/interests/new',
      { council: barnshire, service: 'ict' },
      409,
    )
    assert.match(again.body, /named this council for this service already/)
    for (const service of ['hr', 'legal', 'payroll', 'finance'])
      await post(one, '/partner-finding/interests/new', { council: coldwell, service })
    const full = await post(
      one,
      '/partner-finding/interests/new',
      { council: coldwell, service: 'parks' },
      409,
    )
    assert.match(full.body, /There is room again on 30 August 2026/)
    const [, taken = ''] = /interests\/([0-9a-f-]{36})\/take-back/.exec(page) ?? []
    await post(one, `/partner-finding/interests/${taken}/take-back`, {})
    assert.match(await get(one, '/partner-finding/interests'), /Its place is free again on 1 July 2026/)
    await post(one, '/partner-finding/interests/new', { council: barnshire, service: 'ict' })
  })

  test('when the other names it too, both see it, and one opens a partnership that the other is invited to', async () => {
    const { to } = await post(two, '/partner-finding/interests/new', { council: ashby, service: 'ict' })
    assert.match(to, /^\/partner-finding\/matches\//)
    const [a, b] = [await get(one, to), await get(two, to)]
    assert.match(a, /Adur and Amber Valley are interested in each other/)
    assert.match(b, /Adur and Amber Valley are interested in each other/)
    assert.match(await get(one, '/partner-finding/interests'), /Both of you are interested/)
    const opened = await post(one, `${to}/open`, {})
    assert.match(await get(one, opened.to), /IT and digital: Adur and Amber Valley/)
    assert.match(await get(two, opened.to), /Join/)
    assert.match(await get(two, to), /Go to the partnership/)
  })
})
