/**
 * GOV.UK Frontend's compiled stylesheet, without what belongs to GOV.UK services alone.
 *
 * The published CSS names the GDS Transport typeface and the royal crest. Both are licensed for use on gov.uk only,
 * so this takes the face's `@font-face` rules out, gives every rule that names it our own family by `--hf-font`
 * (paper included), and replaces each image address. What is left is the CSS as published, under its MIT licence.
 * Throws when something it knows nothing about is left, so that an upgrade can't bring the face or the crest back.
 */
export function withoutCrown(css: string): string {
  const ours = css
    .replace(/\/\*![^*]*Margaret Calvert[^*]*\*\//, '')
    .replace(/@font-face\{[^}]*GDS Transport[^}]*\}/g, '')
    .replace(/font-family:\s*GDS Transport,\s*arial,\s*sans-serif/g, 'font-family:var(--hf-font)')
    .replace(/font-family:\s*sans-serif/g, 'font-family:var(--hf-font)')
    .replace(/url\([^)]*govuk-crest\.svg\)/g, 'none')
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//g, '')
  const left = /GDS Transport|url\((?!data:)[^)]*\)/.exec(ours)
  if (left)
    throw new Error(`govuk-frontend.min.css still names "${left[0]}": teach withoutCrown to remove it`)
  return ours
}
