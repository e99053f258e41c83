/** A receipt as somebody pasted it: the figure alone, in groups or not, or the whole receipt file. */
export type PastedReceipt = { readonly root: string; readonly digests?: Readonly<Record<string, string>> }

const hash = /^[0-9a-f]{64}$/

/** Reads a pasted receipt; null for text that is none. */
export function receiptFrom(text: string): PastedReceipt | null {
  const root = text.replace(/\s/g, '').toLowerCase()
  if (hash.test(root)) return { root }
  const file = parsed(text)
  if (
    file === null ||
    typeof file !== 'object' ||
    !('receipt' in file) ||
    typeof file.receipt !== 'string' ||
    !hash.test(file.receipt)
  )
    return null
  const digests = 'digests' in file ? digestsFrom(file.digests) : null
  return digests ? { root: file.receipt, digests } : { root: file.receipt }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function digestsFrom(value: unknown): Record<string, string> | null {
  if (typeof value !== 'object' || value === null) return null
  const digests: Record<string, string> = {}
  for (const [item, digest] of Object.entries(value)) {
    if (typeof digest !== 'string' || !hash.test(digest)) return null
    digests[item] = digest
  }
  return digests
}
