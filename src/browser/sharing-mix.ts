import { membersOf } from '#engine/coalition.ts'
import { groupsBetterAlone } from '#engine/core.ts'
import { costGame, jointCost, type Game } from '#engine/game.ts'
import { readMix, sharesByMix, type SharingKeys } from '#engine/mixed-share.ts'
import { html, render } from '#ui/html.ts'
import { mixResult, mixSentence, type MixResult } from '#ui/mix-result.ts'
import { announce } from './announce.ts'

/**
 * The sliders of a mix, worked out in the browser by the same engine. The figures stand in the page; nothing is sent. When
 * the form is sent all the same, the server gives the same answer.
 */
type Figures = {
  readonly names: readonly string[]
  readonly values: readonly number[]
  readonly keys: SharingKeys
}

const form = document.querySelector<HTMLFormElement>('form[data-mix]')
const place = document.querySelector<HTMLElement>('[data-mix-result]')
if (form && place) follow(form, place)

function follow(form: HTMLFormElement, place: HTMLElement): void {
  // Written by our own page, from this type.
  const figures = JSON.parse(form.dataset.mix ?? '') as Figures
  const game = costGame(
    figures.names.map((_, i) => String(i)),
    figures.values,
    0,
  )
  let waiting: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', () => {
    for (const slider of form.querySelectorAll<HTMLInputElement>('input[type="range"]')) sayValue(slider)
    const result = workOut(form, figures, game)
    if (!result) return
    place.innerHTML = render(
      mixResult(result, (text) => html`<a class="hf-number" href="#from-1">${text}</a>`),
    )
    // Said once the hand rests, not at every step.
    clearTimeout(waiting)
    waiting = setTimeout(() => announce(mixSentence(result)), 600)
  })
}

function sayValue(slider: HTMLInputElement): void {
  const shown = document.querySelector(`[data-value-of="${CSS.escape(slider.id)}"]`)
  if (shown) shown.textContent = slider.value
}

/** Null while a box holds what is no number: the answer before stays. */
function workOut(form: HTMLFormElement, { names, keys }: Figures, game: Game): MixResult | null {
  const data = new FormData(form)
  const { mix, wrong } = readMix((name) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  })
  if (wrong.length > 0) return null
  const shared = sharesByMix(mix, keys, jointCost(game))
  if (!shared.defined) return { names, alone: keys.alone, shared: { why: shared.why } }
  const objectors = groupsBetterAlone(game, shared.pence)
    .filter(({ excess }) => excess > names.length)
    .map(({ group, excess }) => ({ members: membersOf(group), gain: Math.round(excess) }))
  return {
    names,
    alone: keys.alone,
    shared: { pays: shared.pence, objectors, held: [...shared.atLeast, ...shared.atMost] },
  }
}
