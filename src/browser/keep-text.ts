import { announce } from './announce.ts'
import { now } from './clock.ts'
import { outcome, parseKept, type KeptText } from './kept-text.ts'

type TextField = HTMLInputElement | HTMLTextAreaElement

const prefix = 'handfast kept '
const submitted = 'handfast submitted'
const textTypes = new Set(['text', 'search', 'email', 'url', 'tel', 'number'])

/**
 * Keeps typed text in this tab until the server has it, and puts it back after a sign-out, a crash or a lost line.
 * Only for a signed-in person, only their own, at most 12 hours; signing out forgets it. Passwords, codes and files are
 * never kept, nor is any form with `data-keep="no"`.
 */
export function keepTypedText(): void {
  const owner = document.body.dataset.owner
  if (owner === undefined) return
  forgetOthers(owner)
  forgetSubmitted()
  for (const field of textFields()) giveBack(field, owner)
  document.addEventListener('input', ({ target }) => {
    if (isKeepable(target)) store(target, owner)
  })
  document.addEventListener('submit', ({ target }) => {
    if (target instanceof HTMLFormElement && target.method === 'post')
      sessionStorage.setItem(submitted, location.pathname)
  })
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-sign-out]')) forgetWhere(() => true)
  })
}

/** The server has this text: there is nothing left to keep. */
export function forgetTyped(field: Element, savedText: string): void {
  if (isKeepable(field) && field.value === savedText) sessionStorage.removeItem(keyOf(field))
}

function store(field: TextField, owner: string): void {
  const kept: KeptText = { owner, from: field.defaultValue, text: field.value, at: now() }
  sessionStorage.setItem(keyOf(field), JSON.stringify(kept))
}

function giveBack(field: TextField, owner: string): void {
  const kept = parseKept(sessionStorage.getItem(keyOf(field)))
  if (!kept) return
  const next = outcome(kept, { serverText: field.defaultValue, owner }, now())
  if (next.kind === 'forget') return sessionStorage.removeItem(keyOf(field))
  if (next.kind === 'restore') {
    field.value = next.text
    tell(field, 'You typed this before and it was not saved. Check it, then save.')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  } else {
    tell(field, `You also typed this, and it was not saved: “${next.text}”`)
  }
}

function tell(field: TextField, words: string): void {
  const note = document.createElement('p')
  note.className = 'hf-saved hf-saved--care'
  note.textContent = words
  field.after(note)
  announce(words)
}

/** A form that was sent and led elsewhere was taken; its text is the server's now. */
function forgetSubmitted(): void {
  const path = sessionStorage.getItem(submitted)
  if (path === null) return
  sessionStorage.removeItem(submitted)
  if (path !== location.pathname) forgetWhere((key) => key.startsWith(`${prefix}${path} `))
}

function forgetOthers(owner: string): void {
  forgetWhere((key) => parseKept(sessionStorage.getItem(key))?.owner !== owner)
}

function forgetWhere(isUnwanted: (key: string) => boolean): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(prefix) && isUnwanted(key)) sessionStorage.removeItem(key)
}

function textFields(): TextField[] {
  return [...document.querySelectorAll('form input, form textarea')].filter(isKeepable)
}

function isKeepable(field: unknown): field is TextField {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false
  if (field instanceof HTMLInputElement && !textTypes.has(field.type)) return false
  const { form } = field
  return (
    field.name !== '' &&
    form !== null &&
    form.method === 'post' &&
    form.dataset.keep !== 'no' &&
    field.autocomplete !== 'one-time-code'
  )
}

function keyOf(field: TextField): string {
  const form = field.form ? [...document.forms].indexOf(field.form) : 0
  return `${prefix}${location.pathname} ${form} ${field.name}`
}
