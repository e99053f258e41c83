import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import { newSalt, openValue, receiptRoot, saltedDigest, sealValue, type DataKey } from '#platform/sealing.ts'

/**
 * A seal fixes a council's answers. Each answer gets a salt and a digest; the receipt is one figure over all the digests, so
 * that nobody can change an answer after seeing the others'. The answers themselves go into a packet that stays shut.
 */
export type Seal = {
  readonly root: string
  readonly digests: Readonly<Record<string, string>>
  readonly packet: Buffer
}

/** One answer with the salt that lets anybody check its digest. */
export type SaltedAnswer = { readonly answer: Json; readonly salt: string }

function packetPlace(round: RoundId, council: AuthorityCode): string {
  return `${round}|${council}|packet`
}

export function sealAnswers(
  key: DataKey,
  round: RoundId,
  council: AuthorityCode,
  answers: Readonly<Record<string, Json>>,
): Seal {
  const salted = Object.entries(answers).map(([item, answer]) => [item, { answer, salt: newSalt() }] as const)
  const digests = Object.fromEntries(
    salted.map(([item, { answer, salt }]) => [item, saltedDigest(salt, item, answer)]),
  )
  const packet = sealValue(key, packetPlace(round, council), Object.fromEntries(salted))
  return { root: receiptRoot(digests), digests, packet }
}

export function openPacket(
  key: DataKey,
  round: RoundId,
  council: AuthorityCode,
  packet: Uint8Array,
): Record<string, SaltedAnswer> {
  const value = openValue(key, packetPlace(round, council), packet)
  const opened: Record<string, SaltedAnswer> = {}
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('A packet holds no answers.')
  for (const [item, member] of Object.entries(value)) {
    if (!isSalted(member)) throw new Error('A packet holds something that is not an answer.')
    opened[item] = member
  }
  return opened
}

function isSalted(value: Json | undefined): value is SaltedAnswer {
  return (
    value !== null &&
    typeof value === 'object' &&
    'answer' in value &&
    'salt' in value &&
    typeof value.salt === 'string'
  )
}

/** What a check of a receipt finds: whole, or which statements are not what was sealed. */
export type ReceiptFinding =
  | { readonly type: 'whole' }
  | { readonly type: 'altered'; readonly items: readonly string[] }
  | { readonly type: 'digests-altered' }
  | { readonly type: 'other-receipt' }

/**
 * Holds what is now published against a receipt. `receipt` is the figure the council was given; `receiptDigests` the list in
 * its receipt file, if it kept that: with it, an altered statement is named even when the stored list was altered too.
 */
export function checkReceipt(
  published: {
    answers: Readonly<Record<string, SaltedAnswer>>
    digests: Readonly<Record<string, string>>
    root: string
  },
  receipt: string,
  receiptDigests?: Readonly<Record<string, string>>,
): ReceiptFinding {
  const against =
    receiptDigests && receiptRoot(receiptDigests) === receipt ? receiptDigests : published.digests
  const items = [...new Set([...Object.keys(against), ...Object.keys(published.answers)])].sort()
  const altered = items.filter((item) => {
    const held = published.answers[item]
    return held === undefined || saltedDigest(held.salt, item, held.answer) !== against[item]
  })
  if (altered.length > 0) return { type: 'altered', items: altered }
  if (receiptRoot(against) === receipt) return { type: 'whole' }
  return published.root === receipt ? { type: 'digests-altered' } : { type: 'other-receipt' }
}
