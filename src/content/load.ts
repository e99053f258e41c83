import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readArrangements } from './arrangement-file.ts'
import { collectionSchema, servicesSchema, wordsSchema } from './arrangement.ts'
import { bankHolidaysSchema, type BankHolidayCalendar } from './bank-holidays.ts'
import {
  aimsSchema,
  ladderSchema,
  sessionSchema,
  termFiles,
  termFlaw,
  boardTermSchema,
  type AlignmentContent,
} from './alignment.ts'
import { authorityColumnsOf, columnsFileSchema, type AuthorityColumn } from './authority-column.ts'
import { readAuthorities, readSuccessions, referenceFaults } from './authority-file.ts'
import { authorityColumns } from './authority-schema.ts'
import { caseSchema, type Case } from './case.ts'
import type { Content } from './content.ts'
import { loadExit } from './load-exit.ts'
import { deepFreeze } from './freeze.ts'
import { statementsOf, type Area, type Framework } from './framework.ts'
import { areaSchema, frameworkFileSchema, frameworkFlaws, type Flaw } from './framework-schema.ts'
import { glossaryFlaws, glossarySchema } from './glossary.ts'
import { guidanceSchema } from './guidance.ts'
import { ContentError, type Problem } from './problem.ts'
import {
  benefitRealisationSchema,
  discountRateSchema,
  optimismBiasSchema,
  parameterFlaws,
  type BenefitRealisation,
  type DiscountRates,
  type OptimismBias,
  type Parameter,
} from './parameter.ts'
import { referenceCasesSchema, type ReferenceCase } from './reference-case.ts'
import { pulseFlaws, pulseSchema, type Pulse } from './pulse.ts'
import { sandboxCouncilSchema, sandboxFileSchema, sandboxOf, type Sandbox } from './sandbox.ts'
import { sandboxCaseSchema } from './sandbox-case.ts'
import { sandboxPulseFlaws, sandboxPulseSchema, type SandboxPulse } from './sandbox-pulse.ts'
import { sandboxAlignmentFlaws, sandboxAlignmentSchema, type SandboxAlignment } from './sandbox-alignment.ts'
import { sandboxFlaws } from './sandbox-check.ts'
import { readServiceBudgets } from './service-budget.ts'
import type { Term } from './term.ts'
import { trustFlaws, trustStatementsSchema, type TrustStatements } from './trust.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

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

/**
 * The fullest framework first, as pages list them. `isWhole` is false when one could not be read at all:
 * what refers to it is then left unchecked, so that one slip does not bury itself in a hundred others.
 */
function loadFrameworks(root: string, problems: Problem[]) {
  if (!existsSync(join(root, 'frameworks'))) {
    problems.push({ file: 'frameworks', line: 1, message: 'is missing' })
    return { frameworks: [], isWhole: false }
  }
  const names = readdirSync(join(root, 'frameworks')).sort()
  const frameworks = names
    .flatMap((name) => loadFramework(root, `frameworks/${name}`, problems) ?? [])
    .sort((a, b) => statementsOf(b).length - statementsOf(a).length)
  return { frameworks, isWhole: frameworks.length === names.length }
}

function loadFramework(root: string, folder: string, problems: Problem[]): Framework | undefined {
  const mainFile = `${folder}/framework.yaml`
  const main = yamlOf(root, mainFile, frameworkFileSchema, problems)
  if (!main.value) return undefined
  const ids = main.value.areas
  const stray = readdirSync(join(root, folder)).filter(
    (name) => name !== 'framework.yaml' && !ids.some((id) => name === `${id}.yaml`),
  )
  for (const name of stray)
    problems.push({ file: `${folder}/${name}`, line: 1, message: 'is not among the areas of framework.yaml' })

  const files = ids.map((id) => yamlOf(root, `${folder}/${id}.yaml`, areaSchema, problems))
  const areas = files.flatMap(({ value }): Area[] => (value ? [value] : []))
  if (areas.length < ids.length) return undefined

  const framework: Framework = { ...main.value, areas }
  const flaws = [...frameworkFlaws(framework), ...fileNameFlaws(folder, framework, ids)]
  for (const flaw of flaws) problems.push(placeOf(flaw, folder, ids, main, files))
  return framework
}

function fileNameFlaws(folder: string, { id, areas }: Framework, ids: string[]): Flaw[] {
  const flaws: Flaw[] = []
  if (!folder.endsWith(`/${id}`)) flaws.push({ path: ['id'], message: `"${id}" is not the folder's name` })
  areas.forEach((area, i) => {
    if (area.id !== ids[i])
      flaws.push({ path: ['areas', i, 'id'], message: `"${area.id}" is not the file's name` })
  })
  return flaws
}

/** A flaw in an area is one of that area's own file; any other is one of `framework.yaml`. */
function placeOf(
  { path, message }: Flaw,
  folder: string,
  ids: string[],
  main: YamlFile<unknown>,
  areas: YamlFile<unknown>[],
): Problem {
  const [key, index, ...rest] = path
  const area = key === 'areas' && typeof index === 'number' ? areas[index] : undefined
  if (area && typeof index === 'number')
    return {
      file: `${folder}/${ids[index]}.yaml`,
      line: area.lineOf(rest),
      message: `${rest.join('.')} ${message}`,
    }
  return {
    file: `${folder}/framework.yaml`,
    line: main.lineOf(path),
    message: `${path.join('.')} ${message}`,
  }
}

/** The ladder, the starting list of aims, the terms of a board in their order, and the walk of a pre-nup session. */
function loadAlignment(root: string, problems: Problem[]): AlignmentContent {
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

function loadSandboxAlignment(
  root: string,
  alignment: AlignmentContent,
  problems: Problem[],
): SandboxAlignment | undefined {
  const file = 'sandbox/alignment.yaml'
  const { value, lineOf } = yamlOf(root, file, sandboxAlignmentSchema, problems)
  for (const { path, message } of value ? sandboxAlignmentFlaws(value, alignment) : [])
    problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
  return value
}

function loadSandboxPulse(
  root: string,
  pulse: Pulse | undefined,
  problems: Problem[],
): SandboxPulse | undefined {
  const file = 'sandbox/pulse-and-power.yaml'
  const { value, lineOf } = yamlOf(root, file, sandboxPulseSchema, problems)
  for (const { path, message } of value && pulse ? sandboxPulseFlaws(value, pulse) : [])
    problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
  return value
}

function loadGlossary(root: string, known: Framework[] | undefined, problems: Problem[]): Term[] {
  const file = 'glossary.yaml'
  const { value = [], lineOf } = yamlOf(root, file, glossarySchema, problems)
  for (const { path, message } of known ? glossaryFlaws(value, known) : [])
    problems.push({ file, line: lineOf(path), message })
  return value
}

function loadAuthorities(root: string, problems: Problem[]) {
  const file = 'authorities.csv'
  const { authorities, problems: rowProblems } = readAuthorities(file, textOf(root, file, problems))
  const { successions, problems: successionProblems } = readSuccessions(
    'successions.csv',
    textOf(root, 'successions.csv', problems),
  )
  problems.push(...rowProblems, ...successionProblems)
  if (rowProblems.length + successionProblems.length === 0)
    for (const message of referenceFaults(authorities, successions)) problems.push({ file, line: 1, message })
  // A council whose own row is wrong is not known; its budget is not to blame.
  const known = rowProblems.length > 0 ? null : new Set(authorities.map(({ code }) => code))
  const budgets = 'service-budgets.csv'
  const read = readServiceBudgets(budgets, textOf(root, budgets, problems), known)
  problems.push(...read.problems)
  const { serviceBudgets } = read
  return { authorities, successions, serviceBudgets, authorityColumns: loadColumns(root, problems) }
}

function loadArrangements(
  root: string,
  known: Pick<Content, 'authorities' | 'successions'>,
  problems: Problem[],
): Pick<Content, 'arrangements' | 'services' | 'national' | 'collection'> | undefined {
  const folder = 'arrangements'
  const words = yamlOf(root, `${folder}/words.yaml`, wordsSchema, problems)
  const { value: services = [] } = yamlOf(root, `${folder}/services.yaml`, servicesSchema, problems)
  const { value: collection } = yamlOf(root, `${folder}/collection.yaml`, collectionSchema, problems)
  if (!words.value || !collection) return undefined
  const read = readArrangements({
    arrangements: textOf(root, `${folder}/arrangements.csv`, problems),
    members: textOf(root, `${folder}/members.csv`, problems),
    national: textOf(root, `${folder}/national.csv`, problems),
    words: words.value,
    services,
  })
  problems.push(...read.problems)
  const codes = new Set([
    ...known.authorities.map(({ code }) => code),
    ...known.successions.map(({ predecessor }) => predecessor),
  ])
  for (const { id, members } of read.arrangements)
    for (const { council } of members)
      if (!codes.has(council))
        problems.push({
          file: `${folder}/members.csv`,
          line: 1,
          message: `${id}: "${council}" is no council`,
        })
  return { arrangements: read.arrangements, services, national: read.national, collection }
}

function loadCases(root: string, arrangements: Content['arrangements'], problems: Problem[]): Case[] {
  const folder = join(root, 'cases')
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const cases = names.flatMap((name): Case[] => {
    const { value } = yamlOf(root, `cases/${name}`, caseSchema, problems)
    if (value && name !== `${value.id}.yaml`)
      problems.push({ file: `cases/${name}`, line: 1, message: `"${value.id}" is not the file's name` })
    return value ? [value] : []
  })
  const known = new Set(cases.map(({ id }) => id))
  for (const { id, case: named } of arrangements)
    if (named !== null && !known.has(named))
      problems.push({
        file: 'arrangements/words.yaml',
        line: 1,
        message: `${id}: there is no case "${named}"`,
      })
  return cases.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

function loadTermGuidance(root: string, glossary: Term[], problems: Problem[]) {
  const file = 'guidance/terms.yaml'
  const { value, lineOf } = yamlOf(root, file, guidanceSchema, problems)
  for (const id of Object.keys(value?.articles ?? {}))
    // When the glossary could not be read at all, that is said once.
    if (glossary.length > 0 && !glossary.some((term) => term.id === id))
      problems.push({ file, line: lineOf(['articles', id]), message: `"${id}" is no word of the glossary` })
  return value
}

function loadColumns(root: string, problems: Problem[]): AuthorityColumn[] {
  const file = 'authorities.columns.yaml'
  const { value } = yamlOf(root, file, columnsFileSchema, problems)
  if (!value) return []
  const { columns, faults } = authorityColumnsOf(value, authorityColumns)
  for (const message of faults) problems.push({ file, line: 1, message })
  return columns
}

function loadSandbox(root: string, known: Framework[] | undefined, problems: Problem[]): Sandbox | undefined {
  const main = yamlOf(root, 'sandbox/sandbox.yaml', sandboxFileSchema, problems)
  if (!main.value) return undefined
  const files = new Map(
    main.value.councils.map(({ id }) => [
      id,
      yamlOf(root, `sandbox/${id}.yaml`, sandboxCouncilSchema, problems),
    ]),
  )
  const councils = [...files.values()].flatMap(({ value }) => (value ? [value] : []))
  const { value: businessCase } = yamlOf(root, 'sandbox/business-case.yaml', sandboxCaseSchema, problems)
  if (councils.length < files.size || !businessCase) return undefined
  const sandbox = sandboxOf(main.value, councils, businessCase)
  for (const { path, message } of known ? sandboxFlaws(sandbox, known) : []) {
    const [key = '', council, ...rest] = path
    const own = files.get(String(council))
    const file = own ? `sandbox/${council}.yaml` : 'sandbox/sandbox.yaml'
    const line = own ? own.lineOf([key, ...rest]) : main.lineOf(path)
    problems.push({ file, line, message: `${own ? [key, ...rest].join('.') : path.join('.')} ${message}` })
  }
  return sandbox
}

function loadHolidays(root: string, problems: Problem[]): BankHolidayCalendar | undefined {
  const file = 'parameters/bank-holidays.yaml'
  const { value, lineOf } = yamlOf(root, file, bankHolidaysSchema, problems)
  const calendar = value?.calendars[value.nations.england]
  if (value && !calendar)
    problems.push({ file, line: lineOf(['nations', 'england']), message: 'has no calendar for England' })
  return calendar
}

function loadPulse(root: string, problems: Problem[]): Pulse | undefined {
  const file = 'pulse/questions.yaml'
  const { value, lineOf } = yamlOf(root, file, pulseSchema, problems)
  for (const { path, message } of value ? pulseFlaws(value) : [])
    problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
  return value
}

function loadTrust(root: string, problems: Problem[]): TrustStatements | undefined {
  const file = 'trust/statements.yaml'
  const { value, lineOf } = yamlOf(root, file, trustStatementsSchema, problems)
  for (const { path, message } of value ? trustFlaws(value) : [])
    problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
  return value
}

function loadParameters(root: string, problems: Problem[]): Content['parameters'] | undefined {
  const read = <Value>(
    name: string,
    schema: Parameters<typeof readYaml>[2],
  ): Parameter<Value> | undefined => {
    const file = `parameters/${name}.yaml`
    const { value, lineOf } = yamlOf(root, file, schema, problems)
    // Its schema has just passed: that is what the compiler cannot see.
    const parameter = value as Parameter<Value> | undefined
    for (const { path, message } of parameter ? parameterFlaws(parameter) : [])
      problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
    return parameter
  }
  const discountRate = read<DiscountRates>('discount-rate', discountRateSchema)
  const optimismBias = read<OptimismBias>('optimism-bias', optimismBiasSchema)
  const benefitRealisation = read<BenefitRealisation>('benefit-realisation', benefitRealisationSchema)
  return discountRate && optimismBias && benefitRealisation
    ? { discountRate, optimismBias, benefitRealisation }
    : undefined
}

function loadReferenceCases(root: string, problems: Problem[]): readonly ReferenceCase[] {
  return yamlOf(root, 'reference-cases.yaml', referenceCasesSchema, problems).value ?? []
}

function yamlOf<Schema extends Parameters<typeof readYaml>[2]>(
  root: string,
  file: string,
  schema: Schema,
  problems: Problem[],
) {
  const read = readYaml(file, textOf(root, file, problems), schema)
  if (existsSync(join(root, file))) problems.push(...read.problems)
  return read
}

function textOf(root: string, file: string, problems: Problem[]): string {
  if (existsSync(join(root, file))) return readFileSync(join(root, file), 'utf8')
  problems.push({ file, line: 1, message: 'is missing' })
  return ''
}
