/** The rules for keeping what somebody typed until the server has it. Pure: the page's part is in `keep-text.ts`. */
export type KeptText = {
  /** Who typed it, for which council. Nobody else is ever shown it. */
  readonly owner: string
  /** What the server had put in the field when the typing began. */
  readonly from: string
  readonly text: string
  /** When, in milliseconds of the browser's clock. */
  readonly at: number
}

/** What to do with a kept text when its field is drawn again. */
export type Outcome =
  /** It is saved, or too old, or somebody else's: throw it away. */
  | { readonly kind: 'forget' }
  /** The server has what it had before: put the text back. */
  | { readonly kind: 'restore'; readonly text: string }
  /** The server has something newer: show both and let the person choose. */
  | { readonly kind: 'show-both'; readonly text: string }

/** As long as the longest session. After that the text of a shared computer is nobody's business. */
const keptForMilliseconds = 12 * 60 * 60 * 1000

export function outcome(kept: KeptText, field: { serverText: string; owner: string }, now: number): Outcome {
  if (kept.owner !== field.owner || now - kept.at > keptForMilliseconds) return { kind: 'forget' }
  if (sameText(kept.text, field.serverText)) return { kind: 'forget' }
  return sameText(kept.from, field.serverText)
    ? { kind: 'restore', text: kept.text }
    : { kind: 'show-both', text: kept.text }
}

/** Reads what was stored; anything that is not a kept text (another version's, or tampered with) is nothing. */
export function parseKept(stored: string | null): KeptText | undefined {
  if (stored === null) return undefined
  try {
    const value: unknown = JSON.parse(stored)
    return isKept(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is KeptText {
  if (typeof value !== 'object' || value === null) return false
  const kept = value as Record<keyof KeptText, unknown>
  return (
    typeof kept.owner === 'string' &&
    typeof kept.from === 'string' &&
    typeof kept.text === 'string' &&
    typeof kept.at === 'number'
  )
}

/** Forms send line ends as CR LF; fields hold LF. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n')
}
