import { partnershipNav } from '#modules/partnership/index.ts'
import type { RoundFace, RoundShown } from '#modules/round/index.ts'
import { html } from '#ui/html.ts'
import { completeAnswers, openWithin } from './commands.ts'
import { client, exerciseOf } from './exercise.ts'
import { links } from './links.ts'
import type { AlignmentPages } from './deps.ts'
import { kindWords } from './text.ts'

/** What alignment gives for the pages that all rounds share. */
export function alignmentFace(deps: AlignmentPages): RoundFace {
  const termName = (id: string) => deps.content.alignment.terms.find((term) => term.id === id)?.name ?? id
  return {
    client,
    nav: async (viewer, id) => partnershipNav(id, 'alignment', await deps.readinessHref(viewer, id)),
    asked: (shown) => askedRows(shown, termName),
    always: (shown) => alwaysHolds(shown),
    answers: (trx, by, round) => completeAnswers(trx, by, round, deps.instanceKey),
    open: (trx, by, round) => openWithin(deps, trx, by, round.id),
    itemName: ({ round }, item) => {
      const exercise = exerciseOf(round)
      if (exercise.kind === 'ladder')
        return exercise.services.find(({ id }) => id === item)?.name ?? 'a service'
      return exercise.kind === 'board' ? termName(item) : (aimsItems[item] ?? item)
    },
    sealNotes: ({ round }) =>
      exerciseOf(round).kind === 'board'
        ? [
            'Your positions stay closed for good. When all have sealed, the board says which options all accept, and no more.',
          ]
        : ['Your answers stay closed until every council has sealed. Then all open at once.'],
  }
}

const aimsItems: Readonly<Record<string, string>> = {
  points: 'its points',
  return: 'its required return',
  challenges: 'the challenges it expects',
}

function askedRows({ round }: RoundShown, termName: (id: string) => string) {
  const exercise = exerciseOf(round)
  const change = links.ask(round.id)
  const key = kindWords[exercise.kind].asks
  if (exercise.kind === 'ladder')
    return [{ key, value: list(exercise.services.map(({ name }) => name)), change }]
  if (exercise.kind === 'aims')
    return [
      {
        key,
        value: list(exercise.aims.map(({ name, meaning }) => (meaning ? `${name}: ${meaning}` : name))),
        change,
      },
    ]
  return [
    { key, value: list(exercise.terms.map(termName)), change },
    {
      key: 'May the board say when every council would only do it as the host?',
      value: exercise.sayHostConflict
        ? 'Yes. It says so to all alike, if it is so for every council'
        : 'No. Then it says only that no host is acceptable to all',
      change,
    },
    {
      key: 'How often may a council change its position on a term, over all your boards?',
      value: exercise.tries === 1 ? 'Once' : `${exercise.tries} times`,
      change,
    },
  ]
}

function list(names: readonly string[]) {
  return html`<ul class="govuk-list">
    ${names.map((name) => html`<li>${name}</li>`)}
  </ul>`
}

function alwaysHolds({ round, partnership }: RoundShown): string[] {
  const exercise = exerciseOf(round)
  if (exercise.kind !== 'board')
    return [
      'When every council has sealed, any of you can open all answers together. Every council in the round then reads them.',
    ]
  const two = partnership.members.length === 2
  return [
    'No council’s position is ever opened to anybody else: not when all have sealed, and not later. What is worked out is kept; each council keeps its own copy of what it said.',
    'Shown to all alike: the options that every council accepts. For a range: whether there is an overlap. The overlap itself only when every council asks to see it.',
    two
      ? 'With two councils, each can work out the other: if you accept an option and the board does not show it, the other blocks it.'
      : 'Councils that compare notes can work out more: if all but one accept an option and the board does not show it, the last one blocks it.',
    'It is worked out once. To do it again, every council must agree to ask again.',
    `Each council sees its own tries and nobody else’s.`,
  ]
}
