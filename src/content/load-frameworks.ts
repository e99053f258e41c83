import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { statementsOf, type Area, type Framework } from './framework.ts'
import { areaSchema, frameworkFileSchema, frameworkFlaws, type Flaw } from './framework-schema.ts'
import { glossaryFlaws, glossarySchema } from './glossary.ts'
import { guidanceSchema } from './guidance.ts'
import type { Problem } from './problem.ts'
import type { Term } from './term.ts'
import type { YamlFile } from './yaml-file.ts'
import { yamlOf } from './content-file.ts'

/**
 * The fullest framework first, as pages list them. `isWhole` is false when one could not be read at all:
 * what refers to it is then left unchecked, so that one slip does not bury itself in a hundred others.
 */
export function loadFrameworks(root: string, problems: Problem[]) {
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

export function loadGlossary(root: string, known: Framework[] | undefined, problems: Problem[]): Term[] {
  const file = 'glossary.yaml'
  const { value = [], lineOf } = yamlOf(root, file, glossarySchema, problems)
  for (const { path, message } of known ? glossaryFlaws(value, known) : [])
    problems.push({ file, line: lineOf(path), message })
  return value
}

export function loadTermGuidance(root: string, glossary: Term[], problems: Problem[]) {
  const file = 'guidance/terms.yaml'
  const { value, lineOf } = yamlOf(root, file, guidanceSchema, problems)
  for (const id of Object.keys(value?.articles ?? {}))
    // When the glossary could not be read at all, that is said once.
    if (glossary.length > 0 && !glossary.some((term) => term.id === id))
      problems.push({ file, line: lineOf(['articles', id]), message: `"${id}" is no word of the glossary` })
  return value
}
