import { AsyncLocalStorage } from 'node:async_hooks'
import * as crypto from 'node:crypto'

/** Where random bytes come from: so many, please. */
export type Chance = (bytes: number) => Buffer

const given = new AsyncLocalStorage<Chance>()

/**
 * Does some work with another source of chance than the machine's own. A test that runs one story twice, with nothing
 * different but what is private, gives both runs the same; the program itself never calls this.
 */
export function withChance<Result>(chance: Chance, work: () => Result): Result {
  return given.run(chance, work)
}

/** Random bytes. All chance of the running program comes from here, except the instance key and the salts of passwords. */
export function randomBytes(count: number): Buffer {
  return (given.getStore() ?? crypto.randomBytes)(count)
}

/** A random UUID (version 4). */
export function randomUUID(): string {
  const chance = given.getStore()
  if (!chance) return crypto.randomUUID()
  const hex = chance(16).toString('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8'
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
