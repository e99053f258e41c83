import { announce } from './announce.ts'

/** `button[data-copy="#id"]` copies the words of that element. Where copying is not allowed it selects them instead. */
export function copyButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-copy]') : null
    const source = button && document.querySelector(button.dataset.copy ?? '')
    if (source) void copy(source)
  })
}

async function copy(source: Element): Promise<void> {
  try {
    await navigator.clipboard.writeText(source.textContent.trim())
    tell(source, 'Copied')
  } catch {
    window.getSelection()?.selectAllChildren(source)
    tell(source, 'Selected. Copy it with Ctrl and C, or Command and C.')
  }
}

function tell(source: Element, words: string): void {
  const place = source.closest('.hf-copy') ?? source.parentElement ?? source
  let note = place.querySelector('.hf-saved')
  if (!note) {
    note = document.createElement('span')
    note.className = 'hf-saved'
    place.append(note)
  }
  note.textContent = words
  announce(words)
}
