import type { FastifyReply } from 'fastify'

/** The names of our cookies. On a secure address they carry the prefix that stops anybody else from setting them. */
export function cookieNames(url: string): { session: string; sandbox: string } {
  const prefix = url.startsWith('https:') ? '__Host-' : ''
  return { session: `${prefix}handfast`, sandbox: `${prefix}handfast-sandbox` }
}

/** Sets a cookie for this browser session. `lax`, because people arrive by a link in a mail. */
export function setCookie(reply: FastifyReply, url: string, name: string, value: string): void {
  void reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.startsWith('https:'),
  })
}

export function clearCookie(reply: FastifyReply, url: string, name: string): void {
  void reply.clearCookie(name, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.startsWith('https:'),
  })
}
