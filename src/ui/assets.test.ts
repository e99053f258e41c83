import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { loadAssets } from './assets.ts'

const assets = loadAssets()
const css = assets.serve(assets.href('site.css'))?.body.toString() ?? ''

test('an asset is served under a name that changes with its content, to be kept for ever', () => {
  assert.match(assets.href('site.css'), /^\/assets\/site\.[0-9a-f]{8}\.css$/)
  const served = assets.serve(assets.href('site.css'))
  assert.equal(served?.headers['content-type'], 'text/css; charset=utf-8')
  assert.match(served?.headers['cache-control'] ?? '', /immutable/)
})

test('a browser that accepts brotli or gzip is sent the same bytes, smaller', () => {
  const path = assets.href('site.css')
  const plain = assets.serve(path)
  const brotli = assets.serve(path, 'gzip, deflate, br, zstd')
  const gzip = assets.serve(path, 'gzip')
  assert.ok(plain && brotli && gzip)
  assert.equal(brotli.headers['content-encoding'], 'br')
  assert.equal(gzip.headers['content-encoding'], 'gzip')
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.deepEqual(brotliDecompressSync(brotli.body), plain.body)
  assert.deepEqual(gunzipSync(gzip.body), plain.body)
  assert.ok(brotli.body.length < plain.body.length / 4)
})

test('a font is not compressed twice', () => {
  assert.equal(assets.serve(assets.href('atkinson-400.woff2'), 'br')?.headers['content-encoding'], undefined)
})

test('nothing is served under a guessed or an old name', () => {
  assert.equal(assets.serve('/assets/site.css'), undefined)
  assert.equal(assets.serve('/assets/site.00000000.css'), undefined)
  assert.equal(assets.serve('/assets/../package.json'), undefined)
})

test('an unknown asset is refused by name', () => {
  assert.throws(() => assets.href('sight.css'), /no asset "sight.css"/)
})

test('every address in the stylesheet is one we serve', () => {
  const addresses = [...css.matchAll(/url\('?([^')]*)'?\)/g)].map((match) => match[1] ?? '')
  assert.ok(addresses.length >= 3)
  assert.deepEqual(
    addresses.filter((address) => !assets.serve(address)),
    [],
  )
})

test('every import in a browser module is the address of a module we serve', () => {
  const scripts = assets.files.filter((file) => file.name.endsWith('.js'))
  const imports = scripts.flatMap((file) =>
    [...file.body.toString().matchAll(/\bfrom\s*['"]([^'"\n]+)['"]/g)].map((match) => match[1] ?? ''),
  )
  assert.ok(imports.length > 0)
  assert.deepEqual(
    imports.filter((address) => !assets.serve(address)),
    [],
  )
})

test('the typeface and the crest of GOV.UK are in no file we serve', () => {
  for (const { name, body } of assets.files.filter(
    (file) => !file.name.endsWith('.woff2') && !file.name.endsWith('.txt'),
  ))
    assert.doesNotMatch(body.toString(), /GDS Transport|crest|sourceMappingURL/, name)
})

test('what every page loads stays small enough for a slow line: 120 kB of script, 60 kB of style and type', () => {
  const size = (path: string): number => assets.serve(path, 'br')?.body.length ?? Infinity
  const scripts = [assets.href('site.js'), ...assets.needs('site.js')].map(size)
  const style = ['site.css', 'atkinson-400.woff2', 'atkinson-700.woff2'].map((name) =>
    size(assets.href(name)),
  )
  const sum = (sizes: number[]): number => sizes.reduce((a, b) => a + b, 0)
  assert.ok(sum(scripts) < 120_000, `scripts ${sum(scripts)}`)
  assert.ok(sum(style) < 60_000, `style ${sum(style)}`)
})
