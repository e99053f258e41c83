let region: HTMLElement | undefined

/** Says something to screen readers without moving the focus. What is said last is what counts. */
export function announce(words: string): void {
  region ??= makeRegion()
  region.textContent = words
}

function makeRegion(): HTMLElement {
  const made = document.createElement('div')
  made.className = 'govuk-visually-hidden'
  made.setAttribute('role', 'status')
  document.body.append(made)
  return made
}
