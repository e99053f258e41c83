/** When a session ends and what to say about it. Pure: the dialog is in `session-warning.ts`. */
export type SessionEnds = {
  /** Milliseconds of the browser's clock. Moves on with every answer from the server. */
  readonly idleAt: number
  /** Never moves. */
  readonly absoluteAt: number
}

export type Warning =
  | { readonly kind: 'none' }
  /** Staying signed in is possible. */
  | { readonly kind: 'idle'; readonly endsAt: number; readonly minutes: number }
  /** It is not: nobody stays signed in for longer than the limit. */
  | { readonly kind: 'absolute'; readonly endsAt: number; readonly minutes: number }
  | { readonly kind: 'ended' }

const warnFor = 5 * 60_000

/** Five minutes before the end, whichever end comes first. */
export function warning({ idleAt, absoluteAt }: SessionEnds, now: number): Warning {
  const endsAt = Math.min(idleAt, absoluteAt)
  if (now >= endsAt) return { kind: 'ended' }
  if (now < endsAt - warnFor) return { kind: 'none' }
  return {
    kind: absoluteAt <= idleAt ? 'absolute' : 'idle',
    endsAt,
    minutes: Math.ceil((endsAt - now) / 60_000),
  }
}
