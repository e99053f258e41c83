import { BadInput } from './bad-input.ts'

/** A reporting period read from its name, as a running number so that neighbours differ by one. */
export type Period = { kind: 'month' | 'quarter' | 'year'; index: number }

/** The period that a name gives, or null when it gives none. O(1). */
export function periodOf(name: string): Period | null {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(name)) {
    return { kind: 'month', index: Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1 }
  }
  if (/^\d{4}-Q[1-4]$/.test(name)) {
    return { kind: 'quarter', index: Number(name.slice(0, 4)) * 4 + Number(name.slice(6)) - 1 }
  }
  return /^\d{4}$/.test(name) ? { kind: 'year', index: Number(name) } : null
}

/** Reads "2026-04" (month), "2026-Q2" (quarter) or "2026" (year). Throws `BadInput` for anything else. O(1). */
export function readPeriod(name: string, field: string): Period {
  const period = periodOf(name)
  if (period === null) throw new BadInput(field, `"${name}" is not a period; write 2026-04, 2026-Q2 or 2026`)
  return period
}

/** The name of a period: the inverse of `readPeriod`. O(1). */
export function periodName({ kind, index }: Period): string {
  if (kind === 'year') return String(index).padStart(4, '0')
  const perYear = kind === 'month' ? 12 : 4
  const year = String(Math.floor(index / perYear)).padStart(4, '0')
  const part = (index % perYear) + 1
  return kind === 'month' ? `${year}-${String(part).padStart(2, '0')}` : `${year}-Q${part}`
}
