import { Check } from 'typebox/value'
import type { Json } from '#platform/canonical.ts'
import { invariant } from '#platform/errors.ts'
import {
  answerSchema,
  entrySchema,
  rehearsalSchema,
  reviewSchema,
  type Answer,
  type Entry,
  type Kept,
  type Plan,
  type Rehearsal,
  type Review,
} from './plan.ts'
import { taskSchema, type Task } from './reorganisation.ts'
import { termsSchema, type Terms } from './terms.ts'

/** A piece as the store hands it over: where it belongs in a plan, and what it is. */
export type StoredPiece = {
  readonly id: string
  readonly version: number
  readonly place: string
  readonly content: Json
}

/** Where pieces stand. A place is unique in one plan. */
export const places = {
  answer: (heading: string) => `answer:${heading}`,
  entry: (id: string) => `entry:${id}`,
  rehearsal: (id: string) => `rehearsal:${id}`,
  empty: (register: string) => `empty:${register}`,
  review: 'review',
  considering: 'considering',
  terms: 'terms',
  task: (id: string) => `task:${id}`,
}

function under(pieces: readonly StoredPiece[], kind: string): { name: string; piece: StoredPiece }[] {
  return pieces.flatMap((piece) =>
    piece.place.startsWith(`${kind}:`) ? [{ name: piece.place.slice(kind.length + 1), piece }] : [],
  )
}

const broken = 'A piece of an exit plan does not have the shape it was saved with.'

function answerIn({ id, version, content }: StoredPiece): Kept<Answer> {
  invariant(Check(answerSchema, content), broken)
  return { ...content, id, version }
}
function entryIn(id: string, { version, content }: StoredPiece): Kept<Entry> {
  invariant(Check(entrySchema, content), broken)
  return { ...content, id, version }
}
function rehearsalIn(id: string, { version, content }: StoredPiece): Kept<Rehearsal> {
  invariant(Check(rehearsalSchema, content), broken)
  return { ...content, id, version }
}
function reviewIn({ id, version, content }: StoredPiece): Kept<Review> {
  invariant(Check(reviewSchema, content), broken)
  return { ...content, id, version }
}

/** The plan that some pieces make. Entries stand in the order of their names, so that no order tells when they were added. */
export function planOf(pieces: readonly StoredPiece[]): Plan {
  const review = pieces.find(({ place }) => place === places.review)
  return {
    answers: new Map(under(pieces, 'answer').map(({ name, piece }) => [name, answerIn(piece)])),
    entries: under(pieces, 'entry')
      .map(({ name, piece }) => entryIn(name, piece))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.id < b.id ? -1 : 1)),
    rehearsals: under(pieces, 'rehearsal')
      .map(({ name, piece }) => rehearsalIn(name, piece))
      .toSorted((a, b) => (a.heldOn < b.heldOn ? 1 : -1)),
    review: review ? reviewIn(review) : null,
    empty: new Set(under(pieces, 'empty').map(({ name }) => name)),
  }
}

/** What the council has written about whether it thinks of leaving; null while nothing is. */
export function consideringIn(pieces: readonly StoredPiece[]): Kept<Answer> | null {
  const found = pieces.find(({ place }) => place === places.considering)
  return found ? answerIn(found) : null
}

export function termsIn(pieces: readonly StoredPiece[]): Kept<Terms> | null {
  const found = pieces.find(({ place }) => place === places.terms)
  if (!found) return null
  const { id, version, content } = found
  invariant(Check(termsSchema, content), broken)
  return { ...content, id, version }
}

export function tasksIn(pieces: readonly StoredPiece[]): Kept<Task>[] {
  return under(pieces, 'task')
    .map(({ name, piece: { version, content } }) => {
      invariant(Check(taskSchema, content), broken)
      return { ...content, id: name, version }
    })
    .toSorted((a, b) =>
      a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.what.localeCompare(b.what, 'en-GB'),
    )
}
