import type { Json } from '#platform/canonical.ts'

export type Fields = { readonly [name: string]: Json }

/** Whether a value read back is an object with fields. */
export function isFields(value: Json | undefined): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
