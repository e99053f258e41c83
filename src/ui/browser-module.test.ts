import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { browserModules, type BrowserModule } from './browser-module.ts'

/** Writes the files under a throwaway `src/` and links `browser/entry.ts`. */
function linked(
  t: TestContext,
  files: Record<string, string>,
): { made: BrowserModule; code: Map<string, string> } {
  const root = mkdtempSync(join(tmpdir(), 'handfast-modules-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const code = new Map<string, string>()
  const [made] = browserModules([join(root, 'browser/entry.ts')], {
    root,
    packages: { widget: '/assets/widget.js' },
    publish: (name, text) => {
      code.set(name, text)
      return `/assets/${name}`
    },
  })
  assert.ok(made)
  return { made, code }
}

test('types are stripped and each import becomes the address of the file it names', (t) => {
  const { made, code } = linked(t, {
    'browser/entry.ts': `import type { A } from './types.ts'\nimport { sum } from '#engine/sum.ts'\nimport {\n  part,\n} from './part.ts'\nexport const a: number = sum(part)\n`,
    'browser/part.ts': `import 'widget'\nexport const part: number[] = [1]\n`,
    'engine/sum.ts': `export function sum(ns: number[]): number { return ns.length }\n`,
  })
  assert.equal(made.address, '/assets/entry.js')
  assert.deepEqual(made.needs, ['/assets/engine-sum.js', '/assets/part.js', '/assets/widget.js'])
  assert.match(code.get('entry.js') ?? '', /from '\/assets\/engine-sum\.js'[\s\S]*from '\/assets\/part\.js'/)
  assert.match(code.get('part.js') ?? '', /import '\/assets\/widget\.js'/)
  assert.doesNotMatch([...code.values()].join(), /number|\.ts'/)
})

test('what is imported only when needed is resolved, and not fetched ahead', (t) => {
  const { made, code } = linked(t, { 'browser/entry.ts': `export const open = () => import('widget')\n` })
  assert.deepEqual(made.needs, [])
  assert.match(code.get('entry.js') ?? '', /import\('\/assets\/widget\.js'\)/)
})

test('words in a comment are not taken for an import', (t) => {
  const { code } = linked(t, {
    'browser/entry.ts': `/**\n * import x from 'nowhere'\n */\nexport const a = 1\n`,
  })
  assert.match(code.get('entry.js') ?? '', /'nowhere'/)
})

test('a package that browsers cannot be given is refused with the file that asked', (t) => {
  assert.throws(() => linked(t, { 'browser/entry.ts': `import pg from 'pg'\n` }), /entry\.ts imports "pg"/)
})

test('modules that import in a circle are refused', (t) => {
  const files = { 'browser/entry.ts': `import './b.ts'\n`, 'browser/b.ts': `import './entry.ts'\n` }
  assert.throws(() => linked(t, files), /in a circle/)
})
