// Runs the test files named on the command line in this one process. Node's own way to do that lets one file's hooks run
// for every other file's tests; here each file is a suite, so its hooks are its own.

import { describe } from 'node:test'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './find-tests.ts'

for (const file of process.argv.slice(2)) {
  void describe(file, async () => {
    await import(pathToFileURL(join(root, file)).href)
  })
}
