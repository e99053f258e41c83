/** Wrong address, or not yours: the same answer for both, because that a thing exists can itself be secret. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** Yours, but not with the role you hold. Used only where the person may already know that the thing exists. */
export class Forbidden extends Error {
  override name = 'Forbidden'
}

/** States what must be true. When it is not, the fault is ours: the person sees a reference number and no more. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence)
}

/** Ends a switch over a union: a new member without its case does not compile. */
export function never(value: never): never {
  throw new Error(`There is no case for ${JSON.stringify(value)}.`)
}
