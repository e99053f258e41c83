import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

/**
 * The dependency rule: who may import whom. A boundary that nothing checks is a wish. Each module names the earlier modules
 * it builds on; within a module the order is nouns, tables and store, commands, forms and words, views, routes.
 */
const root = join(import.meta.dirname, '..')
const source = join(root, 'src')

/** The modules in their order, each with the earlier ones it may import, and only through their index. */
const modules: Readonly<Record<string, readonly string[]>> = {
  authorities: [],
  people: ['authorities'],
  partnership: ['authorities', 'people'],
  round: ['authorities', 'people', 'partnership'],
  alignment: ['people', 'partnership', 'round', 'papers'],
  'quick-check': ['authorities'],
  papers: [],
  readiness: ['people', 'partnership', 'round', 'quick-check', 'guidance', 'papers'],
  'business-case': ['people', 'partnership', 'guidance', 'papers'],
  monitoring: ['authorities', 'partnership', 'papers'],
  governance: ['authorities', 'partnership', 'papers'],
  'cost-sharing': ['people', 'partnership', 'business-case', 'papers'],
  trust: ['people', 'partnership', 'round', 'papers'],
  guidance: [],
  operating: ['authorities', 'people', 'partnership'],
  'partner-finding': ['authorities', 'people', 'partnership', 'register'],
  'worked-partnership': ['exit'],
  exit: ['people', 'partnership', 'business-case', 'papers'],
  sandbox: [
    'authorities',
    'people',
    'partnership',
    'round',
    'readiness',
    'trust',
    'business-case',
    'exit',
    'cost-sharing',
    'partner-finding',
    'alignment',
    'monitoring',
    'governance',
  ],
  register: ['authorities', 'people', 'partnership', 'guidance'],
  overview: [
    'people',
    'partnership',
    'round',
    'readiness',
    'trust',
    'sandbox',
    'register',
    'monitoring',
    'governance',
    'alignment',
    'cost-sharing',
  ],
}

/** The packages that a folder may use; `node:` stands for all that comes with Node. */
const packages: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  content: ['typebox', 'yaml', 'node:'],
  platform: [
    'node:',
    'pg',
    'kysely',
    'fastify',
    '@fastify/',
    '@electric-sql/',
    'nodemailer',
    'otpauth',
    'docx',
    'hucre',
    'highs',
    'ical-generator',
    'typebox',
    'ical-generator',
  ],
  ui: ['node:', 'd3-'],
  browser: ['govuk-frontend', 'accessible-autocomplete'],
  cli: ['node:', 'yaml', 'pg', 'kysely'],
  app: ['node:', 'fastify', '@fastify/', 'kysely', 'typebox'],
  modules: ['kysely', 'fastify', 'typebox', 'node:crypto', 'node:fs', 'node:path', 'node:worker_threads'],
}

/** The layers that a folder may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  engine: ['engine'],
  content: ['content'],
  platform: ['platform', 'engine', 'content'],
  ui: ['ui'],
  browser: ['browser', 'engine', 'content', 'ui'],
  cli: ['cli', 'engine', 'content', 'platform', 'modules', 'app', 'ui'],
  app: ['app', 'engine', 'content', 'platform', 'modules', 'ui'],
  modules: ['engine', 'content', 'platform', 'ui', 'modules'],
}

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : []
  })
}

const files = sources(source)

/** Every import of a file, the names of our own resolved to files. Our style has only static imports at the margin. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([, type, to = '']) => ({
      from: relative(source, file),
      to: resolved(file, to),
      typeOnly: type !== undefined,
    }),
  )
}

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(source, resolve(dirname(file), specifier))
  if (specifier.startsWith('#root/')) return specifier.slice('#root/'.length)
  return specifier.startsWith('#') ? specifier.slice(1) : `package ${specifier}`
}

const imports = files.flatMap(importsOf)

function layerOf(path: string): string {
  const [first = ''] = path.split('/')
  return first.endsWith('.ts') ? 'app' : first
}

function offence({ from, to }: Import): string | null {
  const layer = layerOf(from)
  const says = `${from} imports ${to.replace('package ', '')}`
  if (to.startsWith('package ')) {
    const name = to.slice('package '.length)
    return packages[layer]?.some((allowed) => name.startsWith(allowed)) ? null : says
  }
  if (!layers[layer]?.includes(layerOf(to))) return says
  return layer === 'modules' ? moduleOffence(from, to, says) : null
}

function moduleOffence(from: string, to: string, says: string): string | null {
  const [, own = ''] = from.split('/')
  if (layerOf(to) === 'modules') {
    const [, other = '', ...rest] = to.split('/')
    if (other !== own) return modules[own]?.includes(other) && rest.join('/') === 'index.ts' ? null : says
    return drawsOnWhatComesLater(from, to) ? `${says}, which comes after it` : null
  }
  return null
}

/** Views draw what they are given: they never reach for the store or a command. Nouns know neither. */
function drawsOnWhatComesLater(from: string, to: string): boolean {
  const isView = from.includes('/views/')
  return isView && /\/(store|commands|[a-z-]+-commands)\.ts$/.test(to)
}

test('every import keeps to the dependency table', () => {
  const offences = imports
    .filter(({ from, to, typeOnly }) => !(typeOnly && from.includes('/views/') && to.startsWith('modules/')))
    .flatMap((each) => offence(each) ?? [])
  assert.deepEqual(offences, [])
})

test('every module is in the ordered list, and imports only modules that come before it', () => {
  const names = readdirSync(join(source, 'modules'))
  assert.deepEqual(
    names.filter((name) => !(name in modules)),
    [],
    'not in the list',
  )
  for (const [name, uses] of Object.entries(modules))
    for (const used of uses) assert.ok(used in modules, `${name} uses ${used}, which is no module`)
})

test('no file imports itself by a roundabout way', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && !to.startsWith('package ')) graph.set(from, [...(graph.get(from) ?? []), to])
  assert.deepEqual(cycleIn(graph), [])
})

function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    path.push(file)
    for (const next of graph.get(file) ?? []) {
      const found = visit(next)
      if (found.length > 0) return found
    }
    path.pop()
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const found = visit(file)
    if (found.length > 0) return found
  }
  return []
}

/** The only places that may ask for the time or for chance. */
const clocks = ['platform/clock.ts', 'browser/clock.ts']

test('only the clock asks what time it is, and nothing throws dice', () => {
  const strays = files.flatMap((file) => {
    const text = withoutComments(readFileSync(file, 'utf8'))
    const path = relative(source, file)
    const found = text.match(/\bnew Date\(\s*\)|\bDate\.now\(\)|\bMath\.random\(/g) ?? []
    return clocks.includes(path) ? [] : found.map((use) => `${path} uses ${use}`)
  })
  assert.deepEqual(strays, [])
})

/** The only places that may ask the machine for random bytes: the source of all chance, the instance key, salts of passwords. */
const dice = ['platform/chance.ts', 'platform/instance-key.ts', 'platform/password.ts']

test('chance comes from one place, so that a test can give two runs the same', () => {
  const strays = files
    .filter((file) => /from 'node:crypto'/.test(readFileSync(file, 'utf8')))
    .flatMap((file) => {
      const [, names = ''] =
        /import (?:\{([^}]*)\}|\S+) from 'node:crypto'/.exec(readFileSync(file, 'utf8')) ?? []
      const path = relative(source, file)
      return /random/.test(names) && !dice.includes(path) ? [path] : []
    })
  assert.deepEqual(strays, [])
})

test('the engine knows no dates, no network and no machine', () => {
  const strays = files
    .filter((file) => relative(source, file).startsWith('engine/'))
    .flatMap((file) =>
      /\b(?:Date|process|fetch|setTimeout)\b\s*[.(]/.test(withoutComments(readFileSync(file, 'utf8')))
        ? [relative(source, file)]
        : [],
    )
  assert.deepEqual(strays, [])
})

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1/g, "''")
}

test('decisions are numbered once', () => {
  const numbers = readdirSync(join(root, 'docs/decisions'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => /^(\d{4})-/.exec(name)?.[1] ?? basename(name))
  assert.deepEqual(numbers, [...new Set(numbers)])
})

test('hooks stand inside a describe: all tests of a stage share one process, and a hook outside would run for them all', () => {
  const strays = [join(root, 'src'), join(root, 'test'), join(root, 'e2e')]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter(
      (file) => file.endsWith('.test.ts') && /^(?:before|after)(?:Each)?\(/m.test(readFileSync(file, 'utf8')),
    )
  assert.deepEqual(
    strays.map((file) => relative(root, file)),
    [],
  )
})
