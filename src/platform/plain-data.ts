import { createHash } from 'node:crypto'

/** What JSON can hold. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/**
 * A result as plain data that survives JSON to the bit: typed arrays become lists, maps and sets become lists, what
 * is undefined or a function is left out, and a number that JSON lacks (infinite or not a number) becomes its name.
 */
export function toPlain(value: unknown): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? (value === 0 ? 0 : value) : String(value)
  if (typeof value === 'bigint') return String(value)
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return null
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof Map || value instanceof Set) return [...value].map(toPlain)
  if (ArrayBuffer.isView(value)) return numbersOf(value).map(toPlain)
  const entries = Object.entries(value).filter(([, held]) => held !== undefined && typeof held !== 'function')
  return Object.fromEntries(entries.map(([key, held]) => [key, toPlain(held)]))
}

function numbersOf(view: ArrayBufferView): unknown[] {
  return view instanceof DataView ? [] : Array.from(view as unknown as ArrayLike<unknown>)
}

/** The SHA-256 of plain data, the same however its keys were ordered. */
export function hashOf(value: Plain): string {
  return `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`
}

function canonical(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  const record = value as { readonly [key: string]: Plain }
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(record[key]!)}`).join(',')}}`
}

/** One place where two plain values differ. */
export type Difference = { path: string; saved: Plain | undefined; now: Plain | undefined }

/** Every place where two plain values differ, in order, up to `most`. */
export function differences(
  saved: Plain | undefined,
  now: Plain | undefined,
  most = 20,
  path = 'result',
): Difference[] {
  if (Object.is(saved, now)) return []
  if (!isHolder(saved) || !isHolder(now) || Array.isArray(saved) !== Array.isArray(now)) {
    return [{ path, saved, now }]
  }
  const found: Difference[] = []
  for (const key of new Set([...Object.keys(saved), ...Object.keys(now)])) {
    const at = Array.isArray(saved) ? `${path}[${key}]` : `${path}.${key}`
    found.push(...differences(held(saved, key), held(now, key), most - found.length, at))
    if (found.length >= most) break
  }
  return found
}

type Holder = readonly Plain[] | { readonly [key: string]: Plain }

function isHolder(value: Plain | undefined): value is Holder {
  return typeof value === 'object' && value !== null
}

function held(holder: Holder, key: string): Plain | undefined {
  return Object.entries(holder).find(([name]) => name === key)?.[1]
}
