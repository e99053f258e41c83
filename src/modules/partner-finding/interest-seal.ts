import { keyedDigest, openValue, sealValue, type DataKey } from '#platform/sealing.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Interest } from './interest.ts'

/**
 * How an interest is kept from everybody. The council's key comes from the instance key and the council's code, and is kept
 * nowhere: no row says that a council has one. Who holds the instance key can work all of it out, and the pages say so.
 */
export function interestKey(instanceKey: Buffer, council: AuthorityCode): DataKey {
  return { bytes: Buffer.from(keyedDigest(instanceKey, 'partner-finding key', council), 'hex') }
}

/** Whose an interest is, to nobody who lacks the key. */
export function ownerDigest(instanceKey: Buffer, council: AuthorityCode): Buffer {
  return Buffer.from(keyedDigest(instanceKey, 'partner-finding owner', council), 'hex')
}

/** An interest from one council in another for a service. The answering one has the two the other way round. */
export function interestTag(
  instanceKey: Buffer,
  of: { readonly from: AuthorityCode; readonly in: AuthorityCode; readonly service: string },
): Buffer {
  return Buffer.from(
    keyedDigest(instanceKey, 'partner-finding interest', JSON.stringify([of.from, of.in, of.service])),
    'hex',
  )
}

type Sealed = Omit<Interest, 'id'>

const placeOf = (id: string) => `interest|${id}`

/** One size whatever is in it: all fields are short. */
export function sealInterest(key: DataKey, { id, ...interest }: Interest): Buffer {
  const { target, service, since, withdrawnOn } = interest
  return sealValue(key, placeOf(id), { target, service, since, withdrawnOn } satisfies Sealed)
}

export function openInterest(
  key: DataKey,
  row: { readonly id: string; readonly sealed: Uint8Array },
): Interest {
  // Written by `sealInterest`, and bound to its row.
  const value = openValue(key, placeOf(row.id), row.sealed) as Sealed
  return { id: row.id, ...value }
}
