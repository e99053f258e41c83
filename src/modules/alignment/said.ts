import type { Position } from './board.ts'
import { choicesFor, rungName } from './exercise.ts'
import { isFields, textOf } from './json.ts'
import { positionFrom, type Asked, type Item } from './item.ts'
import { markWords, returnWords } from './text.ts'
import type { Json } from '#platform/canonical.ts'

/** An answer in words, a line each, as its own council reads it back. */
export function saidIn(asked: Asked, item: Item, answer: Json): string[] {
  if (!isFields(answer)) return []
  switch (item.asks) {
    case 'ladder':
      return [
        `Now: ${rungName(asked.pinned.ladder, textOf(answer['now']))}`,
        `Wanted: ${rungName(asked.pinned.ladder, textOf(answer['wanted']))}`,
        ...[textOf(answer['why'])].filter(Boolean),
      ]
    case 'points':
      return pointsSaid(asked, answer['points'])
    case 'return':
      return [
        returnWords({
          savingPence: typeof answer['savingPence'] === 'number' ? answer['savingPence'] : null,
          paybackMonths: typeof answer['paybackMonths'] === 'number' ? answer['paybackMonths'] : null,
          other: textOf(answer['other']),
        }),
      ]
    case 'challenges': {
      const expected = Array.isArray(answer['expected']) ? answer['expected'].map(textOf) : []
      return expected.length > 0 ? expected : ['Nothing']
    }
    case 'options':
    case 'range': {
      const position = positionFrom(answer)
      return position ? positionSaid(asked, item, position) : []
    }
  }
}

function pointsSaid({ exercise }: Asked, points: Json | undefined): string[] {
  if (exercise.kind !== 'aims' || !isFields(points)) return []
  return exercise.aims
    .filter(({ id }) => points[id] !== 0 && points[id] !== undefined)
    .map(({ id, name }) => `${name}: ${JSON.stringify(points[id])} points`)
}

function positionSaid({ round }: Asked, { term }: Item, position: Position): string[] {
  if (!term) return []
  if (position.kind === 'range' && term.kind === 'range') {
    const { low, high, preferred } = position
    return [`From ${low} to ${high} ${term.unit.many}, best ${preferred}`]
  }
  if (position.kind !== 'marks') return []
  return choicesFor(term, round).flatMap(({ id, name }) => {
    const mark = position.marks[id]
    return mark ? [`${name}: ${markWords[mark].toLowerCase()}`] : []
  })
}
