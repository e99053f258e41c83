import { Type } from 'typebox'
import { offices, phases, type Framework } from './framework.ts'
import { isoDate, plainText, slug, sourceSchema } from './plain.ts'

/**
 * The files of a framework: `framework.yaml`, which lists its areas in order, and one file for each area.
 * The schema checks shapes and lengths; `frameworkFlaws` checks that everything fits together.
 */
const closed = { additionalProperties: false }
const levelNumber = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
])
const levelFact = plainText(20, 220)

const statementSchema = Type.Object(
  {
    id: Type.String({ pattern: String.raw`^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$`, maxLength: 60 }),
    number: Type.String({ pattern: String.raw`^\d+\.\d+$` }),
    statement: plainText(20, 170),
    question: Type.String({ minLength: 15, maxLength: 130, pattern: String.raw`^[A-Z].*\?$` }),
    why: Type.Object(
      { text: plainText(30, 420), sources: Type.Array(sourceSchema, { minItems: 1 }) },
      closed,
    ),
    offices: Type.Array(Type.Enum([...offices]), { minItems: 1, uniqueItems: true }),
    phases: Type.Array(Type.Enum([...phases]), { minItems: 1, uniqueItems: true }),
    gate: Type.Boolean(),
    about: Type.Enum(['us', 'partnership', 'others']),
    levels: Type.Tuple([levelFact, levelFact, levelFact, levelFact, levelFact]),
    ask: Type.String({ minLength: 20, maxLength: 200, pattern: String.raw`^[A-Z].*\?$` }),
  },
  closed,
)

export const areaSchema = Type.Object(
  {
    id: slug,
    number: Type.Integer({ minimum: 1 }),
    name: plainText(4, 60),
    theme: slug,
    summary: plainText(20, 300),
    statements: Type.Array(statementSchema, { minItems: 1 }),
  },
  closed,
)

const named = { id: slug, name: plainText(3, 60), meaning: plainText(15, 260) }

export const frameworkFileSchema = Type.Object(
  {
    id: slug,
    version: Type.String({ pattern: String.raw`^\d+\.\d+\.\d+$` }),
    title: plainText(5, 80),
    summary: plainText(30, 500),
    date: isoDate,
    source: plainText(10, 400),
    licence: plainText(3, 120),
    levels: Type.Array(
      Type.Object({ level: levelNumber, name: plainText(3, 30), meaning: plainText(15, 220) }, closed),
      { minItems: 5, maxItems: 5 },
    ),
    ambitions: Type.Array(
      Type.Object(
        { ...named, letter: Type.String({ pattern: '^[A-Z]$' }), needs: Type.Record(slug, levelNumber) },
        closed,
      ),
      { minItems: 1 },
    ),
    themes: Type.Array(Type.Object(named, closed), { minItems: 1 }),
    areas: Type.Array(slug, { minItems: 1, uniqueItems: true }),
  },
  closed,
)

/** Something wrong at one place of a value; the path is that of the place, outermost key first. */
export type Flaw = { path: (string | number)[]; message: string }

/** Everything in a framework that does not fit together: names used twice, out of order, unknown or unused. */
export function frameworkFlaws(framework: Framework): Flaw[] {
  return [
    ...framework.levels.flatMap(({ level }, i) =>
      level === i + 1
        ? []
        : [{ path: ['levels', i], message: `level ${level} stands where ${i + 1} belongs` }],
    ),
    ...repeats(framework.themes, 'themes'),
    ...repeats(framework.ambitions, 'ambitions'),
    ...repeats(framework.areas, 'areas'),
    ...themeFlaws(framework),
    ...framework.ambitions.flatMap((_, i) => needFlaws(framework, i)),
    ...framework.areas.flatMap((_, i) => areaFlaws(framework, i)),
  ]
}

function repeats(items: { id: string }[], key: string): Flaw[] {
  const seen = new Set<string>()
  return items.flatMap(({ id }, i) => {
    if (seen.has(id)) return [{ path: [key, i, 'id'], message: `"${id}" is used twice` }]
    seen.add(id)
    return []
  })
}

function themeFlaws({ themes, areas }: Framework): Flaw[] {
  const used = new Set(areas.map(({ theme }) => theme))
  const known = new Set(themes.map(({ id }) => id))
  const unknown = areas.flatMap(({ theme }, i) =>
    known.has(theme) ? [] : [{ path: ['areas', i, 'theme'], message: `there is no theme "${theme}"` }],
  )
  const unused = themes.flatMap(({ id }, i) =>
    used.has(id) ? [] : [{ path: ['themes', i, 'id'], message: `no area belongs to the theme "${id}"` }],
  )
  return [...unknown, ...unused]
}

function needFlaws({ ambitions, areas }: Framework, index: number): Flaw[] {
  const needs = ambitions[index]?.needs ?? {}
  const path = ['ambitions', index, 'needs']
  const missing = areas
    .filter(({ id }) => !(id in needs))
    .map(({ id }) => ({ path, message: `says nothing of the level that area "${id}" needs` }))
  const unknown = Object.keys(needs)
    .filter((key) => !areas.some(({ id }) => id === key))
    .map((key) => ({ path: [...path, key], message: `there is no area "${key}"` }))
  return [...missing, ...unknown]
}

function areaFlaws({ areas }: Framework, index: number): Flaw[] {
  const area = areas[index]
  if (!area) return []
  const path = ['areas', index]
  const number = index + 1
  const flaws: Flaw[] = repeats(area.statements, 'statements').map((flaw) => ({
    ...flaw,
    path: [...path, ...flaw.path],
  }))
  if (area.number !== number)
    flaws.push({ path: [...path, 'number'], message: `is ${area.number}; its place is ${number}` })
  area.statements.forEach((statement, i) => {
    const place = [...path, 'statements', i]
    if (!statement.id.startsWith(`${area.id}.`))
      flaws.push({ path: [...place, 'id'], message: `"${statement.id}" must begin with "${area.id}."` })
    if (statement.number !== `${number}.${i + 1}`)
      flaws.push({
        path: [...place, 'number'],
        message: `is ${statement.number}; its place is ${number}.${i + 1}`,
      })
    if (new Set(statement.levels).size < 5)
      flaws.push({ path: [...place, 'levels'], message: 'says the same of two levels' })
  })
  return flaws
}
