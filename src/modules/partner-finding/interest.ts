import type { AuthorityCode } from '#platform/id.ts'

/** A council's interest in another for one service. Only those who lead the council that has it can read it. */
export type Interest = {
  readonly id: string
  readonly target: AuthorityCode
  readonly service: string
  /** The day in London. */
  readonly since: string
  readonly withdrawnOn: string | null
}

/** How many a council may have at once, how long each is held, and for how long none may take its place. Days. */
export const mostInterests = 5
export const heldDays = 90
export const lockedDays = 30

export type InterestRefusal =
  | { readonly type: 'not-leading' }
  | { readonly type: 'own-council' }
  | { readonly type: 'already-interested' }
  /** `freeOn` is the first day on which there is room again. */
  | { readonly type: 'no-room'; readonly freeOn: string }

const day = 24 * 60 * 60_000

function after(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** The last day on which it is held. */
export function heldUntil({ since }: Pick<Interest, 'since'>): string {
  return after(since, heldDays - 1)
}

/** Whether it can still be answered: neither taken back nor older than 90 days. */
export function isHeld(interest: Pick<Interest, 'since' | 'withdrawnOn'>, today: string): boolean {
  return interest.withdrawnOn === null && today <= heldUntil(interest)
}

/** The first day on which it takes up no room: one that was taken back keeps its place for 30 days from the day it began. */
export function freeOn(interest: Pick<Interest, 'since' | 'withdrawnOn'>): string {
  if (interest.withdrawnOn === null) return after(interest.since, heldDays)
  const locked = after(interest.since, lockedDays)
  return interest.withdrawnOn > locked ? interest.withdrawnOn : locked
}

/** Whether it counts towards the five. */
export function takesRoom(interest: Pick<Interest, 'since' | 'withdrawnOn'>, today: string): boolean {
  return today < freeOn(interest)
}

/** Why an interest may not be had; an empty list when it may. */
export function interestBlockers(
  held: readonly Interest[],
  wanted: { readonly own: AuthorityCode; readonly target: AuthorityCode; readonly service: string },
  leads: boolean,
  today: string,
): InterestRefusal[] {
  const refusals: InterestRefusal[] = []
  if (!leads) refusals.push({ type: 'not-leading' })
  if (wanted.target === wanted.own) refusals.push({ type: 'own-council' })
  // The same interest again, after it was taken back, takes the place that it had.
  const isSame = (one: Interest) => one.target === wanted.target && one.service === wanted.service
  const stands = held.some((one) => isSame(one) && isHeld(one, today))
  if (stands) refusals.push({ type: 'already-interested' })
  const room = held.filter((one) => takesRoom(one, today) && !isSame(one))
  if (!stands && room.length >= mostInterests) {
    const [first = today] = room.map(freeOn).sort()
    refusals.push({ type: 'no-room', freeOn: first })
  }
  return refusals
}
