import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'

/**
 * Passwords are kept as argon2id hashes with 19 MiB, two passes and one lane, as the OWASP password storage cheat sheet
 * gives for argon2id, in the PHC string format. About 50 ms of one core: never inside a database transaction.
 */
const memoryKib = 19 * 1024
const passes = 2
const lanes = 1
const hashBytes = 32
const saltBytes = 16

export const shortestPassword = 12
/** Longer is refused and not cut, so that what somebody types is all of what counts. */
export const longestPassword = 200

/** What is wrong with a new password. */
export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'own-name'

/** Words that begin most passwords people are made to choose. With digits or signs around them they are guessed first. */
const worn = new Set(
  `password passw0rd welcome qwerty qwertyuiop qwertyuiopasdf asdfghjkl zxcvbnm letmein letmeinplease admin administrator
  iloveyou sunshine princess football liverpool arsenal chelsea monkey dragon master shadow superman batman trustno
  changeme changemenow secret default guest login computer internet council councillor borough district county handfast
  spring summer autumn winter january february march april june july august september october november december monday
  friday abcdefghijkl abcdefgh correcthorsebatterystaple thisismypassword mypassword`.split(/\s+/),
)

/** Why this cannot be a new password, or null. `own` are words such as the person's name and address. */
export function passwordFault(password: string, own: readonly string[] = []): PasswordFault | null {
  const length = Array.from(password).length
  if (length < shortestPassword) return 'too-short'
  if (length > longestPassword) return 'too-long'
  const plain = bare(password)
  if (new Set(password).size < 5 || isRun(password) || plain === '' || isWorn(plain)) return 'common'
  if (own.flatMap((word) => [word, ...word.split(/[\s@]/)]).some((word) => bare(word) === plain))
    return 'own-name'
  return null
}

/** Letters alone, in lower case, with the usual disguises (0 for o, @ for a) taken off. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<=\p{L})[0@$13](?=\p{L})/gu, (sign) => disguises[sign] ?? sign)
    .replace(/[^\p{L}]/gu, '')
}

const disguises: Readonly<Record<string, string>> = { '0': 'o', '@': 'a', $: 's', '1': 'i', '3': 'e' }

/** A worn word, once or several times over. */
function isWorn(plain: string): boolean {
  for (let size = plain.length; size >= 3; size--)
    if (plain.length % size === 0 && plain === plain.slice(0, size).repeat(plain.length / size))
      if (worn.has(plain.slice(0, size))) return true
  return false
}

/** 123456789012, abcdefghijkl and the same backwards. */
function isRun(text: string): boolean {
  const steps = text
    .split('')
    .map((character, i) => (i === 0 ? 1 : (character.codePointAt(0) ?? 0) - (text.codePointAt(i - 1) ?? 0)))
  return steps.filter((step) => Math.abs(step) === 1).length >= text.length - 2
}

/** The hash to keep of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, { memory: memoryKib, passes, parallelism: lanes })
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`
}

/** Nobody's hash. Holding a password against it takes as long as holding it against somebody's. */
const nobodys = `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(Buffer.alloc(saltBytes))}$${base64(Buffer.alloc(hashBytes))}`

/**
 * Whether a password is the one a hash was made of. Without a hash (nobody has this address, or they set no password)
 * the same work is done and the answer is no.
 */
export async function verifyPassword(password: string, kept: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(kept ?? nobodys)
  if (!parts) throw new Error('A kept password hash is not in the format it was written in.')
  const [, memory, times, width, salt, hash] = parts
  const expected = Buffer.from(hash ?? '', 'base64')
  const cost = { memory: Number(memory), passes: Number(times), parallelism: Number(width) }
  const given = await derive(password, Buffer.from(salt ?? '', 'base64'), cost)
  return given.length === expected.length && timingSafeEqual(given, expected) && kept !== null
}

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>

/** The same letters typed on another keyboard may come in other code points: they are made one first (NFKC). */
function derive(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  const message = Buffer.from(password.slice(0, longestPassword * 2).normalize('NFKC'), 'utf8')
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, tagLength: hashBytes, ...cost }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
