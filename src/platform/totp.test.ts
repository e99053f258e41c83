import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totpAddress, totpCode, totpSecret, totpStep } from './totp.ts'

/** The secret and times of RFC 6238, appendix B; its codes have eight digits, of which six are the last. */
const secret = totpSecret(Buffer.from('12345678901234567890', 'ascii'))
const vectors = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
] as const

test('codes are those of the standard', () => {
  for (const [seconds, code] of vectors)
    assert.equal(totpCode(secret, new Date(seconds * 1000)), code.slice(2))
})

test('a code is right in its own half minute and the ones beside it, and says which it was', () => {
  const now = new Date(1111111111 * 1000)
  const at = (minutes: number) => totpCode(secret, new Date(now.getTime() + minutes * 60_000))
  const step = Math.floor(1111111111 / 30)
  assert.equal(totpStep(secret, at(0), now), step)
  assert.equal(totpStep(secret, at(0.5), now), step + 1)
  assert.equal(totpStep(secret, at(-0.5), now), step - 1)
  assert.equal(totpStep(secret, at(1), now), null)
  assert.equal(totpStep(secret, at(-1), now), null)
})

test('a code may be typed with spaces, and anything else is no code', () => {
  const now = new Date(59_000)
  assert.equal(totpStep(secret, '287 082', now), 1)
  for (const typed of ['', '28708', '2870822', 'abcdef', '２８７０８２'])
    assert.equal(totpStep(secret, typed, now), null)
})

test('the address for an app names the service and the account', () => {
  assert.equal(
    totpAddress(secret, 'mary@ashby.example'),
    `otpauth://totp/Handfast:mary%40ashby.example?issuer=Handfast&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  )
  assert.throws(() => totpSecret(Buffer.alloc(19)), /20 bytes/)
})
