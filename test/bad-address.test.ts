import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testApp } from '#test/support/app.ts'

const { app } = await testApp()

describe('an address that cannot be read', () => {
  for (const url of ['/councils/%zz', '/%E0%A4%A', '/api/v1/councils/%c0']) {
    test(`${url} gets a page that says what to do`, async () => {
      const answer = await app.inject({ url, headers: { accept: 'text/html' } })
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, /This address cannot be read/)
      assert.doesNotMatch(answer.body, /FST_ERR|not a valid url/)
    })
  }
})
