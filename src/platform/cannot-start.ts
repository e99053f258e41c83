/**
 * Why the program will not start, as one sentence that says what to do about it. Whoever starts the program prints the
 * message alone, without a stack, and ends with exit code 1.
 */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** The code of a system error, such as `EACCES` or `53100`; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
