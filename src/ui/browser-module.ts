import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** What the linker made of one source file: a name to serve it under and plain JavaScript with resolved addresses. */
export type BrowserModule = {
  readonly name: string
  readonly address: string
  /** Addresses of every module it imports statically, and theirs: what a page may ask the browser to fetch at once. */
  readonly needs: readonly string[]
}

export type Linker = {
  /** `src/`, where the `#` aliases start. */
  readonly root: string
  /** Packages that browser files may import by name, with the address each is served at. */
  readonly packages: Readonly<Record<string, string>>
  /** Takes the finished JavaScript, answers with its address. */
  readonly publish: (name: string, code: string) => string
}

const statement = /^(\s*(?:import|export)\b[^'";]*?\bfrom\s*|\s*import\s*)(['"])([^'"\n]+)\2/gm
const onDemand = /(\bimport\s*\(\s*)(['"])([^'"\n]+)\2/g

/**
 * Turns TypeScript entry files and all they import into JavaScript modules that a browser can load as they are: types
 * are stripped (nothing is bundled or rewritten) and each import becomes the address of the file it names. An import is
 * published before the file that needs it, because an address holds a digest of the content; so a cycle is refused.
 * Each file is read once however many entries need it.
 */
export function browserModules(entries: readonly string[], linker: Linker): readonly BrowserModule[] {
  const done = new Map<string, BrowserModule>()
  const open: string[] = []

  const link = (file: string): BrowserModule => {
    const known = done.get(file)
    if (known) return known
    if (open.includes(file))
      throw new Error(`Browser modules import in a circle: ${[...open, file].join(' → ')}`)
    open.push(file)
    const needs = new Set<string>()
    const code = stripTypeScriptTypes(readFileSync(file, 'utf8'))
    const resolve = (specifier: string): BrowserModule | string =>
      linker.packages[specifier] ?? link(fileOf(specifier, file, linker.root))
    const linked = code
      .replace(statement, (_, before: string, quote: string, specifier: string) => {
        const found = resolve(specifier)
        if (typeof found === 'string') needs.add(found)
        else for (const address of [found.address, ...found.needs]) needs.add(address)
        return `${before}${quote}${addressOf(found)}${quote}`
      })
      .replace(onDemand, (_, before: string, quote: string, specifier: string) => {
        return `${before}${quote}${addressOf(resolve(specifier))}${quote}`
      })
    open.pop()
    const name = nameOf(file, linker.root)
    const made = { name, address: linker.publish(name, linked), needs: [...needs] }
    done.set(file, made)
    return made
  }

  return entries.map(link)
}

function addressOf(found: BrowserModule | string): string {
  return typeof found === 'string' ? found : found.address
}

function fileOf(specifier: string, from: string, root: string): string {
  if (specifier.startsWith('./') || specifier.startsWith('../')) return join(dirname(from), specifier)
  const alias = /^#(engine|ui|content)\/(.+)$/.exec(specifier)
  if (alias) return join(root, alias[1] ?? '', alias[2] ?? '')
  throw new Error(`${from} imports "${specifier}", which browsers cannot be given`)
}

/** `browser/site.ts` is `site.js`; `engine/gap.ts` is `engine-gap.js`. */
function nameOf(file: string, root: string): string {
  const folder = relative(root, dirname(file))
    .replace(/^browser\/?/, '')
    .replaceAll(/[\\/]/g, '-')
  const stem = basename(file).replace(/\.ts$/, '.js')
  return folder === '' ? stem : `${folder}-${stem}`
}
