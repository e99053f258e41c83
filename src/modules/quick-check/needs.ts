import { areaOf, type Framework, type LevelNumber, type Statement } from '#content/framework.ts'

/** The level that each ambition needs of a statement, smallest ambition first. */
export function needsOf(framework: Framework, statement: Statement): LevelNumber[] {
  const area = areaOf(framework, statement.id)
  return framework.ambitions.flatMap(({ needs }) => {
    const needed = area && needs[area.id]
    return needed === undefined ? [] : [needed]
  })
}
