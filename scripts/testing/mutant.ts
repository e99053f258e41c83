// Loaded with --import before tests that are to meet a change: one file of the project is read with the change in it.
// Nothing is written anywhere. See scripts/mutate.ts.

import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'

/** What is put in the place of what, in a file's code without its types, which keeps every place where it was. */
export type Mutant = { readonly at: number; readonly length: number; readonly put: string }

export function changed(code: string, { at, length, put }: Mutant): string {
  return code.slice(0, at) + put + code.slice(at + length)
}

const given = process.env['HANDFAST_MUTANT']
if (given !== undefined) {
  const { url, mutant }: { url: string; mutant: Mutant } = JSON.parse(given)
  registerHooks({
    load: (asked, context, next) =>
      asked === url
        ? {
            format: 'module',
            shortCircuit: true,
            source: changed(stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8')), mutant),
          }
        : next(asked, context),
  })
}
// One failing case is enough: the smallest one is for people to read. The same cases for every change.
fc.configureGlobal({ endOnFailure: true, seed: 1 })
