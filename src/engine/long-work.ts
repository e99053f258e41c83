/**
 * How to follow and stop a calculation that may take seconds. An `AbortSignal` fits `signal`; it is looked at between
 * stages, so a stop takes effect at the next one.
 */
export type LongWork = {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: { readonly aborted: boolean } | undefined
}

/** How far a calculation has come: `done` of `of` stages, and what it is doing in words. */
export type Progress = { readonly stage: string; readonly done: number; readonly of: number }

/** Thrown when the caller asked to stop. Nothing has been changed and there is no result. */
export class Cancelled extends Error {
  constructor() {
    super('the calculation was stopped before it had finished')
    this.name = 'Cancelled'
  }
}

/** Reports a stage, or stops when asked to. */
export function atStage(work: LongWork | undefined, stage: string, done: number, of: number): void {
  if (work?.signal?.aborted) throw new Cancelled()
  work?.onProgress?.({ stage, done, of })
}
