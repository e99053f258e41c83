import { randomBytes, randomUUID } from './chance.ts'

/** A random id that says what it names. Random, so that nothing can be learnt from its order or its number. */
export type Id<Name extends string> = string & { readonly names: Name }

export type PersonId = Id<'person'>
export type MandateId = Id<'mandate'>
export type PartnershipId = Id<'partnership'>
export type RoundId = Id<'round'>
export type SandboxId = Id<'sandbox'>

/** The code of a council or other body: an ONS (GSS) code, or a code that an operator or a sandbox gave. */
export type AuthorityCode = string

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether text from an address or a form can be an id at all; whether it names anything is the database's to say. */
export function isId<Name extends string>(text: string): text is Id<Name> {
  return uuid.test(text)
}

/** A new id. */
export function newId<Name extends string>(): Id<Name> {
  const id: string = randomUUID()
  if (!isId<Name>(id)) throw new Error('The platform made an id that is not one.')
  return id
}

/** A secret to put in a link or a cookie: 256 bits, safe in an address. Only its hash is ever kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
