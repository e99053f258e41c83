/** Why an XML part is refused. Office programs write none of these; people who attack readers do. */
export type XmlFault = 'not-utf-8' | 'doctype' | 'unknown-entity' | 'too-deep' | 'not-well-formed'

export class BadXml extends Error {
  override name = 'BadXml'
  readonly fault: XmlFault
  constructor(fault: XmlFault) {
    super(`XML refused: ${fault}`)
    this.fault = fault
  }
}

export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: () => Map<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const MAX_DEPTH = 128

/**
 * Reads XML from start to end and never builds a tree: memory does not grow
 * with depth or size. An empty element opens and closes. Refuses, by throwing
 * `BadXml`: a DOCTYPE (and with it every entity of the file's own making, and
 * so entity expansion), anything but UTF-8, more than 128 levels, and tags that
 * do not match. Cost: linear in the length.
 */
export function* scanXml(bytes: Uint8Array): Generator<XmlEvent> {
  const source = decodeXml(bytes)
  const stack: string[] = []
  let at = 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    const until = next === -1 ? source.length : next
    if (until > at) yield* textEvents(source.slice(at, until), stack)
    if (next === -1) break
    const skipped = skip(source, next)
    if (skipped !== null) {
      if (skipped.text !== '') yield { kind: 'text', text: skipped.text }
      at = skipped.end
      continue
    }
    const end = tagEnd(source, next)
    yield* tagEvents(source.slice(next + 1, end), stack)
    at = end + 1
  }
  if (stack.length > 0) throw new BadXml('not-well-formed')
}

const decodeXml = (bytes: Uint8Array): string => {
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const said = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.-]+)["']/u.exec(source)?.[1] ?? 'utf-8'
    if (!source.includes('\u0000') && /^(?:utf-?8|us-ascii)$/iu.test(said)) return source
  } catch {
    // Falls to the refusal below: bytes that are not UTF-8.
  }
  throw new BadXml('not-utf-8')
}

/** Comments, processing instructions and CDATA; null for a tag. */
const skip = (source: string, at: number): { end: number; text: string } | null => {
  if (source.startsWith('<!--', at)) return { end: after(source, '-->', at + 4), text: '' }
  if (source.startsWith('<?', at)) return { end: after(source, '?>', at + 2), text: '' }
  if (source.startsWith('<![CDATA[', at)) {
    const end = after(source, ']]>', at + 9)
    return { end, text: source.slice(at + 9, end - 3) }
  }
  if (source.startsWith('<!', at)) throw new BadXml('doctype')
  return null
}

const after = (source: string, mark: string, from: number): number => {
  const found = source.indexOf(mark, from)
  if (found === -1) throw new BadXml('not-well-formed')
  return found + mark.length
}

/** The ">" that ends a tag: one inside quotes belongs to an attribute. */
const tagEnd = (source: string, at: number): number => {
  let from = at + 1
  for (;;) {
    const end = source.indexOf('>', from)
    if (end === -1) throw new BadXml('not-well-formed')
    const quote = /["']/u.exec(source.slice(from, end))
    if (quote === null) return end
    const close = source.indexOf(quote[0], from + quote.index + 1)
    if (close === -1) throw new BadXml('not-well-formed')
    from = close + 1
  }
}

function* textEvents(raw: string, stack: readonly string[]): Generator<XmlEvent> {
  if (stack.length > 0) yield { kind: 'text', text: unescaped(raw) }
  else if (raw.replace(/^\uFEFF/u, '').trim() !== '') throw new BadXml('not-well-formed')
}

function* tagEvents(tag: string, stack: string[]): Generator<XmlEvent> {
  if (tag.startsWith('/')) {
    const name = tag.slice(1).trimEnd()
    if (stack.pop() !== name) throw new BadXml('not-well-formed')
    yield { kind: 'close', name }
    return
  }
  const isEmpty = tag.endsWith('/')
  const name = /^[^\s/]+/u.exec(tag)?.[0]
  if (name === undefined) throw new BadXml('not-well-formed')
  if (stack.length >= MAX_DEPTH) throw new BadXml('too-deep')
  yield { kind: 'open', name, attributes: () => attributesOf(tag.slice(name.length)) }
  if (isEmpty) yield { kind: 'close', name }
  else stack.push(name)
}

const attributesOf = (source: string): Map<string, string> =>
  new Map(
    [...source.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)].map(
      ([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')],
    ),
  )

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (raw: string): string =>
  raw.includes('&') ? raw.replace(/&([^;&\s]{0,12});?/gu, (_, code: string) => character(code)) : raw

const character = (code: string): string => {
  const known = NAMED[code]
  if (known !== undefined) return known
  const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/iu.exec(code)
  const point = digits?.[1] === undefined ? Number(digits?.[2] ?? Number.NaN) : Number.parseInt(digits[1], 16)
  if (Number.isNaN(point) || point > 0x10ffff) throw new BadXml('unknown-entity')
  return String.fromCodePoint(point)
}
