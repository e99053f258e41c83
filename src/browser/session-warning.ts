import { announce } from './announce.ts'
import { now, timeOfDay } from './clock.ts'
import { warning, type SessionEnds, type Warning } from './session-clock.ts'

const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('handfast session') : undefined
let renew: (() => void) | undefined

/** The server has answered this person: the idle time starts again, in every tab. */
export function sessionRenewed(): void {
  renew?.()
  tellTabs()
}

function tellTabs(): void {
  // A channel reaches pages of its own origin only; there is no other to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  tabs?.postMessage('renewed')
}

/** Warns five minutes before a session ends, offers to stay, and says when it has ended. See `session-dialog.ts`. */
export function warnOfSignOut(): void {
  const dialog = document.getElementById('session-warning')
  if (!(dialog instanceof HTMLDialogElement)) return
  const idle = Number(dialog.dataset.idle) * 1000
  let ends: SessionEnds = { idleAt: now() + idle, absoluteAt: now() + Number(dialog.dataset.absolute) * 1000 }
  let dismissed: Warning['kind'] = 'none'

  const check = (): void => {
    const next = warning(ends, now())
    if (next.kind === 'none' || next.kind === dismissed)
      return next.kind === 'none' ? dialog.close() : undefined
    word(dialog, next)
    if (!dialog.open) dialog.showModal()
  }
  renew = () => {
    ends = { ...ends, idleAt: now() + idle }
    dismissed = 'none'
    check()
  }
  dialog.addEventListener('close', () => (dismissed = warning(ends, now()).kind))
  dialog.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault()
    const { kind } = warning(ends, now())
    if (kind === 'idle') void stay(dialog)
    else if (kind === 'ended') location.reload()
    else dialog.close()
  })
  tabs?.addEventListener('message', () => renew?.())
  tellTabs()
  document.addEventListener('visibilitychange', check)
  window.setInterval(check, 5_000)
  check()
}

async function stay(dialog: HTMLDialogElement): Promise<void> {
  const form = dialog.querySelector('form')
  if (!form) return
  const fields = [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json' },
      redirect: 'manual',
    })
    if (!response.ok) return location.reload()
    sessionRenewed()
    announce('You are still signed in.')
  } catch {
    say(dialog, 'We could not reach Handfast. Check your connection and try again.')
  }
}

/** The words follow the clock, but are only replaced when they change, so that a screen reader is not interrupted. */
function word(dialog: HTMLDialogElement, next: Warning): void {
  const button = dialog.querySelector('button')
  const heading = dialog.querySelector('h2')
  if (!button || !heading || next.kind === 'none') return
  const kept = 'What you have typed is kept on this device.'
  if (next.kind === 'ended') {
    set(heading, 'You have been signed out')
    say(dialog, `${kept} Sign in again to carry on.`)
    return set(button, 'Sign in again')
  }
  const minutes = `${next.minutes} ${next.minutes === 1 ? 'minute' : 'minutes'}`
  set(heading, `You will be signed out in ${minutes}`)
  if (next.kind === 'idle') {
    say(dialog, `You have not done anything for a while. ${kept}`)
    return set(button, 'Stay signed in')
  }
  say(
    dialog,
    `For safety nobody stays signed in for longer. Your session ends at ${timeOfDay(next.endsAt)}. ${kept}`,
  )
  set(button, 'Carry on until then')
}

function say(dialog: HTMLDialogElement, words: string): void {
  const text = dialog.querySelector('p')
  if (text) set(text, words)
}

function set(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words
}
