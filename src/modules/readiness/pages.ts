import type { Framework, Statement } from '#content/framework.ts'
import type { StatementReading } from '#modules/guidance/index.ts'
import type { ReadinessDeps } from './store.ts'

/** What the pages need besides what the commands need. */
export type ReadinessPages = ReadinessDeps & { readonly frameworks: readonly Framework[] }

/** And the pages on which a statement is answered: what there is to read about it. */
export type AnswerPages = ReadinessPages & { readonly readingOf: (statement: Statement) => StatementReading }
