/** The time now, as a value that is passed in: a test passes another. An instant is a `Date`; a day is `YYYY-MM-DD`. */
export type Clock = { now(): Date }

/** The only clock of the running program. The law's clock is Europe/London; instants are kept in UTC. */
export const systemClock: Clock = { now: () => new Date() }
