/**
 * The version of the calculations, saved with every result. It goes up whenever the same input and seed can give other
 * bits, or a result has another shape: docs/methods/versions.md says what changed and why.
 */
export const engineVersion = '0.2.0'
