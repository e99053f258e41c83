import type { AuthorityCode } from '#platform/id.ts'

/** What people enter on the timeline beside the aims. */
export const eventKinds = ['election', 'change-of-control', 'reorganisation', 'other'] as const
export type EventKind = (typeof eventKinds)[number]

export const eventWords: Record<EventKind, string> = {
  election: 'Election',
  'change-of-control': 'Change of control',
  reorganisation: 'Reorganisation',
  other: 'Something else',
}

/** Something that happened, or will, on a day; of one council or of all. Always with who says so. */
export type TimelineEvent = {
  readonly id: string
  readonly kind: EventKind
  readonly council: AuthorityCode | null
  readonly onDay: string
  readonly what: string
  readonly source: string
  readonly recordedFor: AuthorityCode
}

export type EventFault = 'what-missing' | 'what-long' | 'source-missing' | 'source-long' | 'kind-missing'

export function eventFaults(event: Pick<TimelineEvent, 'what' | 'source'> & { kind: string }): EventFault[] {
  return [
    ...(eventKinds.some((kind) => kind === event.kind) ? [] : (['kind-missing'] as const)),
    ...(event.what.trim() === '' ? (['what-missing'] as const) : []),
    ...(event.what.length > 200 ? (['what-long'] as const) : []),
    ...(event.source.trim() === '' ? (['source-missing'] as const) : []),
    ...(event.source.length > 300 ? (['source-long'] as const) : []),
  ]
}
