/** What can make a council act by a certain day. */
export const eventKinds = [
  'contract-end',
  'lease-end',
  'equipment-end',
  'election',
  'reorganisation',
  'other',
] as const
export type EventKind = (typeof eventKinds)[number]

export const eventKindWords: Readonly<Record<EventKind, string>> = {
  'contract-end': 'A contract ends',
  'lease-end': 'A lease ends',
  'equipment-end': 'Equipment must be replaced',
  election: 'An election',
  reorganisation: 'The council is to be replaced',
  other: 'Something else',
}

/** Who may see an event: its own council, councils it is in a partnership with, or anybody. */
export const sharedWith = ['private', 'partners', 'public'] as const
export type Shared = (typeof sharedWith)[number]

export const sharedWords: Readonly<Record<Shared, string>> = {
  private: 'Only our council',
  partners: 'Councils we are in a partnership with',
  public: 'Anyone',
}
