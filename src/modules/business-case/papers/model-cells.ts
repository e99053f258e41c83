import type { FormulaCell, Shows } from '#platform/formula-sheet.ts'

/** The cells that the sheets of a model are made of. */
export type Row = FormulaCell[]

export const title = (text: string): FormulaCell => ({ text, look: 'title' })
export const line = (text: string): FormulaCell => ({ text, look: 'line' })
export const head = (text: string): FormulaCell => ({ text, look: 'heading' })
/** The heading of a column of numbers, above their right edge. */
export const figures = (text: string): FormulaCell => ({ text, look: 'figures' })
export const worked = (formula: string, shows: Shows): FormulaCell => ({ formula, shows })
export const total = (formula: string): FormulaCell => ({ formula, isStrong: true, shows: 'pounds' })
export const number = (value: number, shows: Shows): FormulaCell => ({ value, shows })

/** The first row under a sheet's title, its note and its headings. */
export const firstRow = 4
