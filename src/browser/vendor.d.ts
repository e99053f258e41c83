// Two packages publish no types. Only what our browser files use is declared.
declare module 'govuk-frontend' {
  export function initAll(): void
}

declare module 'accessible-autocomplete'
