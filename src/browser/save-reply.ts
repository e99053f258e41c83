/**
 * What the server may answer to one saved field, as the page understands it. Pure: the page's part is in `autosave.ts`.
 *
 *   200 `{ "savedAt": "10:42", "fields": { "version": "4" } }`   saved; hidden fields take the new values
 *   409 `{ "message": "…" }`   somebody else saved this first; the message says what they wrote
 *   422 `{ "message": "…" }`   what was typed can't be taken, and what to do
 *   401, 403 or a redirect     signed out
 *   anything else, or nothing  try again
 */
export type SaveReply =
  | {
      readonly kind: 'saved'
      readonly savedAt: string | undefined
      readonly fields: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'try-again' }

export function saveReply(status: number, body: unknown): SaveReply {
  const reply = isRecord(body) ? body : {}
  if (status >= 200 && status < 300)
    return {
      kind: 'saved',
      savedAt: typeof reply.savedAt === 'string' ? reply.savedAt : undefined,
      fields: stringsOf(reply.fields),
    }
  if (status === 409 || status === 422)
    return {
      kind: 'refused',
      message: typeof reply.message === 'string' ? reply.message : withoutReason[status],
    }
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) return { kind: 'signed-out' }
  return { kind: 'try-again' }
}

const withoutReason = {
  409: 'Somebody else has changed this since you opened it. Open the page again to see both.',
  422: 'This was not saved. Check it and try again.',
} as const

/** How long to wait before the next try, in milliseconds: 2 seconds, doubling to at most 30. */
export function retryDelay(failures: number): number {
  return Math.min(30_000, 2_000 * 2 ** Math.max(0, failures - 1))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function stringsOf(value: unknown): Record<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : []
  return Object.fromEntries(
    entries.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  )
}
