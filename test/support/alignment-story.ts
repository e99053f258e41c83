import assert from 'node:assert/strict'
import type { Browser } from './browser.ts'

/** The steps of a round of aims and terms that every story takes, through the pages. */

/** One council starts a round and offers its terms, the others agree. Returns the address of the round. */
export async function agreeRound(
  partnership: string,
  kind: 'ladder' | 'aims' | 'board',
  [first, ...others]: readonly [Browser, ...Browser[]],
  fill: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<string> {
  await first.visit(`/partnerships/${partnership}/alignment/new/${kind}`)
  for (const [name, value] of Object.entries(fill))
    if (typeof value === 'string') first.fill(name, value)
    else tickOnly(first, name, value)
  const terms = await first.press('Continue')
  assert.equal(terms.h1, 'Check the terms before you offer them', terms.text)
  await first.press('Offer these terms to every council')
  const round = terms.path.replace('/terms', '')
  for (const other of others) {
    await other.visit(`${round}/terms`)
    await other.press('We agree to these terms')
  }
  return round
}

/** Fills one page of a round and saves it. */
export async function answer(
  who: Browser,
  round: string,
  item: string,
  fill: Readonly<Record<string, string>>,
) {
  await who.visit(`${round}/answer/${item}`)
  for (const [name, value] of Object.entries(fill)) who.fill(name, value)
  return who.press('Save and continue')
}

export async function sealIt(who: Browser, round: string): Promise<string> {
  await who.visit(`${round}/check`)
  await who.follow('Continue to seal')
  const sealed = await who.press('Seal our answers')
  assert.equal(sealed.h1, 'Your answers are sealed', sealed.text)
  return sealed.text
}

/** Ticks these boxes of a list and no others. */
function tickOnly(who: Browser, list: string, ids: readonly string[]): void {
  for (const [, name = ''] of who.page().html.matchAll(new RegExp(`name="(${list}-[a-z-]+)"`, 'g')))
    who.fill(name, ids.includes(name.slice(list.length + 1)) ? name.slice(list.length + 1) : [])
}
