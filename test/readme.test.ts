import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { settingsTable } from '#platform/settings-text.ts'

const root = join(import.meta.dirname, '..')

function pages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pages(path) : path.endsWith('.md') ? [path] : []
  })
}

test('the README’s settings are those that the program reads', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  assert.ok(
    readme.includes(settingsTable().trim()),
    'print settingsTable() of src/platform/settings-text.ts into README.md',
  )
})

test('every link and picture in the documents leads somewhere', () => {
  const broken = pages(root).flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !existsSync(resolve(dirname(page), to)))
      .map((to) => `${page.slice(root.length + 1)}: ${to}`),
  )
  assert.deepEqual(broken, [])
})
