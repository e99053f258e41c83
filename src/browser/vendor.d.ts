// Two packages publish no types. Only what our browser files use is declared.
declare module 'govuk-frontend' {
  export function initAll(): void
}

declare module 'accessible-autocomplete'

interface Window {
  /** Set by the script of accessible-autocomplete when it has loaded. */
  accessibleAutocomplete?: {
    enhanceSelectElement(options: {
      selectElement: HTMLSelectElement
      defaultValue: string
      minLength: number
      menuAttributes: Record<string, string>
      source: (typed: string, show: (names: string[]) => void) => void
      tAssistiveHint: () => string
      tNoResults: () => string
    }): void
  }
}
