/** Somebody in a readiness round, or outside it, as far as seeing goes. */
export type Asker =
  /** The lead or a deputy of one's own council. */
  | 'lead'
  | 'approver'
  | 'reader'
  /** Another contributor of one's own council. */
  | 'contributor'
  /** Whoever wrote the thing. */
  | 'author'
  /** Anybody of another council in the round. */
  | 'partner'
  | 'manager'
  /** Whoever looks after the instance, through its pages. */
  | 'operator'
  /** Anybody else. */
  | 'outsider'

/** Who can see a thing: always, or only where the terms that every council approved say so. */
export type Seers = { readonly who: readonly Asker[]; readonly ifTerms?: readonly Asker[] }

export type Visible = {
  readonly id: string
  readonly thing: string
  /** Before the answers open, and after. */
  readonly before: Seers
  readonly after: Seers
  readonly note?: string
}

const nobody: Seers = { who: [] }
const inRound: readonly Asker[] = ['lead', 'approver', 'reader', 'contributor', 'author', 'partner']

/**
 * Who can see what in a readiness round. The page is drawn from this, and a test asks the database the same questions as each of
 * these people, so that the page cannot promise what the row policies do not keep.
 */
export const visibility: readonly Visible[] = [
  {
    id: 'agreed',
    thing: 'Your council’s agreed answers, with reason and importance',
    before: { who: ['lead', 'approver', 'reader'] },
    after: { who: inRound, ifTerms: ['manager'] },
  },
  {
    id: 'office',
    thing: 'What each office said',
    before: { who: ['author', 'lead'] },
    after: { who: ['author', 'lead'] },
    note: 'It never leaves your council.',
  },
  {
    id: 'note',
    thing: 'Private notes on an answer',
    before: { who: ['lead'] },
    after: { who: ['lead'] },
    note: 'They are never sealed, opened or sent.',
  },
  {
    id: 'staff-answer',
    thing: 'What one member of staff said',
    before: { who: ['author'] },
    after: nobody,
    note: 'When staff answers close they are counted, and the answers themselves are deleted.',
  },
  {
    id: 'staff-count',
    thing: 'The counts of staff answers',
    before: { who: ['lead', 'approver', 'reader'] },
    after: { who: ['lead', 'approver', 'reader'] },
    note: 'Only after they close, and only where five people or more answered.',
  },
  {
    id: 'sealed-count',
    thing: 'How many councils have sealed',
    before: { who: [...inRound, 'manager'] },
    after: { who: [...inRound, 'manager'] },
    note: 'Which ones, only where the terms say that names are shown.',
  },
  {
    id: 'board',
    thing: 'The gap board, the agenda and what you agreed to do',
    before: nobody,
    after: { who: inRound, ifTerms: ['manager'] },
  },
]

export const askerWords: Record<Asker, string> = {
  lead: 'your lead and deputies',
  approver: 'your approvers',
  reader: 'your readers',
  contributor: 'your contributors',
  author: 'whoever wrote it',
  partner: 'all who act for another council in the round',
  manager: 'the partnership manager',
  operator: 'whoever runs this service',
  outsider: 'anybody else',
}

/** The people of one's own council together are said as one. */
const own: readonly Asker[] = ['lead', 'approver', 'reader', 'contributor', 'author']

/** Who can see it, in words: "All who act for your council and the partnership manager." */
export function seersWords({ who, ifTerms = [] }: Seers): string {
  if (who.length === 0 && ifTerms.length === 0) return 'Nobody.'
  const everybody = own.every((asker) => who.includes(asker))
  const rest = everybody ? who.filter((asker) => !own.includes(asker)) : who
  const names = [
    ...(everybody ? ['all who act for your council'] : []),
    ...rest.map((asker) => askerWords[asker]),
  ]
  const always = new Intl.ListFormat('en-GB').format(names)
  const maybe = ifTerms.map((asker) => ` If your terms say so, ${askerWords[asker]} too.`).join('')
  return `${always.charAt(0).toUpperCase()}${always.slice(1)}.${maybe}`
}
