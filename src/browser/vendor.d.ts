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
      autoselect: boolean
      minLength: number
      menuAttributes: Record<string, string>
      onConfirm: (name: string | undefined) => void
      source: (typed: string, show: (names: string[]) => void) => void
      tAssistiveHint: () => string
      tNoResults: () => string
    }): void
  }
}
