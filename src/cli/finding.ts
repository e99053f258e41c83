/** One thing looked at: well or not, and in a sentence what was found and what to do. */
export type Finding = { readonly name: string; readonly isWell: boolean; readonly words: string }
