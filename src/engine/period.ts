import { BadInput } from '#engine/bad-input.ts'

const FORMS = [
  { name: 'month', form: /^(\d{4})-(\d{2})$/, perYear: 12 },
  { name: 'quarter', form: /^(\d{4})-Q([1-4])$/, perYear: 4 },
  { name: 'year', form: /^(\d{4})$/, perYear: 1 },
] as const

/** A reporting period read from its name, as a running number so that neighbours differ by one. */
export type Period = { kind: (typeof FORMS)[number]['name']; index: number }

/** The period that a name gives, or null when it gives none. O(1). */
export function periodOf(name: string): Period | null {
  for (const { name: kind, form, perYear } of FORMS) {
    const parts = form.exec(name)
    if (parts === null) continue
    const part = kind === 'year' ? 1 : Number(parts[2])
    return part >= 1 && part <= perYear ? { kind, index: Number(parts[1]) * perYear + part - 1 } : null
  }
  return null
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
