import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readinessLinks, roundCommand, startReadiness } from '#modules/readiness/index.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'

const { db, empty } = await testDatabase()

test('every question leads to its own article, and every special word in it says what it means and leads to more', async () => {
  await empty()
  const { app, deps, signInAs } = await testApp()
  const lead = await make.person(db, make.codes.ashby)
  const other = await make.person(db, make.codes.barnshire)
  const where = await make.partnership(db, lead, [make.codes.ashby, make.codes.barnshire])
  const [framework] = deps.content.frameworks
  assert.ok(framework)
  const started = await startReadiness(deps, lead, framework, newRound(where, { staff: true }))
  assert.ok('done' in started)
  await roundCommand(deps, lead, started.done.id, offerTerms)
  await roundCommand(deps, other, started.done.id, approveTerms)
  const reader = browser(app, await signInAs(lead))
  const anyone = browser(app)
  const read = new Set<string>()
  let words = 0
  for (const { statements } of framework.areas.slice(0, 4))
    for (const { id, statement } of statements) {
      const page = await reader.visit(readinessLinks.agree(started.done.id, id))
      assert.equal(page.status, 200)
      const hrefs = reader.links().map(({ href }) => href)
      const articles = hrefs.filter((href) => href.startsWith('/guidance/statements/'))
      assert.deepEqual(articles, [`/guidance/statements/${id}`])
      assert.ok((await anyone.visit(articles[0] ?? '')).text.includes(statement))
      for (const href of hrefs.filter((each) => each.startsWith('/guidance/words/'))) {
        words += 1
        if (!read.has(href)) assert.equal((await anyone.visit(href)).status, 200, href)
        read.add(href)
      }
    }
  assert.ok(words > 20 && read.size > 8, `${words} words, ${read.size} of them different`)
})
