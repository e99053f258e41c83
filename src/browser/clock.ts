/** The browser's clock, in one place. It decides when to warn and what to forget, never what is true. */
export function now(): number {
  return Date.now()
}

const clockTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** "10:42", as the councils' clocks show it. */
export function timeOfDay(milliseconds: number): string {
  return clockTime.format(milliseconds)
}
