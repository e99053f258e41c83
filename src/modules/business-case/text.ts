import { never } from '#platform/errors.ts'
import { formatList } from '#ui/format.ts'
import type { CaseRefusal, CaseWarning } from './case.ts'
import type { CaseWords, LineKind, OptionId } from './case-part.ts'
import type { FallsFault } from './case-years.ts'
import type { FigureFault, Measure } from './figure.ts'

/** The words of the pages, by key. */

export const measureWords: Readonly<Record<Measure, { readonly label: string; readonly hint: string }>> = {
  'taking-part': { label: 'Does your council have this service?', hint: '' },
  cost: {
    label: 'What it costs a year, in pounds',
    hint: 'Everything: pay, contracts, licences, rooms and support. Last year’s actual cost, in the prices of the baseline’s year.',
  },
  fixed: {
    label: 'How much of that stays the same however much work there is, in pounds',
    hint: 'A manager, a core system, a lease. The rest should rise and fall with the work.',
  },
  volume: { label: 'How much work there is a year', hint: 'Counted the same way by every council.' },
  posts: { label: 'Posts, as full-time equivalents', hint: 'Such as 12.5. Count vacancies too.' },
  quality: {
    label: 'How good it is now',
    hint: 'A measure and its value, such as “92% of calls answered in 20 seconds”.',
  },
  systems: { label: 'Systems it runs on', hint: 'Their names, separated by commas.' },
  contracts: { label: 'Contracts it depends on', hint: 'Supplier and what for.' },
  'contracts-end': {
    label: 'The day the longest of them ends',
    hint: 'Such as 2028-03-31. Leave empty if none does.',
  },
}

/** What a figure is called in a sentence or at the head of a column. */
export const measureNames: Readonly<Record<Measure, string>> = {
  'taking-part': 'Takes part',
  cost: 'Cost a year',
  fixed: 'Fixed part',
  volume: 'Volume',
  posts: 'Posts',
  quality: 'Quality',
  systems: 'Systems',
  contracts: 'Contracts',
  'contracts-end': 'Contracts end',
}

export const figureFaultWords: Readonly<Record<FigureFault['type'], string>> = {
  'fixed-above-cost': 'The part that stays the same is more than the whole cost',
  'no-volume': 'Some of the cost changes with the work, but there is no work. Enter how much work there is',
  'no-source': 'A figure has no source or nobody who answers for it',
}

export const optionWords: Readonly<Record<OptionId, { readonly name: string; readonly about: string }>> = {
  'do-nothing': {
    name: 'Do nothing',
    about:
      'Each council goes on as it is. The others are measured against this, so it is always worth nothing.',
  },
  'do-minimum': {
    name: 'Do the least',
    about: 'Each council does only what it must, such as replacing what is about to fail.',
  },
  'go-it-alone': { name: 'Go it alone', about: 'Each council improves its own service by itself.' },
  'share-less': { name: 'Share less', about: 'Only the services that are easiest to share are shared.' },
  share: { name: 'Share', about: 'Everything in the plan is shared.' },
}

export const caseWordsOf: Readonly<Record<CaseWords, { readonly name: string; readonly hint: string }>> = {
  strategic: {
    name: 'Strategic case',
    hint: 'Why change at all, and why together? What would happen if you did nothing?',
  },
  economic: {
    name: 'Economic case',
    hint: 'Which ways were looked at, and why is this the best for the public?',
  },
  commercial: {
    name: 'Commercial case',
    hint: 'Who would provide what, and under which agreements and contracts?',
  },
  financial: {
    name: 'Financial case',
    hint: 'Where does the money come from, in which years, and who carries which risk?',
  },
  management: {
    name: 'Management case',
    hint: 'Who leads, who does what by when, and how will you know that it works?',
  },
}

export const lineKindWords: Readonly<Record<LineKind, string>> = {
  communication: 'Communication with staff and the public',
  training: 'Training',
  redundancy: 'Redundancy and pensions',
  systems: 'Systems and data',
  property: 'Rooms and equipment',
  'other-cost': 'Another cost',
  saving: 'A saving',
  income: 'Income',
  'other-benefit': 'Another benefit',
}

export const sharingWords = {
  usage: 'By how much each council uses',
  equal: 'In equal parts',
  'stand-alone': 'By what each pays alone today',
  key: 'By a fixed key that you agree',
  'equal-savings': 'So that each saves the same amount',
  shapley: 'By what each brings to the others (Shapley)',
} as const

function fallsFaultWords(fault: FallsFault): string {
  switch (fault.type) {
    case 'missing-years':
      return `has ${fault.found} yearly amounts where the case has ${fault.wanted} years`
    case 'outside':
      return `falls outside the years of the case, which are 0 to ${fault.last}`
    case 'backwards':
      return 'ends before it begins'
    default:
      return never(fault)
  }
}

/** Names of councils and services for the words of a refusal. */
export type Names = {
  readonly council: (code: string) => string
  readonly service: (id: string) => string
}

export function refusalWords(refusal: CaseRefusal, { council, service }: Names): string {
  switch (refusal.type) {
    case 'locked':
      return 'The baseline is locked. A correction is a new version.'
    case 'not-locked':
      return 'The baseline is not locked, so you can change it as it is.'
    case 'role':
      return 'The lead, a deputy or a contributor of your council does this.'
    case 'not-leading':
      return 'The lead or a deputy of your council does this.'
    case 'not-finance':
      return 'Only the section 151 officer of a council confirms its figures.'
    case 'no-service':
      return 'No service has been named yet.'
    case 'alone':
      return 'A business case needs at least two councils that have joined.'
    case 'not-shared':
      return `${council(refusal.council)} has not shared its figures yet.`
    case 'missing':
      return `${council(refusal.council)}, ${service(refusal.service)}: “${measureNames[refusal.measure as Measure].toLowerCase()}” is missing.`
    case 'fault':
      return `${council(refusal.council)}, ${service(refusal.service)}: ${figureFaultWords[refusal.fault as FigureFault['type']].toLowerCase()}.`
    case 'too-few':
      return `Fewer than two councils take part in ${service(refusal.service)}.`
    case 'old-and-new':
      return `${council(refusal.old)} is replaced by ${council(refusal.next)}, and both are in this partnership: the same costs would count twice.`
    case 'confirmed-already':
      return 'Your council has confirmed these figures already.'
    case 'shared-already':
      return 'Figures have been shared already, so this cannot be taken back.'
    case 'changed':
      return 'The figures changed after you opened the page. Read them again before you confirm.'
    case 'no-baseline':
      return 'There is no baseline yet.'
    case 'no-frame':
      return 'Say first how many years you look at and how costs are shared.'
    case 'no-plan':
      return `${service(refusal.service)} has no plan yet: what would it cost together?`
    case 'wrong-years':
      return `“${refusal.name}” ${fallsFaultWords(refusal.fault)}.`
    case 'phase':
      return `${service(refusal.service)}: the per cents of one-off cost by year add up to ${refusal.adds}, for ${refusal.years} years. They must add up to 100, one for each year.`
    case 'host-not-in':
      return `${service(refusal.service)}: the host is not in the partnership.`
    case 'not-a-partner':
      return `“${refusal.name}” belongs to a council that is not in the partnership.`
    case 'post-twice':
      return `Post ${refusal.post} is saved twice: in ${formatList(refusal.names.map((name) => `“${name}”`))}.`
    case 'no-keys':
      return 'Costs are shared by a fixed key, and no council has a key above nought.'
    case 'no-services-left':
      return 'No service would be shared.'
    case 'running':
      return 'A run is being worked out. Wait until it is done.'
    case 'engine':
      return `This cannot be worked out: ${refusal.says}.`
    default:
      return never(refusal)
  }
}

export function warningWords(warning: CaseWarning, { council }: Pick<Names, 'council'>): string {
  switch (warning.type) {
    case 'no-communication':
      return 'No money is set aside for communication. People who are not told fight what they are not told about.'
    case 'no-training':
      return 'No money is set aside for training.'
    case 'not-locked':
      return 'The baseline is not locked: figures may still change, and not every section 151 officer has confirmed them.'
    case 'all-savings-claimed':
      return 'The case claims that every forecast saving will come. Among the cases we know, half of what was forecast came.'
    case 'no-optimism':
      return 'One-off costs carry no allowance for optimism.'
    case 'no-risks':
      return 'No risk or opportunity is in the register, so none is in the figures.'
    case 'no-required-return':
      return `Nobody has said what ${council(warning.council)} must get out of it.`
    case 'no-option-words':
      return `“${optionWords[warning.option as OptionId].name}” is not described, so nobody can tell whether it was looked at.`
    default:
      return never(warning)
  }
}
