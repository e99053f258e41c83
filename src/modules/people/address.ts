const shape = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\].]{2,}$/u

/** An e-mail address as it is kept: without spaces around it, in small letters. Null when it cannot be one. */
export function emailAddress(typed: string): string | null {
  const address = typed.trim().toLowerCase()
  return address.length <= 254 && shape.test(address) ? address : null
}

/** A name as it is kept, or null when there is none, or more than a hundred characters. */
export function personName(typed: string): string | null {
  const name = typed.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
  return name.length > 0 && name.length <= 100 ? name : null
}

/**
 * Where to go after signing in: an address of ours and nothing else, or the start page. What a link carries could have been
 * written by anybody, so `//elsewhere.example`, `/\elsewhere` and `https:` lead home.
 */
export function localPath(text: string): string {
  if (!/^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(text) || text.length > 500) return '/'
  const home = 'http://home.invalid'
  if (!URL.canParse(text, home) || new URL(text, home).origin !== home) return '/'
  return /^\/sign-(in|out)\b/.test(text) ? '/' : text
}
