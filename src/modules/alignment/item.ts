import type { BoardTerm } from '#content/alignment.ts'
import type { Round } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import { formatPounds } from '#ui/format.ts'
import { readPounds } from '#ui/typed-money.ts'
import { pointsToSpread, readPoints, type PointsFault } from './aims.ts'
import { marks, type Mark, type Position } from './board.ts'
import { choicesFor, termsOn, type Exercise, type Pinned } from './exercise.ts'
import { isFields, textOf } from './json.ts'
import { ladderFaults } from './ladder.ts'

/**
 * A thing that a council answers in a round, on one page: a service, the points, the required return, the challenges, a term
 * of the board. What is typed is kept as it was typed; what is sealed is read out of it.
 */
export type Item = {
  readonly id: string
  readonly name: string
  readonly asks: 'ladder' | 'points' | 'return' | 'challenges' | 'options' | 'range'
  readonly term?: BoardTerm
}

/** What stands in the boxes of a page, by the name of the field. */
export type Typed = Readonly<Record<string, string>>

export type ReadItem =
  | { readonly answer: Json; readonly errors?: never }
  | { readonly errors: Readonly<Record<string, string>>; readonly answer?: never }

export type Asked = {
  readonly exercise: Exercise
  readonly pinned: Pinned
  readonly round: Pick<Round, 'parties'>
}

export function itemsOf({ exercise, pinned }: Pick<Asked, 'exercise' | 'pinned'>): readonly Item[] {
  switch (exercise.kind) {
    case 'ladder':
      return exercise.services.map(({ id, name }) => ({ id, name, asks: 'ladder' }))
    case 'aims':
      return [
        { id: 'points', name: 'Spread 100 points over the aims', asks: 'points' },
        { id: 'return', name: 'What your council must get out of it', asks: 'return' },
        { id: 'challenges', name: 'What you expect to be hard', asks: 'challenges' },
      ]
    case 'board':
      return termsOn(exercise, pinned).map((term) => ({
        id: term.id,
        name: term.name,
        asks: term.kind === 'range' ? 'range' : 'options',
        term,
      }))
  }
}

/** Reads what was typed for an item: the answer as it is sealed, or what to mend, field by field. */
export function readItem(asked: Asked, item: Item, typed: Typed): ReadItem {
  switch (item.asks) {
    case 'ladder':
      return readLadder(asked, typed)
    case 'points':
      return readPointsItem(asked, typed)
    case 'return':
      return readReturn(typed)
    case 'challenges':
      return readChallenges(typed)
    case 'options':
      return readMarks(asked, item, typed)
    case 'range':
      return readRange(item, typed)
  }
}

function readLadder({ pinned }: Asked, typed: Typed): ReadItem {
  const answer = { now: typed['now'] ?? '', wanted: typed['wanted'] ?? '', why: (typed['why'] ?? '').trim() }
  const faults = ladderFaults(answer, pinned.ladder)
  const errors: Record<string, string> = {}
  if (faults.includes('now-missing')) errors['now'] = 'Choose where you see the partnership now'
  if (faults.includes('wanted-missing')) errors['wanted'] = 'Choose where you want it to be'
  if (answer.why.length > 1000) errors['why'] = tooLong(answer.why, 1000)
  return Object.keys(errors).length > 0 ? { errors } : { answer }
}

export const pointsField = (aim: string) => `points-${aim}`

function readPointsItem({ exercise }: Asked, typed: Typed): ReadItem {
  if (exercise.kind !== 'aims') throw new Error('Only a round on aims asks for points.')
  const boxes = Object.fromEntries(exercise.aims.map(({ id }) => [id, typed[pointsField(id)] ?? '']))
  const read = readPoints(boxes, exercise.aims)
  if ('points' in read) return { answer: { points: read.points } }
  const [first] = exercise.aims
  const errors: Record<string, string> = {}
  for (const fault of read.faults)
    errors[pointsField(fault.type === 'not-whole' ? fault.aim : (first?.id ?? ''))] = pointsWords(fault)
  return { errors }
}

export function pointsWords(fault: PointsFault): string {
  switch (fault.type) {
    case 'not-whole':
      return 'Points must be a whole number, like 15. Leave the box empty for none'
    case 'too-few':
      return `You have spread ${fault.sum} of ${pointsToSpread} points. Spread the other ${fault.left}`
    case 'too-many':
      return `You have spread ${fault.sum} points, ${fault.over} more than ${pointsToSpread}. Take ${fault.over} away`
  }
}

function readReturn(typed: Typed): ReadItem {
  const errors: Record<string, string> = {}
  const saving = (typed['saving'] ?? '').trim()
  const payback = (typed['payback'] ?? '').trim()
  const other = (typed['other'] ?? '').trim()
  const pounds = saving === '' ? { value: null } : readPounds(saving, { name: 'the saving' })
  if ('problem' in pounds) errors['saving'] = pounds.problem
  if (payback !== '' && !/^[1-9]\d{0,2}$/.test(payback))
    errors['payback'] = 'Payback must be whole months from 1 to 999, like 36'
  if (other.length > 1000) errors['other'] = tooLong(other, 1000)
  if (saving === '' && payback === '' && other === '' && typed['none'] !== 'yes')
    errors['saving'] = 'Give a saving, a payback or something else; or tick that you need nothing'
  if (Object.keys(errors).length > 0 || 'problem' in pounds) return { errors }
  return {
    answer: { savingPence: pounds.value, paybackMonths: payback === '' ? null : Number(payback), other },
  }
}

function readChallenges(typed: Typed): ReadItem {
  const text = (typed['challenges'] ?? '').trim()
  const expected = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (text.length > 2000) return { errors: { challenges: tooLong(text, 2000) } }
  if (expected.length === 0 && typed['none'] !== 'yes')
    return { errors: { challenges: 'Write down at least one, or tick that you expect none' } }
  return { answer: { expected } }
}

export const markField = (option: string) => `mark-${option}`

function readMarks(asked: Asked, item: Item, typed: Typed): ReadItem {
  if (!item.term) throw new Error('A term of no board.')
  const given: Record<string, Mark> = {}
  const errors: Record<string, string> = {}
  for (const { id, name } of choicesFor(item.term, asked.round)) {
    const mark = marks.find((known) => known === typed[markField(id)])
    if (mark) given[id] = mark
    else errors[markField(id)] = `Mark “${name}”: preferred, acceptable or not acceptable`
  }
  return Object.keys(errors).length > 0 ? { errors } : { answer: { kind: 'marks', marks: given } }
}

function readRange({ term }: Item, typed: Typed): ReadItem {
  if (term?.kind !== 'range') throw new Error('A term that is no range.')
  const { least, most, unit } = term
  const errors: Record<string, string> = {}
  const number = (name: 'low' | 'high' | 'preferred', words: string): number => {
    const text = (typed[name] ?? '').trim()
    if (/^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text)
    errors[name] = `${words} must be a whole number of ${unit.many} from ${least} to ${most}`
    return Number.NaN
  }
  const low = number('low', 'The fewest you could live with')
  const high = number('high', 'The most you could live with')
  const preferred = number('preferred', 'What you would like best')
  if (low > high) errors['high'] = `The most must be ${low} or more, the fewest that you could live with`
  else if (preferred < low || preferred > high)
    errors['preferred'] = `What you would like best must lie from ${low} to ${high}`
  return Object.keys(errors).length > 0 ? { errors } : { answer: { kind: 'range', low, high, preferred } }
}

function tooLong(text: string, most: number): string {
  return `Use ${most} characters or fewer. You have ${text.length}`
}

/** What was sealed, as it would be typed: where a council begins when the same is asked again. */
export function typedFrom(answer: Json): Typed {
  if (!isFields(answer)) return {}
  if (isFields(answer['points']))
    return Object.fromEntries(
      Object.entries(answer['points']).map(([aim, points]) => [pointsField(aim), JSON.stringify(points)]),
    )
  if (isFields(answer['marks']))
    return Object.fromEntries(
      Object.entries(answer['marks']).map(([option, mark]) => [markField(option), textOf(mark)]),
    )
  if (answer['kind'] === 'range')
    return Object.fromEntries(
      ['low', 'high', 'preferred'].map((name) => [name, JSON.stringify(answer[name] ?? null)]),
    )
  if (Array.isArray(answer['expected'])) {
    const lines = answer['expected'].map(textOf)
    return { challenges: lines.join('\n'), none: lines.length === 0 ? 'yes' : '' }
  }
  if ('savingPence' in answer) return typedReturn(answer)
  return { now: textOf(answer['now']), wanted: textOf(answer['wanted']), why: textOf(answer['why']) }
}

function typedReturn({ savingPence, paybackMonths, other }: { readonly [name: string]: Json }): Typed {
  const nothing = savingPence === null && paybackMonths === null && textOf(other) === ''
  return {
    saving: typeof savingPence === 'number' ? formatPounds(savingPence).replace('£', '') : '',
    payback: typeof paybackMonths === 'number' ? String(paybackMonths) : '',
    other: textOf(other),
    none: nothing ? 'yes' : '',
  }
}

/** A position as it was sealed; undefined for what is none. */
export function positionFrom(answer: Json | undefined): Position | undefined {
  // What the packet holds is what `readItem` made of it.
  if (!isFields(answer) || (answer['kind'] !== 'marks' && answer['kind'] !== 'range')) return undefined
  return answer as Position
}
