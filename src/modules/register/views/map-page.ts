import { hexKinds, hexMapDrawing, hexSwatch, type HexKind } from '#ui/chart/hex-map.ts'
import { formatCount, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import type { MapCouncil } from '../map.ts'
import { placesOf, registerPage } from './frame.ts'

const kindWords: Record<HexKind, string> = {
  none: 'None that we know of',
  past: 'Only what is over or was planned',
  one: 'One going on',
  two: 'Two going on',
  more: 'Three or more going on',
}

/** The map, its key, and the list that says the same. */
export function mapPage(shell: Shell, councils: readonly MapCouncil[]): Html {
  const count = (kind: HexKind) => councils.filter((each) => each.kind === kind).length
  const sharing = councils.length - count('none') - count('past')
  const title = 'Map of shared services'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">One hexagon for each of the ${councils.length} councils, all of one size, near where it lies. ${sharing} of them take part in something that goes on, as far as we know.</p>
    ${placesOf(links.map)}
    <div class="hf-columns hf-columns--even">
      <div>${hexMapDrawing(
        councils.map(({ council, cell, kind, going }) => ({
          ...cell,
          kind,
          title: `${council.name}: ${kindWords[kind]}${going.length > 0 ? ` (${going.map(({ name }) => name).join('; ')})` : ''}`,
          href: links.council(council.slug),
        })),
        'map',
      )}</div>
      <div>
        <h2 class="hf-heading">What the patterns mean</h2>
        <ul class="govuk-list">
          ${hexKinds.map((kind) => html`<li>${hexSwatch(kind, 'map')} <strong>${kindWords[kind]}</strong>: ${formatCount(count(kind), 'council')}</li>`)}
        </ul>
        <p class="hf-text">A county stands among its districts. Crowded places such as London swell, and empty ones shrink. White does not mean that a council shares nothing: we may not have found it.</p>
        <p class="hf-text"><a class="hf-link" href="#list">The same as a list</a></p>
      </div>
    </div>
    <h2 class="hf-heading" id="list">The same as a list</h2>
    ${regionsOf(councils).map(
      ([region, own]) =>
        html`<h3 class="hf-heading hf-heading--small">${region}</h3>
          ${sharingList(own)}
          ${others(own, 'past')} ${others(own, 'none')}`,
    )}`
  return registerPage(shell, { title, body, wide: true })
}

function regionsOf(councils: readonly MapCouncil[]): [string, MapCouncil[]][] {
  return [...Map.groupBy(councils, ({ council }) => council.region)].sort(([a], [b]) =>
    a.localeCompare(b, 'en-GB'),
  )
}

function sharingList(councils: readonly MapCouncil[]): Html | false {
  const own = councils.filter(({ going }) => going.length > 0)
  return (
    own.length > 0 &&
    html`<ul class="govuk-list govuk-list--bullet">
      ${own.map(({ council, kind, going }) => html`<li><a class="hf-link" href="${links.council(council.slug)}">${council.name}</a>: ${kindWords[kind].toLowerCase()}. ${formatList(going.map(({ name }) => name))}.</li>`)}
    </ul>`
  )
}

function others(councils: readonly MapCouncil[], kind: 'past' | 'none'): Html | false {
  const own = councils.filter((each) => each.kind === kind)
  return (
    own.length > 0 &&
    html`<p class="hf-text"><strong>${kindWords[kind]}:</strong> ${own.map(({ council }, i) => html`${i > 0 && ', '}<a class="hf-link" href="${links.council(council.slug)}">${council.shortName}</a>`)}.</p>`
  )
}
