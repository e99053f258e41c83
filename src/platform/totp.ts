import { Secret, TOTP } from 'otpauth'

/** Six digits from an authenticator app, a new code every thirty seconds (RFC 6238; SHA-1, which every app knows). */
const periodSeconds = 30

function totp(secret: string, account = ''): TOTP {
  return new TOTP({
    issuer: 'Handfast',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  })
}

/** A secret to type into an app, in base 32: 160 bits made of 20 or more random bytes. */
export function totpSecret(random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 20))
  if (bytes.length < 20) throw new RangeError('random: 20 bytes are needed for a secret.')
  return new Secret({ buffer: bytes.buffer }).base32
}

/** The address that an app on the same device opens to take the secret over. */
export function totpAddress(secret: string, account: string): string {
  return totp(secret, account).toString()
}

/** The code of this moment. For tests and for nobody else. */
export function totpCode(secret: string, now: Date): string {
  return totp(secret).generate({ timestamp: now.getTime() })
}

/**
 * The step of time a code belongs to, or null when it is none of the last, the present or the next. Whoever accepts a code
 * keeps its step and refuses it and all before it from then on: a code seen over a shoulder is already spent.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = totp(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta
}
