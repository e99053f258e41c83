/** What somebody typed, read: the value, or in plain words what to do about it. */
export type Read<T> = { readonly value: T } | { readonly problem: string }

type MoneyOptions = {
  /** What is asked for, as it stands in a sentence: "the cost of payroll". */
  readonly name: string
  readonly allowNegative?: boolean
}

// 12, 12.50, .50, 1,234.50, 1 234, and after it k, m, bn or a word; p alone means pence.
const amount =
  /^(\d{1,3}(?:([, ])\d{3})(?:\2\d{3})*|\d*)(?:\.(\d*))?\s*(p|pence|k|thousand|m|mn|mill|million|b|bn|billion)?$/
const powers: Readonly<Record<string, number>> = {
  p: -2,
  pence: -2,
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mill: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
}

/**
 * Reads a sum of money as officers type it ("£1,234.50", "1234", "350k", "£1.2 million", "(500)", "nil") into whole
 * pence. Digits are never rounded: what is not a whole number of pence is a problem, as is a comma that does not part
 * thousands, for nobody can tell what was meant.
 */
export function readPounds(typed: string, { name, allowNegative = false }: MoneyOptions): Read<number> {
  const text = plain(typed)
  if (text === '') return { problem: `Enter ${name}` }
  if (text === 'nil' || text === 'zero') return { value: 0 }
  const { isNegative, rest } = withoutSign(text)
  const [matched, whole = '', , fraction = '', unit = ''] =
    amount.exec(rest.replace(/^(?:£|gbp)\s*|\s*(?:gbp|pounds?|£)$/g, '').trim()) ?? []
  if (!matched || whole + fraction === '')
    return { problem: `${capital(name)} must be an amount of money, like 1,234 or 1,234.50` }
  const pence = shifted(whole.replace(/\D/g, ''), fraction, (powers[unit] ?? 0) + 2)
  if (pence === undefined) return { problem: `${capital(name)} must be in whole pence, like 1,234.50` }
  if (!Number.isSafeInteger(pence)) return { problem: `${capital(name)} must be less than £90,000 billion` }
  if (isNegative && pence !== 0 && !allowNegative) return { problem: `${capital(name)} must be £0 or more` }
  return { value: isNegative && pence !== 0 ? -pence : pence }
}

function plain(typed: string): string {
  return typed.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}

/** A minus, of any kind that word processors make, before or after the pound sign; or brackets, as accounts have it. */
function withoutSign(text: string): { isNegative: boolean; rest: string } {
  const bracketed = /^\((.*)\)$/.exec(text)?.[1]
  if (bracketed !== undefined) return { isNegative: true, rest: bracketed.trim() }
  const rest = text.replace(/^(£\s*)?[-\u2010-\u2015\u2212]\s*/, '$1')
  return { isNegative: rest !== text, rest }
}

/** The digits with the decimal point moved right; nothing when digits would be left behind it. */
function shifted(whole: string, fraction: string, places: number): number | undefined {
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > places) return undefined
  return Number(`${whole}${digits}${'0'.repeat(places - digits.length)}`)
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
