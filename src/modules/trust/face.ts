import { partnershipNav } from '#modules/partnership/index.ts'
import type { AskedRow, RoundFace, RoundSeen } from '#modules/round/index.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import { formatCount } from '#ui/format.ts'
import { agreeWithin } from './commands.ts'
import { answersWithin, revealWithin, type Unrated } from './seal-commands.ts'
import { links } from './links.ts'
import { leads } from './next-step.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { isParty, raterCount, trustFor, trustWithin, type TrustView } from './queries.ts'
import { client } from './store.ts'
import { visibilityMeans, visibilityNames } from './text.ts'

/** What trust gives for the pages that all rounds share: terms, the seal, waiting, opening, receipts, leaving. */
export function trustFace(deps: TrustPages): RoundFace {
  return {
    client,
    noun: 'ratings',
    check: false,
    // What one person rates is theirs alone, so a second person would approve what they cannot read.
    terms: ['names', 'manager', 'years'],
    nav: async (_viewer, id) => partnershipNav(id, 'trust'),
    asked: async (seen) => askedRows(seen, await trustFor(deps, seen.viewer, seen.round.id)),
    always: () => alwaysHolds(deps),
    agree: (trx, by, round, as) => agreeWithin(trx, by, round, as),
    answers: async (trx, by, round) => {
      const read = await answersWithin(trx, by, round, deps.instanceKey)
      if ('complete' in read) return read
      const view = await trustWithin(trx, by, round.id)
      return { missing: read.unrated.map((each) => missingIn(view, each)) }
    },
    open: (trx, by, round) => revealWithin(trx, by, deps.instanceKey, round.id),
    opened: links.result,
    itemName: ({ round }, item) => `how it sees ${nameOf({ round }, item)}`,
    sealNotes: (seen) => sealNotes(deps, seen),
    openNote:
      'When you press the button, the ratings open at the same moment, to each of you as far as all of you agreed.',
    leaveNote: 'Your choice of how far the ratings are shown still binds the others.',
  }
}

function missingIn(view: TrustView, { about, statements }: Unrated) {
  return {
    text: `${nameOf(view, about)}: ${formatCount(statements.length, 'statement')} that nobody here has rated`,
    href: links.rate(view.round.id, about),
  }
}

function askedRows({ round, viewer }: RoundSeen, view: TrustView): AskedRow[] {
  const { binding, ownChoice } = view
  const key = 'How far the ratings are shown'
  if (round.parties.length === 2)
    return [{ key, value: `${visibilityNames.pair}. Between two councils there is no other way.` }]
  const chooses =
    leads(viewer) && isParty(view, viewer) && (round.state === 'draft' || round.state === 'offered')
  const own = chooses ? { own: links.visibility(round.id) } : {}
  if (binding !== null)
    return [
      {
        key,
        value: `${visibilityNames[binding]}. This is the most private choice that any of you made.`,
        ...own,
      },
    ]
  if (ownChoice === null)
    return [
      {
        key,
        value: 'Each council chooses for itself, and the most private choice binds all.',
        ...own,
        ...(chooses ? { first: 'Your council must choose one thing first:' } : {}),
      },
    ]
  const value = `Your council chose: ${visibilityNames[ownChoice]}. A more private choice of another council would bind you too.`
  return [{ key, value, ...own }]
}

function alwaysHolds({ trust }: TrustPages): string[] {
  return [
    `Each council rates every other council, and itself, on ${formatCount(trust.statements.length, 'statement')}, from 1 to 5 or “${trust.none}”.`,
    'Several people of a council may rate. Nobody else sees what one person said, not even those who lead their council. What counts is the mean.',
    'The most private choice that any council makes binds all. While the round is open it can become more private. It can never be loosened.',
    'What a council says of itself is shown to that council alone.',
    'Where a council sees itself two points or more above how the others see it, it alone is told, for five working days. After that it may show this to all. It does not have to, and nothing happens by itself.',
    'The ratings open when every council has sealed, for all at once.',
  ]
}

/** How many have rated, and what it means when only one has; then what sealing does. */
async function sealNotes(deps: TrustPages, { viewer, round }: RoundSeen): Promise<string[]> {
  if (!actsForCouncil(viewer)) return []
  const view = await trustFor(deps, viewer, round.id)
  const raters = isParty(view, viewer) && leads(viewer) ? await raterCount(deps, viewer, view) : null
  const said =
    raters === null
      ? []
      : raters === 0
        ? ['Nobody here has rated yet.']
        : raters === 1
          ? [
              'Only one person here has rated. What your council says is then what one person says, and your partners may guess who it was. Ask a colleague or two to rate first.',
            ]
          : [`${raters} people here have rated.`]
  return [
    ...said,
    'For each council and statement the mean of your raters is sealed. Who said what is not in it.',
    ...(view.binding === null ? [] : [visibilityMeans[view.binding]]),
  ]
}
