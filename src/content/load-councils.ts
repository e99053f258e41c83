import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readArrangements } from './arrangement-file.ts'
import { collectionSchema, servicesSchema, wordsSchema } from './arrangement.ts'
import { authorityColumnsOf, columnsFileSchema, type AuthorityColumn } from './authority-column.ts'
import { readAuthorities, readSuccessions, referenceFaults } from './authority-file.ts'
import { authorityColumns } from './authority-schema.ts'
import { caseSchema, type Case } from './case.ts'
import type { Content } from './content.ts'
import type { Problem } from './problem.ts'
import { readServiceBudgets } from './service-budget.ts'
import { textOf, yamlOf } from './content-file.ts'

export function loadAuthorities(root: string, problems: Problem[]) {
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

function loadColumns(root: string, problems: Problem[]): AuthorityColumn[] {
  const file = 'authorities.columns.yaml'
  const { value } = yamlOf(root, file, columnsFileSchema, problems)
  if (!value) return []
  const { columns, faults } = authorityColumnsOf(value, authorityColumns)
  for (const message of faults) problems.push({ file, line: 1, message })
  return columns
}

export function loadArrangements(
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

export function loadCases(root: string, arrangements: Content['arrangements'], problems: Problem[]): Case[] {
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
