import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'

/*
 * Runs every worked example of content/worked-examples. An example names its kind; one file in test/worked-examples
 * knows how to work out each kind, and exports `kind` and `check`. A new kind is a new file there.
 */

type Checker = { readonly kind: string; readonly check: (example: unknown) => void }
type Example = {
  readonly kind: string
  readonly title: string
  readonly method: string
  readonly arithmetic: unknown
}

const checkers = new Map<string, Checker['check']>()
for (const name of readdirSync(new URL('worked-examples', import.meta.url)).filter((file) =>
  file.endsWith('.ts'),
)) {
  const { kind, check } = (await import(`./worked-examples/${name}`)) as Checker
  assert.ok(!checkers.has(kind), `two files check examples of the kind "${kind}"`)
  checkers.set(kind, check)
}

const folder = new URL('../content/worked-examples/', import.meta.url)
const used = new Set<string>()

for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
  const example = parse(readFileSync(new URL(name, folder), 'utf8')) as Example
  used.add(example.kind)
  test(`${name}: ${example.title}`, () => {
    const check = checkers.get(example.kind)
    assert.ok(check, `no file in test/worked-examples checks the kind "${example.kind}"`)
    check(example)
  })
  test(`${name} shows its arithmetic, and its method has a page`, () => {
    assert.ok(Array.isArray(example.arithmetic) && example.arithmetic.length > 0)
    const page = readFileSync(new URL(`../${example.method}`, import.meta.url), 'utf8')
    assert.ok(page.length > 0)
  })
}

test('every kind of worked example has an example', () => {
  assert.deepEqual(
    [...checkers.keys()].filter((kind) => !used.has(kind)),
    [],
  )
})
