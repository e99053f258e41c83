import {
  aimsSchema,
  ladderSchema,
  sessionSchema,
  termFiles,
  termFlaw,
  boardTermSchema,
  type AlignmentContent,
} from './alignment.ts'
import type { Problem } from './problem.ts'
import { pulseFlaws, pulseSchema, type Pulse } from './pulse.ts'
import { trustFlaws, trustStatementsSchema, type TrustStatements } from './trust.ts'
import { checkedYaml, yamlOf } from './content-file.ts'

/** The ladder, the starting list of aims, the terms of a board in their order, and the walk of a pre-nup session. */
export function loadAlignment(root: string, problems: Problem[]): AlignmentContent {
  const ladder = yamlOf(root, 'alignment/ladder.yaml', ladderSchema, problems).value ?? []
  const aims = yamlOf(root, 'alignment/aims.yaml', aimsSchema, problems).value ?? []
  const session = yamlOf(root, 'alignment/session.yaml', sessionSchema, problems).value ?? []
  const files = termFiles(root).map((file) => ({ file, ...yamlOf(root, file, boardTermSchema, problems) }))
  const terms = files.flatMap(({ value }) => (value ? [value] : []))
  if (files.length === 0) problems.push({ file: 'terms', line: 1, message: 'is missing' })
  for (const { file, value } of files) {
    const message = value && termFlaw(value, file, terms)
    if (message) problems.push({ file, line: 1, message })
  }
  return { ladder, aims, session, terms: terms.toSorted((a, b) => a.order - b.order) }
}

export function loadTrust(root: string, problems: Problem[]): TrustStatements | undefined {
  return checkedYaml(root, 'trust/statements.yaml', trustStatementsSchema, trustFlaws, problems)
}

export function loadPulse(root: string, problems: Problem[]): Pulse | undefined {
  return checkedYaml(root, 'pulse/questions.yaml', pulseSchema, pulseFlaws, problems)
}
