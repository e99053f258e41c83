import type { Framework, Statement } from '#content/framework.ts'
import { readQuickCheck } from '#engine/quick-check-file.ts'
import type { ImportRow, RowError } from './answers-import.ts'

/** A quick check as rows to look at, like those of a sheet; or what is wrong with its file, in words. */
export type QuickCheckImport =
  | { readonly rows: ImportRow[]; readonly errors: RowError[]; readonly warnings: string[] }
  | { readonly wrong: string }

/** Whether a file could be a saved quick check rather than a spreadsheet: it begins as JSON does. */
export function looksLikeQuickCheck(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart()
  return start.startsWith('{')
}

/**
 * Reads the file that a quick check saved. It answers with levels alone, so reasons, evidence and notes stay as they are. Made
 * with other questions it is refused; made with another version of the same, it is read and said.
 */
export function fromQuickCheck(
  bytes: Uint8Array,
  asked: { readonly framework: Framework; readonly statements: readonly Statement[] },
): QuickCheckImport {
  const read = readQuickCheck(new TextDecoder().decode(bytes))
  if (!read.ok) return { wrong: read.problem }
  const { framework } = read
  if (framework.id !== asked.framework.id)
    return {
      wrong: `This quick check was made with other questions than this round asks (${framework.id}). Nothing was changed.`,
    }
  const rows: ImportRow[] = []
  const errors: RowError[] = []
  for (const [index, { statement: item, answer }] of read.answers.entries()) {
    const statement = asked.statements.find(({ id }) => id === item)
    const row = index + 1
    const reading = answer.kind === 'level' ? (`level-${answer.level}` as const) : answer.kind
    if (statement) rows.push({ row, item, number: statement.number, fields: { reading }, over: null })
    else errors.push({ row, number: null, problem: { type: 'unknown-statement', given: item } })
  }
  const isOther = framework.version !== asked.framework.version
  const warning = `The quick check was made with version ${framework.version} of these questions; this round asks version ${asked.framework.version}. Check each level.`
  return { rows, errors, warnings: isOther ? [warning] : [] }
}
