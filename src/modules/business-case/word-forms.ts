import type { Form } from '#ui/form.ts'
import { writeMeasure } from './baseline-forms.ts'
import type { OptionWords, RequiredReturn } from './case-part.ts'
import { partReader, percentValue, readPart, type ReadPart } from './part-reader.ts'
import type { PartContext } from './part-context.ts'

export function readOption(body: unknown): ReadPart<OptionWords> {
  const read = partReader(body)
  return readPart(read, {
    what: read.text('what', 'what would be done', 2000),
    why: read.text('why', 'why it was taken or left', 2000),
  })
}

export function readWords(body: unknown): ReadPart<{ text: string }> {
  const read = partReader(body)
  return readPart(read, { text: read.text('text', 'a text', 20_000) })
}

export function readRequired(body: unknown, { parts }: PartContext): ReadPart<RequiredReturn> {
  const read = partReader(body)
  const has = (name: string) => (read.posted[name] ?? '').trim() !== ''
  const required: RequiredReturn = {
    worthPence: has('worth') ? read.pounds('worth', 'what it must be worth') : null,
    paybackBy: has('payback') ? read.whole('payback', 'the year', 0, parts.frame?.lastYear ?? 30) : null,
    mostChanceOfLoss: has('loss') ? read.percent('loss', 'the chance') : null,
    ...read.says(),
  }
  if (!has('worth') && !has('payback') && !has('loss'))
    read.errors['worth'] ??= 'Fill in at least one of the three'
  return readPart(read, required)
}

export function requiredForm(required: RequiredReturn | undefined): Form {
  if (!required) return { values: {}, errors: {} }
  return {
    errors: {},
    values: {
      worth: required.worthPence === null ? '' : writeMeasure('cost', required.worthPence),
      payback: required.paybackBy === null ? '' : String(required.paybackBy),
      loss: required.mostChanceOfLoss === null ? '' : percentValue(required.mostChanceOfLoss),
      source: required.source,
      owner: required.owner,
    },
  }
}
