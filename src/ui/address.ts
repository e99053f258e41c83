const scheme = /^[a-z][a-z0-9+.-]*:/i
const allowed = /^(?:https?|mailto|tel):/i

/**
 * The address, when a link may lead there (http, https, mail, telephone, or a place on this site); otherwise
 * `#blocked`, so that a `javascript:` or `data:` address somebody typed draws a dead link and never runs. Every
 * component passes its `href` through here.
 */
export function safeAddress(address: string): string {
  if (address.startsWith('/') || address.startsWith('#') || address.startsWith('?')) return address
  // A browser drops control characters and blanks before it reads the scheme, so they must not hide one from us.
  const read = address.replace(/[\p{Cc}\s]/gu, '')
  return !scheme.test(read) || allowed.test(read) ? address : '#blocked'
}
