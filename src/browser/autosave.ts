import { announce } from './announce.ts'
import { now, timeOfDay } from './clock.ts'
import { forgetTyped } from './keep-text.ts'
import { retryDelay, saveReply, type SaveReply } from './save-reply.ts'
import { sessionRenewed } from './session-warning.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const typingPause = 1_500
const longestWait = 4_000

/**
 * `form[data-autosave="/address"]` saves field by field: when a choice changes, when a text is left, and when typing
 * pauses. One request at a time, in order, each with the form's hidden fields (whose version the reply may renew). Says
 * "Saved 10:42" under the field. When a save fails it says so and tries again; what was typed stays in the field, and in
 * this tab until the server has it (`keep-text.ts`).
 */
export function autosave(form: HTMLFormElement): void {
  const address = form.dataset.autosave
  if (address === undefined) return
  const waiting = new Map<string, Field>()
  let sending: Promise<void> | undefined
  let failures = 0
  let timer: number | undefined

  const sendSoon = (milliseconds: number): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void send(), milliseconds)
  }

  const send = (): Promise<void> => {
    window.clearTimeout(timer)
    sending ??= sendAll().finally(() => (sending = undefined))
    return sending
  }

  const sendAll = async (): Promise<void> => {
    for (const [name, field] of waiting) {
      waiting.delete(name)
      const sent = fieldBody(form, name)
      const text = field.value
      const reply = await post(address, sent)
      if (reply.kind === 'try-again') {
        failures += 1
        if (!waiting.has(name)) waiting.set(name, field)
        show(field, 'Not saved yet. We are trying again.', true)
        return sendSoon(retryDelay(failures))
      }
      failures = 0
      settle(form, field, text, reply)
    }
  }

  const changed = (target: EventTarget | null, milliseconds: number): void => {
    if (!isField(target) || target.form !== form || target.name === '' || target.type === 'file') return
    waiting.set(target.name, target)
    sendSoon(milliseconds)
  }

  form.addEventListener('change', ({ target }) => changed(target, 0))
  form.addEventListener('input', ({ target }) => {
    if (
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type === 'text')
    )
      changed(target, typingPause)
  })
  window.addEventListener('online', () => void send())
  window.addEventListener('pagehide', () => {
    for (const name of waiting.keys()) void post(address, fieldBody(form, name), true)
  })
  form.addEventListener('submit', (event) => {
    window.clearTimeout(timer)
    waiting.clear()
    if (!sending) return
    // The form carries everything; it only waits for the version that the save under way is about to bring.
    event.preventDefault()
    const { submitter } = event
    void Promise.race([sending, pause(longestWait)]).finally(() => {
      sending = undefined
      form.requestSubmit(submitter)
    })
  })
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    window.setTimeout(done, milliseconds)
  })
}

function settle(form: HTMLFormElement, field: Field, text: string, reply: SaveReply): void {
  switch (reply.kind) {
    case 'saved':
      for (const [name, value] of Object.entries(reply.fields)) renew(form, name, value)
      forgetTyped(field, text)
      sessionRenewed()
      return show(field, `Saved ${reply.savedAt ?? timeOfDay(now())}`, false)
    case 'refused':
      return show(field, reply.message, true)
    case 'signed-out':
      return show(
        field,
        'You have been signed out, so this is not saved. What you typed is kept on this device. Open this page again to sign in.',
        true,
      )
    case 'try-again':
  }
}

function renew(form: HTMLFormElement, name: string, value: string): void {
  const hidden = form.elements.namedItem(name)
  if (hidden instanceof HTMLInputElement && hidden.type === 'hidden') hidden.value = value
}

/** The one field, all its values if it has several, and every hidden field. */
function fieldBody(form: HTMLFormElement, name: string): URLSearchParams {
  const body = new URLSearchParams()
  for (const hidden of form.querySelectorAll<HTMLInputElement>('input[type="hidden"][name]'))
    body.append(hidden.name, hidden.value)
  const values = new FormData(form).getAll(name).filter((value) => typeof value === 'string')
  for (const value of values.length > 0 ? values : ['']) body.append(name, value)
  return body
}

async function post(address: string, body: URLSearchParams, keepalive = false): Promise<SaveReply> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      redirect: 'manual',
      keepalive,
    })
    if (response.type === 'opaqueredirect') return saveReply(303, undefined)
    return saveReply(response.status, await response.json().catch(() => undefined))
  } catch {
    return { kind: 'try-again' }
  }
}

function show(field: Field, words: string, needsCare: boolean): void {
  const place = field.closest('.govuk-form-group') ?? field.form ?? field
  let note = place.querySelector<HTMLElement>(':scope > [data-saved]')
  if (!note) {
    note = document.createElement('p')
    note.dataset.saved = ''
    place.append(note)
  }
  note.className = needsCare ? 'hf-saved hf-saved--care' : 'hf-saved'
  if (note.textContent === words) return
  note.textContent = words
  announce(words)
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}
