import type { AlignmentContent } from '#content/alignment.ts'
import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { usualTries, type Aim, type Exercise, type Kind } from './exercise.ts'

/** What a form of the start or the change says is asked, or what is wrong with it, with what was typed kept. */
export type ReadAsked = { readonly exercise: Exercise } | { readonly form: Form }

const mostServices = 12
const mostAims = 15
export const mostTries = 10

export function readAsked(
  body: unknown,
  kind: Kind,
  content: AlignmentContent,
  known: Exercise | null,
): ReadAsked {
  const posted = readForm(body)
  switch (kind) {
    case 'ladder':
      return readServices(posted)
    case 'aims':
      return readAims(posted, aimsToOffer(content, known))
    case 'board':
      return readTerms(posted, content)
  }
}

function readServices(posted: Readonly<Record<string, string>>): ReadAsked {
  const names = linesOf(posted['services'])
  const problem =
    names.length === 0
      ? 'Name at least one service'
      : names.length > mostServices
        ? `Name ${mostServices} services or fewer. You have ${names.length}`
        : longest(names, 100)
  if (problem) return { form: { values: posted, errors: { services: problem } } }
  return { exercise: { kind: 'ladder', services: names.map((name, at) => ({ id: `s${at + 1}`, name })) } }
}

/** The starting list, and whatever the partnership added before. */
export function aimsToOffer(content: Pick<AlignmentContent, 'aims'>, known: Exercise | null): Aim[] {
  const added =
    known?.kind === 'aims' ? known.aims.filter(({ id }) => !content.aims.some((aim) => aim.id === id)) : []
  return [...content.aims, ...added]
}

function readAims(posted: Readonly<Record<string, string>>, offered: readonly Aim[]): ReadAsked {
  const ticked = tickedIn(posted, 'aims', offered)
  const added = linesOf(posted['own'])
  const taken = offered.filter(({ id }) => ticked.includes(id))
  const names = [...taken.map(({ name }) => name.toLowerCase()), ...added.map((name) => name.toLowerCase())]
  const errors: Record<string, string> = {}
  if (names.length < 2) errors['aims'] = 'Choose or add at least two aims'
  if (names.length > mostAims) errors['aims'] = `Use ${mostAims} aims or fewer. You have ${names.length}`
  if (new Set(names).size < names.length) errors['own'] = 'Each aim can be in the list once only'
  const long = longest(added, 60)
  if (long) errors['own'] = long
  if (Object.keys(errors).length > 0) return { form: { values: { ...posted, aims: ticked }, errors } }
  const own = added.map((name) => ({ id: idOf(name, offered), name, meaning: '' }))
  return { exercise: { kind: 'aims', aims: [...taken, ...own] } }
}

/** The same words give the same id, so that a repeat can be held against the time before. */
function idOf(name: string, offered: readonly Aim[]): string {
  const same = offered.find((aim) => aim.name.toLowerCase() === name.toLowerCase())
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return same?.id ?? `own-${plain || 'aim'}`.slice(0, 60)
}

function readTerms(
  posted: Readonly<Record<string, string>>,
  content: Pick<AlignmentContent, 'terms'>,
): ReadAsked {
  const ticked = tickedIn(posted, 'terms', content.terms)
  const terms = content.terms.map(({ id }) => id).filter((id) => ticked.includes(id))
  const tries = Number(posted['tries'] ?? usualTries)
  const errors: Record<string, string> = {}
  if (terms.length === 0) errors['terms'] = 'Choose at least one term'
  if (posted['conflict'] !== 'yes' && posted['conflict'] !== 'no')
    errors['conflict'] = 'Choose whether the board may say it'
  if (!Number.isInteger(tries) || tries < 1 || tries > mostTries)
    errors['tries'] = `Give a whole number from 1 to ${mostTries}`
  if (Object.keys(errors).length > 0) return { form: { values: { ...posted, terms: ticked }, errors } }
  return { exercise: { kind: 'board', terms, sayHostConflict: posted['conflict'] === 'yes', tries } }
}

/** What stands in the form at first. */
export function askedForm(
  kind: Kind,
  content: AlignmentContent,
  known: Exercise | null,
  service: string,
): Form {
  if (kind === 'ladder')
    return {
      values: {
        services: known?.kind === 'ladder' ? known.services.map(({ name }) => name).join('\n') : service,
      },
      errors: {},
    }
  if (kind === 'aims') {
    const aims = known?.kind === 'aims' ? known.aims : content.aims
    return { values: { aims: aims.map(({ id }) => id) }, errors: {} }
  }
  const board = known?.kind === 'board' ? known : null
  return {
    values: {
      terms: board?.terms ?? content.terms.map(({ id }) => id),
      conflict: board === null ? '' : board.sayHostConflict ? 'yes' : 'no',
      tries: String(board?.tries ?? usualTries),
    },
    errors: {},
  }
}

/** A box has the name of the list and its own id, so that each has a name of its own. */
export const boxName = (list: string, id: string) => `${list}-${id}`

function tickedIn(
  posted: Readonly<Record<string, string>>,
  list: string,
  offered: readonly { readonly id: string }[],
): string[] {
  return offered.map(({ id }) => id).filter((id) => posted[boxName(list, id)] === id)
}

function linesOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split('\n').map((line) => line.replace(/\s+/g, ' ').trim()))].filter(
    Boolean,
  )
}

function longest(names: readonly string[], most: number): string | undefined {
  const long = names.find((name) => name.length > most)
  return long && `Use ${most} characters or fewer in “${long.slice(0, 30)}…”`
}
