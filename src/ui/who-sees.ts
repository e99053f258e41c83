import { html, raw, type Html } from './html.ts'

/**
 * Who can see a page or a field. The same words stand on the screen, on paper and in Word, and they say it as a whole
 * sentence, because a word such as "private" promises more than anybody checks.
 */
export type Audience =
  | { readonly kind: 'only-you' }
  /** People of one council; `people` narrows it ("the lead and deputies"). */
  | { readonly kind: 'own-council'; readonly council: string; readonly people?: string }
  /** Sealed: one council now, the others once all open together. */
  | { readonly kind: 'after-reveal'; readonly council: string; readonly partners: readonly string[] }
  | { readonly kind: 'councils'; readonly councils: readonly string[]; readonly people?: string }
  | { readonly kind: 'public' }

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

export function whoSeesText(audience: Audience): string {
  if (audience.kind === 'public') return 'Anyone can see this.'
  if (audience.kind === 'only-you') return 'Only you can see this.'
  if (audience.kind === 'after-reveal')
    return `Only ${audience.council} can see this now. ${list.format(audience.partners)} can once all open together.`
  const { people } = audience
  if (audience.kind === 'own-council')
    return `Only ${people ? `${people} of ` : ''}${audience.council} can see this.`
  const councils = list.format(audience.councils)
  return `${people ? `${people} of ${councils}` : councils} can see this.`
}

/** The label: a drawn lock, rings or eye, and the sentence. */
export function whoSees(audience: Audience): Html {
  return html`<p class="hf-sees">
    <svg
      class="hf-sees__sign"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      aria-hidden="true"
      focusable="false"
    >
      ${signs[audience.kind]}</svg
    ><span>${whoSeesText(audience)}</span>
  </p>`
}

const lock = raw(
  '<rect x="3.5" y="9" width="13" height="8.5" rx="1.5"/><path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9"/>',
)

const signs: Readonly<Record<Audience['kind'], Html>> = {
  'only-you': lock,
  'own-council': lock,
  'after-reveal': raw('<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/><path d="M3 5.5l7 6 7-6"/>'),
  councils: raw('<circle cx="7.2" cy="10" r="4.7"/><circle cx="12.8" cy="10" r="4.7"/>'),
  public: raw(
    '<path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10Z"/><circle cx="10" cy="10" r="2.5"/>',
  ),
}
