import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** One file as it is served: its address carries its digest, so it can be kept by the browser for ever. */
export type AssetFile = {
  readonly name: string
  readonly path: string
  readonly type: string
  readonly body: Buffer
  /** Smaller forms for browsers that accept them; absent for fonts, which are compressed already. */
  readonly brotli?: Buffer
  readonly gzip?: Buffer
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
}

/** `assetFile('site.css', …)` is served at `/assets/site.1a2b3c4d.css`: the first 8 hex digits of its SHA-256. */
export function assetFile(name: string, content: string | Buffer): AssetFile {
  const body = typeof content === 'string' ? Buffer.from(content) : content
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1)
  const type = types[extension]
  if (dot < 1 || type === undefined) throw new Error(`No content type is known for the asset "${name}"`)
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 8)
  const file = { name, path: `/assets/${name.slice(0, dot)}.${digest}.${extension}`, type, body }
  return extension === 'woff2' ? file : { ...file, ...smaller(body) }
}

function smaller(body: Buffer): { brotli: Buffer; gzip: Buffer } {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  return { brotli: brotliCompressSync(body, { params: quality }), gzip: gzipSync(body, { level: 9 }) }
}
