import type { Framework } from '#content/framework.ts'
import { readForm, type Form as Posted } from '#platform/http.ts'
import { endOfLondonDay } from '#platform/london.ts'
import type { Form } from '#ui/form.ts'
import { readDateParts } from '#ui/typed-date.ts'
import { confidences, grades, type Draft } from './answer.ts'
import type { DraftFields } from './answer-commands.ts'
import { conversationOutcomes, type ConversationOutcome } from './conversation.ts'
import type { TermId, TermQuestion } from './term-question.ts'

/** A posted form read into what a command takes, or what is wrong with it, field by field, with what was typed kept. */
export type ReadForm<Value> = { readonly value: Value } | { readonly form: Form }

const readings = ['level-1', 'level-2', 'level-3', 'level-4', 'level-5', 'unknown', 'not-applicable'] as const
const importances = ['1', '2', '3'] as const
const limits = { reason: 2000, evidence: 300, link: 500, note: 2000 } as const

function oneOf<Choice extends string>(choices: readonly Choice[], text: string | undefined): Choice | '' {
  return choices.find((choice) => choice === text) ?? ''
}

/** The fields of an answer that were sent, and only those: a script sends one, a page sends all. */
export function readAnswer(body: unknown): {
  fields: DraftFields
  note: string | undefined
  version: number
  errors: Record<string, string>
} {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const fields: { -readonly [Name in keyof Draft]?: Draft[Name] } = {}
  if (posted['reading'] !== undefined) fields.reading = oneOf(readings, posted['reading'])
  if (posted['importance'] !== undefined) fields.importance = oneOf(importances, posted['importance'])
  if (posted['confidence'] !== undefined) fields.confidence = oneOf(confidences, posted['confidence'])
  if (posted['grade'] !== undefined) fields.grade = oneOf(grades, posted['grade'])
  for (const name of ['reason', 'evidence', 'link'] as const) {
    const text = posted[name]
    if (text === undefined) continue
    if (text.length > limits[name])
      errors[name] = `Use ${limits[name]} characters or fewer. You have ${text.length}.`
    else fields[name] = text
  }
  if (fields.link && !/^https?:\/\/\S+$/i.test(fields.link.trim()))
    errors['link'] = 'Give a whole address, such as https://www.example.gov.uk/report'
  const note = posted['note']
  if (note !== undefined && note.length > limits.note)
    errors['note'] = `Use ${limits.note} characters or fewer. You have ${note.length}.`
  if (errors['link']) delete fields.link
  return { fields, note: errors['note'] ? undefined : note, version: versionOf(posted), errors }
}

/** The version of what the writer had seen; 0 for nothing. */
export function versionOf(posted: Posted): number {
  const version = Number(posted['version'])
  return Number.isSafeInteger(version) && version > 0 ? version : 0
}

/** What stands in the boxes of an answer. */
export function answerForm(
  draft: Draft,
  note: string,
  typed: Posted = {},
  errors: Form['errors'] = {},
): Form {
  const { reading, reason, importance, confidence, grade, evidence, link } = draft
  return {
    values: { reading, reason, importance, confidence, grade, evidence, link, note, ...typed },
    errors,
  }
}

export type StartChoice =
  | { readonly framework: Framework; readonly ambition: string }
  | { readonly framework: Framework; readonly ambition: null }

export function readStart(body: unknown, frameworks: readonly Framework[]): ReadForm<StartChoice> {
  const posted = readForm(body)
  const framework = frameworks.find(({ id }) => id === posted['framework'])
  if (!framework)
    return { form: { values: posted, errors: { framework: 'Choose what you want to look at' } } }
  const ambition = framework.ambitions.find(({ id }) => id === posted['ambition'])
  if (ambition) return { value: { framework, ambition: ambition.id } }
  if (posted['asked'] !== 'ambition') return { value: { framework, ambition: null } }
  return { form: { values: posted, errors: { ambition: 'Choose how far you want to go' } } }
}

/** One term's new value: one of its choices, or the end of a day. No day at all means no deadline. */
export function readTerm(body: unknown, question: TermQuestion): ReadForm<{ id: TermId; value: string }> {
  const posted = readForm(body)
  const { id, choices } = question
  if (choices === null) {
    const parts = {
      day: posted['value-day'] ?? '',
      month: posted['value-month'] ?? '',
      year: posted['value-year'] ?? '',
    }
    if (Object.values(parts).every((part) => part.trim() === '')) return { value: { id, value: '' } }
    const read = readDateParts(parts, 'the day')
    return 'value' in read
      ? { value: { id, value: endOfLondonDay(read.value).toISOString() } }
      : { form: { values: posted, errors: { value: read } } }
  }
  const value = posted['value']
  return choices.some((choice) => choice.value === value) && value !== undefined
    ? { value: { id, value } }
    : { form: { values: posted, errors: { value: 'Choose one of these' } } }
}

export type ConversationChoice = {
  readonly outcome: ConversationOutcome
  readonly summary: string
  readonly heldOn: string | null
  readonly seen: number
}

export function readConversation(body: unknown): ReadForm<ConversationChoice> {
  const posted = readForm(body)
  const errors: Record<string, Form['errors'][string]> = {}
  const outcome = conversationOutcomes.find((known) => known === posted['outcome'])
  const summary = (posted['summary'] ?? '').trim()
  if (!outcome) errors['outcome'] = 'Say how the conversation ended'
  if (summary === '') errors['summary'] = 'Write down what you agreed, in a sentence or two'
  if (summary.length > 2000) errors['summary'] = `Use 2,000 characters or fewer. You have ${summary.length}.`
  const held = readDay(posted, 'held', 'the day you talked', false)
  if (typeof held === 'object' && held !== null) errors['held'] = held
  if (!outcome || Object.keys(errors).length > 0 || (typeof held === 'object' && held !== null))
    return { form: { values: posted, errors } }
  return { value: { outcome, summary, heldOn: held, seen: versionOf(posted) } }
}

type DayProblem = Exclude<Form['errors'][string], string | undefined>

function readDay(posted: Posted, name: string, words: string, needed: boolean): string | null | DayProblem {
  const parts = {
    day: posted[`${name}-day`] ?? '',
    month: posted[`${name}-month`] ?? '',
    year: posted[`${name}-year`] ?? '',
  }
  if (!needed && Object.values(parts).every((part) => part.trim() === '')) return null
  const read = readDateParts(parts, words)
  return 'value' in read ? read.value : read
}

export type ActionChoice = {
  readonly what: string
  readonly owner: string
  readonly ownerCouncil: string
  readonly dueOn: string
}

export function readAction(body: unknown): ReadForm<ActionChoice> {
  const posted = readForm(body)
  const errors: Record<string, Form['errors'][string]> = {}
  const what = (posted['what'] ?? '').trim()
  const owner = (posted['owner'] ?? '').trim()
  if (what === '') errors['what'] = 'Say what will be done'
  if (what.length > 300) errors['what'] = 'Use 300 characters or fewer'
  if (owner === '') errors['owner'] = 'Say who owns it: a name or a post'
  if (owner.length > 120) errors['owner'] = 'Use 120 characters or fewer'
  const due = readDay(posted, 'due', 'the day it is due', true)
  if (typeof due !== 'string') errors['due'] = due ?? 'Give the day it is due'
  if (Object.keys(errors).length > 0 || typeof due !== 'string') return { form: { values: posted, errors } }
  return { value: { what, owner, ownerCouncil: posted['council'] ?? '', dueOn: due } }
}
