import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { Pool } from 'pg'
import { makeSite } from '#test/support/server.ts'

if (process.env['HANDFAST_TEST_DATABASE'] === 'postgres') {
  describe('the database server', async () => {
    const site = await makeSite()
    after(() => site.remove())

    test('drops every connection, as in a restart, and the program goes on by itself', async () => {
      const program = await site.start()
      const someone = site.browser()
      assert.equal((await someone.visit('/councils?q=corn')).status, 200)
      const owner = new Pool({ connectionString: site.ownerUrl, max: 1 })
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
      assert.ok(rowCount !== null && rowCount > 0)
      await owner.end()
      await new Promise((resolve) => setTimeout(resolve, 500))
      assert.equal((await someone.visit('/councils?q=corn')).status, 200)
      program.child.kill('SIGTERM')
      assert.equal((await program.ends()).code, 0)
    })
  })
}
