import { html, type Content, type Html } from './html.ts'
import type { Source } from './who-says.ts'

/**
 * The numbers of one page. Every number is drawn with `number`, which will not take one without its source; each is a link
 * to the place at the foot of the page where its source, owner, date and version stand, once for all numbers of the same
 * origin. Works without a script, by keyboard and on paper.
 */
export type Figures = {
  /** The number as people read it, and where it is from. */
  readonly number: (text: string, from: Source) => Html
  /** The list of origins; to be drawn after the last number. */
  readonly origins: () => Html | false
}

export function figures(): Figures {
  const known: Source[] = []
  const keys: string[] = []
  const placeOf = (from: Source): number => {
    const key = JSON.stringify([
      from.source,
      from.owner,
      from.date,
      from.version,
      from.href,
      wordsOf(from.working),
    ])
    const at = keys.indexOf(key)
    if (at >= 0) return at + 1
    keys.push(key)
    return known.push(from)
  }
  return {
    number: (text, from) => html`<a class="hf-number" href="#from-${placeOf(from)}">${text}</a>`,
    origins: () =>
      known.length > 0 &&
      html`<section class="hf-origins" aria-labelledby="origins">
        <h2 class="hf-heading hf-heading--small" id="origins">Where these figures come from</h2>
        <ol>
          ${known.map((from, at) => html`<li id="from-${at + 1}">${origin(from)}</li>`)}
        </ol>
      </section>`,
  }
}

function wordsOf(working: Content): string {
  return typeof working === 'object' ? JSON.stringify(working) : String(working)
}

function origin({ source, href, owner, date, version, working }: Source): Html {
  const rest = [owner && `Who answers for it: ${owner}`, date, version].filter(Boolean).join('. ')
  return html`<strong>${href === undefined ? source : html`<a class="hf-link" href="${href}">${source}</a>`}.</strong>
    ${rest && `${rest}.`} ${working}`
}
