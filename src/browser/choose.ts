import { matches } from '#ui/forgiving-search.ts'

/**
 * `select[data-autocomplete]` becomes a box to type in. An option may carry other names in `data-also`. The script is
 * fetched only on a page that has such a select; without it the select works as it is.
 */
export async function chooseByTyping(): Promise<void> {
  const selects = document.querySelectorAll<HTMLSelectElement>('select[data-autocomplete]')
  if (selects.length === 0) return
  await import('accessible-autocomplete')
  for (const select of selects) enhance(select)
}

function enhance(select: HTMLSelectElement): void {
  const options = [...select.options].filter((option) => option.value !== '')
  const choices = options.map((option) => ({
    name: option.textContent.trim(),
    also: option.dataset.also ?? '',
  }))
  const boxId = select.id
  const choose = (name: string | undefined): void => {
    const value = options.find((option) => isSame(option.textContent, name ?? ''))?.value ?? ''
    if (select.value === value) return
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  window.accessibleAutocomplete?.enhanceSelectElement({
    selectElement: select,
    defaultValue: options.find((option) => option.selected)?.textContent.trim() ?? '',
    autoselect: false,
    minLength: 2,
    menuAttributes: { 'aria-labelledby': boxId },
    onConfirm: (name) => {
      if (name !== undefined) choose(name)
    },
    source: (typed, show) =>
      show(
        matches(typed, choices)
          .slice(0, 12)
          .map(({ name }) => name),
      ),
    tAssistiveHint: () =>
      `${hintOf(select)} Type two letters or more, then use the up and down arrows and enter.`,
    tNoResults: () => 'Nothing found. Try part of the name, a former name or a code.',
  })
  // What was chosen before must not be sent when something else is typed over it.
  document.getElementById(boxId)?.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement) choose(target.value)
  })
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** The enhanced box does not keep the reference to the field's own hint, so its words go first in the box's hint. */
function hintOf(select: HTMLSelectElement): string {
  const ids = select.getAttribute('aria-describedby')?.split(/\s+/) ?? []
  return ids.map((id) => document.getElementById(id)?.textContent.trim() ?? '').join(' ')
}
