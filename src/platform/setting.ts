import { isIP } from 'node:net'

/** What reading a setting's text gives: its value, or what the text must be instead, to follow "PORT must be ". */
export type Reading<T> = { readonly value: T } | { readonly mustBe: string }

/**
 * One setting of the program, from the environment. `fallback` is used when it is not set, or set to nothing; a name in
 * braces stands for that setting's value. Without a fallback the setting is off.
 */
export type Setting<T> = {
  readonly name: string
  readonly fallback?: string
  readonly meaning: string
  /** True when the text must never be shown, because it holds a password or a key. */
  readonly secret?: true
  readonly read: (text: string, root: string) => Reading<T>
}

export function wholeNumber(least: number, most: number): (text: string) => Reading<number> {
  return (text) => {
    const value = Number(text)
    const fits = /^\d{1,9}$/.test(text) && value >= least && value <= most
    return fits ? { value } : { mustBe: `a whole number from ${least} to ${most}` }
  }
}

export function oneOf<const T extends string>(...choices: readonly T[]): (text: string) => Reading<T> {
  return (text) => {
    const value = choices.find((choice) => choice === text)
    return value === undefined ? { mustBe: `one of ${choices.join(', ')}` } : { value }
  }
}

export function onOrOff(text: string): Reading<boolean> {
  return text === 'on' || text === 'off' ? { value: text === 'on' } : { mustBe: 'on or off' }
}

/** A host name or an address to listen on, without a port. */
export function host(text: string): Reading<string> {
  const fits = isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)
  return fits
    ? { value: text }
    : { mustBe: 'a host name or address without a port, such as 127.0.0.1 or 0.0.0.0' }
}

/** The address people type: scheme, host and perhaps port, and nothing after. */
export function publicAddress(text: string): Reading<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const fits =
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    `${url.pathname}${url.search}${url.hash}` === '/'
  if (!fits)
    return { mustBe: 'a web address with nothing after the host, such as https://handfast.example.gov.uk' }
  return { value: url.origin }
}

/** The address of a server, with the schemes that it may have. The text can hold a password. */
export function serverAddress(
  example: string,
  ...schemes: readonly string[]
): (text: string) => Reading<string> {
  return (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const fits = url !== undefined && schemes.includes(url.protocol.slice(0, -1))
    return fits ? { value: text } : { mustBe: `an address such as ${example}` }
  }
}

/** Whom mail comes from: an address, or a name and an address. */
export function mailbox(text: string): Reading<string> {
  const fits = /^([^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(text)
  return fits ? { value: text } : { mustBe: 'a mail address, such as Handfast <handfast@example.gov.uk>' }
}

/** A time of day, as hours and minutes. */
export type TimeOfDay = { readonly hour: number; readonly minute: number }

export function timeOfDay(text: string): Reading<TimeOfDay> {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  if (hour === undefined || minute === undefined)
    return { mustBe: 'a time from 00:00 to 23:59, such as 02:30' }
  return { value: { hour: Number(hour), minute: Number(minute) } }
}

/** A key of 32 bytes in base64. */
export function key(text: string): Reading<Buffer> {
  const value = Buffer.from(text, 'base64')
  const fits = value.length === 32 && value.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  return fits ? { value } : { mustBe: '32 random bytes in base64, as "openssl rand -base64 32" prints them' }
}

/** The proxies whose word we take for who is asking: none, or their addresses. Anybody's word is nobody's. */
export function proxies(text: string): Reading<false | readonly string[]> {
  if (text === 'off') return { value: false }
  const value = text.split(',').map((part) => part.trim())
  const fits = value.every((part) => /^(loopback|linklocal|uniquelocal)$/.test(part) || isAddressRange(part))
  return fits
    ? { value }
    : { mustBe: 'off, or the addresses of your proxies, such as loopback or 10.0.0.0/8' }
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
