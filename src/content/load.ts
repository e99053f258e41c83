import type { Content } from './content.ts'
import { loadExit } from './load-exit.ts'
import { deepFreeze } from './freeze.ts'
import { ContentError, type Problem } from './problem.ts'
import { loadFrameworks, loadGlossary, loadTermGuidance } from './load-frameworks.ts'
import { loadAuthorities, loadArrangements, loadCases } from './load-councils.ts'
import { loadSandbox, loadSandboxAlignment, loadSandboxPulse } from './load-sandbox.ts'
import { loadAlignment, loadTrust, loadPulse } from './load-questions.ts'
import { loadParameters, loadReferenceCases, loadHolidays } from './load-parameters.ts'

export { ContentError } from './problem.ts'
export type { Content } from './content.ts'

/**
 * Reads and checks everything under `root` (the project's `content` folder) and freezes it.
 * Throws one `ContentError` with all problems, each with its file (relative to `root`) and line.
 */
export function loadContent(root: string): Content {
  const problems: Problem[] = []
  const { frameworks, isWhole } = loadFrameworks(root, problems)
  const known = isWhole ? frameworks : undefined
  const glossary = loadGlossary(root, known, problems)
  const councils = loadAuthorities(root, problems)
  const alignment = loadAlignment(root, problems)
  const sandboxAlignment = loadSandboxAlignment(root, alignment, problems)
  const sandbox = loadSandbox(root, known, problems)
  const shared = loadArrangements(root, councils, problems)
  const parameters = loadParameters(root, problems)
  const referenceCases = loadReferenceCases(root, problems)
  const trust = loadTrust(root, problems)
  const pulse = loadPulse(root, problems)
  const sandboxPulse = loadSandboxPulse(root, pulse, problems)
  const holidays = loadHolidays(root, problems)
  const cases = loadCases(root, shared?.arrangements ?? [], problems)
  const termGuidance = loadTermGuidance(root, glossary, problems)
  const exit = loadExit(root, councils.authorities, problems)
  if (
    problems.length > 0 ||
    !sandboxAlignment ||
    !sandbox ||
    !shared ||
    !parameters ||
    !trust ||
    !pulse ||
    !sandboxPulse ||
    !holidays ||
    !termGuidance ||
    !exit
  )
    throw new ContentError(problems)
  return deepFreeze({
    frameworks,
    glossary,
    ...councils,
    ...shared,
    sandbox,
    trust,
    pulse,
    holidays,
    cases,
    parameters,
    referenceCases,
    termGuidance,
    ...exit,
    alignment,
    sandboxAlignment,
    sandboxPulse,
  })
}
