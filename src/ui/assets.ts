import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { assetFile, type AssetFile } from './asset-file.ts'
import { browserModules } from './browser-module.ts'
import { withoutCrown } from './govuk-css.ts'

/** Every file the browser may ask for, held in memory, under an address that changes with its content. */
export type Assets = {
  /** `href('site.css')` is `/assets/site.1a2b3c4d.css`. Throws for a name that is not served. */
  readonly href: (name: string) => string
  /** Addresses of the modules that an entry such as `site.js` imports, so that a page can have them fetched at once. */
  readonly needs: (name: string) => readonly string[]
  /** The answer to `GET path`, or undefined when nothing is served there. */
  readonly serve: (path: string, acceptEncoding?: string) => ServedAsset | undefined
  readonly files: readonly AssetFile[]
}

export type ServedAsset = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }

const source = join(import.meta.dirname, '..')
const own = join(import.meta.dirname, 'assets')
const packageFile = createRequire(import.meta.url).resolve

/** In the order of the cascade: the design system, the widget, then ours. */
const sheets = [
  'tokens',
  'base',
  'govuk',
  'shell',
  'navigation',
  'parts',
  'card',
  'table',
  'figures',
  'chart',
  'register',
  'behaviour',
  'meeting',
  'print',
]
const images = ['mark.svg', 'cord.svg']
const texts = ['licences.txt']
const weights = ['400', '700']

/**
 * Reads, joins, strips, compresses and names everything once; about 0.2 s. Every `.ts` file in `src/browser` becomes an
 * entry that a page can name (`site.js`, `quick-check.js`). Throws when a file is missing or names what is not served.
 */
export function loadAssets(): Assets {
  const files = new Map<string, AssetFile>()
  const publish = (name: string, content: string | Buffer): string => {
    const file = assetFile(name, content)
    files.set(name, file)
    return file.path
  }
  for (const weight of weights) publish(`atkinson-${weight}.woff2`, readFileSync(fontFile(weight)))
  for (const name of [...images, ...texts]) publish(name, readFileSync(join(own, name)))
  publish('site.css', withAddresses(stylesheet(), files))
  const modules = browserModules(entryFiles(), {
    root: source,
    packages: {
      'govuk-frontend': publish(
        'govuk-frontend.js',
        script('govuk-frontend/dist/govuk/govuk-frontend.min.js'),
      ),
      'accessible-autocomplete': publish(
        'accessible-autocomplete.js',
        script('accessible-autocomplete/dist/accessible-autocomplete.min.js'),
      ),
    },
    publish,
  })
  const needs = new Map(modules.map((module) => [module.name, module.needs]))
  const paths = new Map([...files.values()].map((file) => [file.path, file]))
  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name)
    if (found === undefined) throw new Error(`There is no asset "${name}": see src/ui/assets.ts`)
    return found
  }
  return {
    href: (name) => known(files, name).path,
    needs: (name) => known(needs, name),
    serve: (path, acceptEncoding = '') => {
      const file = paths.get(path)
      return file && served(file, acceptEncoding)
    },
    files: [...files.values()],
  }
}

function served(file: AssetFile, acceptEncoding: string): ServedAsset {
  const encoding = /\bbr\b/.test(acceptEncoding) ? 'br' : /\bgzip\b/.test(acceptEncoding) ? 'gzip' : undefined
  const body = (encoding === 'br' && file.brotli) || (encoding === 'gzip' && file.gzip) || file.body
  return {
    body,
    headers: {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(encoding !== undefined && body !== file.body && { 'content-encoding': encoding }),
    },
  }
}

function stylesheet(): string {
  const govuk = withoutCrown(
    readFileSync(packageFile('govuk-frontend/dist/govuk/govuk-frontend.min.css'), 'utf8'),
  )
  const autocomplete = script('accessible-autocomplete/dist/accessible-autocomplete.min.css')
  const ours = sheets.map((name) => readFileSync(join(own, 'css', `${name}.css`), 'utf8'))
  return [govuk, autocomplete, ...ours].join('\n')
}

/** `url('cord.svg')` in a stylesheet becomes the address that file is served at. */
function withAddresses(css: string, files: ReadonlyMap<string, AssetFile>): string {
  return css.replace(/url\('([^':]+)'\)/g, (_, name: string) => {
    const file = files.get(name)
    if (!file) throw new Error(`A stylesheet names "${name}", which is not served: see src/ui/assets.ts`)
    return `url('${file.path}')`
  })
}

/** A package's file without the pointer to a source map, which is not served. */
function script(specifier: string): string {
  return readFileSync(packageFile(specifier), 'utf8').replace(/\/[/*]# sourceMappingURL=\S+?(\*\/)?\s*$/, '')
}

function fontFile(weight: string): string {
  const family = 'atkinson-hyperlegible-next'
  return packageFile(`@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`)
}

function entryFiles(): string[] {
  const folder = join(source, 'browser')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => join(folder, name))
}
