import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { canonical, sha256, type Json } from './canonical.ts'
import { randomBytes } from './chance.ts'
import { invariant } from './errors.ts'

/**
 * Sealing: AES-256-GCM with one data key a council and round. The data key is kept wrapped by the instance key, which is
 * never in the database. Sizes are padded, so that the length of an envelope does not tell a short answer from a long one.
 *
 * A sealed value is bound to its place (which round, council, statement, part): moved elsewhere, it does not open.
 */
export type DataKey = { readonly bytes: Buffer }

const secrets = new WeakMap<DataKey, KeyObject>()

/** A key made ready once: that costs three times as much as opening a value with it, and a page opens several. */
function prepared(key: DataKey): KeyObject {
  const known = secrets.get(key)
  if (known) return known
  const made = createSecretKey(key.bytes)
  secrets.set(key, made)
  return made
}

const nonceBytes = 12
const tagBytes = 16
const paddingStep = 512

function encrypt(key: Buffer | KeyObject, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(place, 'utf8'))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer | KeyObject, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
  decipher.setAAD(Buffer.from(place, 'utf8'))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
}

/** A fresh data key, wrapped for keeping. */
export function newDataKey(instanceKey: Buffer, place: string): { key: DataKey; wrapped: Buffer } {
  const bytes = randomBytes(32)
  return { key: { bytes }, wrapped: encrypt(instanceKey, `key:${place}`, bytes) }
}

/** Opens a wrapped data key. Throws when the instance key is another one: what it sealed is then lost. */
export function unwrapDataKey(instanceKey: Buffer, place: string, wrapped: Uint8Array): DataKey {
  return { bytes: decrypt(instanceKey, `key:${place}`, wrapped) }
}

/** Seals a value: a length, the JSON, then zeros up to the next step of 512 bytes. */
export function sealValue(key: DataKey, place: string, value: Json): Buffer {
  const text = Buffer.from(JSON.stringify(value), 'utf8')
  const padded = Buffer.alloc(Math.ceil((text.length + 4) / paddingStep) * paddingStep)
  padded.writeUInt32BE(text.length, 0)
  text.copy(padded, 4)
  return encrypt(prepared(key), place, padded)
}

/** Opens what `sealValue` sealed, in the same place, with the same key; throws otherwise. */
export function openValue(key: DataKey, place: string, sealed: Uint8Array): Json {
  const padded = decrypt(prepared(key), place, sealed)
  const length = padded.readUInt32BE(0)
  invariant(length <= padded.length - 4, 'A sealed value is shorter than it says.')
  const value: Json = JSON.parse(padded.toString('utf8', 4, 4 + length))
  return value
}

/** Seals a file's bytes as they are; a file's size is not hidden. */
export function sealBytes(key: DataKey, place: string, bytes: Buffer): Buffer {
  return encrypt(prepared(key), place, bytes)
}

export function openBytes(key: DataKey, place: string, sealed: Uint8Array): Buffer {
  return decrypt(prepared(key), place, sealed)
}

/** A digest that only this instance can make: it finds a row again without keeping what it stands for. */
export function keyedDigest(instanceKey: Buffer, purpose: string, value: string): string {
  return createHmac('sha256', instanceKey).update(`${purpose}\n${value}`, 'utf8').digest('hex')
}

/** One answer's digest. The salt stops anybody from guessing a short answer by trying them all. */
export function saltedDigest(salt: string, item: string, answer: Json): string {
  return sha256(`${salt}\n${item}\n${canonical(answer)}`)
}

/** The receipt of a sealed set: one figure over every digest, so that a change to any answer changes it. */
export function receiptRoot(digests: Readonly<Record<string, string>>): string {
  return sha256(canonical(digests))
}

export function newSalt(): string {
  return randomBytes(16).toString('hex')
}
