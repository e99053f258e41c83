import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** The stages a test file can belong to, in the order they run. */
export type StageName = 'pure' | 'database' | 'browser' | 'faults'

const helper = /#test\/(support\/[\w/-]+\.ts)/g
const databaseHelpers = ['support/database.ts', 'support/app.ts']

/**
 * Every test file, by stage: `e2e/` needs a browser, `test/faults/` starts and kills whole programs, a file that uses the
 * test database (through whatever helper) shares one with its like, and the rest need nothing. With `wanted`, only the
 * files at or under those paths.
 */
export function findTests(wanted: readonly string[]): Record<StageName, string[]> {
  const found: Record<StageName, string[]> = { pure: [], database: [], browser: [], faults: [] }
  const files = globSync('{src,test,e2e,scripts}/**/*.test.ts', { cwd: root })
  for (const file of files.map((name) => name.split(sep).join('/')).sort()) {
    if (isWanted(file, wanted)) found[stageOf(file)].push(file)
  }
  return found
}

function isWanted(file: string, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true
  return wanted
    .map((path) => relative(root, join(process.cwd(), path)).split(sep).join('/'))
    .some((path) => file === path || file.startsWith(`${path}/`) || path === '')
}

function stageOf(file: string): StageName {
  if (file.startsWith('e2e/')) return 'browser'
  if (file.startsWith('test/faults/')) return 'faults'
  return usesDatabase(readFileSync(join(root, file), 'utf8'), new Set()) ? 'database' : 'pure'
}

/** Whether a text imports the test database, itself or by a helper that does. */
function usesDatabase(text: string, seen: Set<string>): boolean {
  return [...text.matchAll(helper)].some(([, name = '']) => {
    if (databaseHelpers.includes(name)) return true
    const path = join(root, 'test', name)
    if (seen.has(name) || !existsSync(path)) return false
    seen.add(name)
    return usesDatabase(readFileSync(path, 'utf8'), seen)
  })
}
