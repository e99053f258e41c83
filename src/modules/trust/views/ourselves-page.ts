import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukTable } from '#ui/table.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Opened } from '../queries.ts'
import { farAbove, type SelfView } from '../self-view.ts'
import { points, pointsApart } from '../text.ts'
import { blockedNote, postButton, refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type OurselvesPageModel = {
  readonly opened: Opened
  readonly council: string
  readonly views: readonly SelfView[]
  readonly spots: readonly SelfView[]
  readonly shown: boolean
  readonly blocked: readonly TrustRefusal[]
  readonly refused: readonly TrustRefusal[]
}

/** How a council sees itself beside how its partners see it; and, where it stands far above, whether to show that to all. */
export function ourselvesPage(shell: Shell, model: OurselvesPageModel): Html {
  const { opened, council, views, spots } = model
  const about = (id: string) =>
    opened.statements.statements.find((statement) => statement.id === id)?.about ?? id
  const title = 'How we see ourselves, and how they see us'
  const body = html`${refusalSummary(opened, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${lead(spots, about)}</p>
    ${whoSees({ kind: 'own-council', council })}
    ${
      views.length > 0 &&
      govukTable({
        head: [
          { text: 'Statement' },
          { text: 'We say', format: 'numeric' },
          { text: 'They say', format: 'numeric' },
          { text: 'In words' },
        ],
        firstCellIsHeader: true,
        rows: views.map(({ statement, itself, others, difference }) => [
          { text: about(statement) },
          { text: points(itself), format: 'numeric' },
          { text: points(others), format: 'numeric' },
          { text: differenceWords(difference) },
        ]),
      })
    }
    ${spots.length > 0 && showing(model)}`
  return trustFrame(shell, opened, {
    title,
    body,
    back: { href: links.result(opened.round.id), text: 'The result' },
    hasErrors: model.refused.length > 0,
  })
}

function lead(spots: readonly SelfView[], about: (id: string) => string): string {
  if (spots.length === 0)
    return 'On no statement do you see yourselves two points or more above how your partners see you.'
  const names = spots.map(({ statement }) => `“${about(statement)}”`)
  return `You see yourselves two points or more above how your partners see you on ${new Intl.ListFormat('en-GB').format(names)}. That is worth a quiet talk among yourselves first.`
}

function differenceWords(difference: number): string {
  if (difference >= farAbove) return `We see ourselves ${pointsApart(difference)} above how they see us`
  if (difference >= 10) return `We see ourselves higher, by ${pointsApart(difference)}`
  if (difference <= -10) return `They see us higher, by ${pointsApart(difference)}`
  return 'Much the same'
}

function showing({ opened, shown, blocked }: OurselvesPageModel): Html {
  if (shown) return html`<p class="govuk-inset-text">You have shown this to all partners.</p>`
  return html`<h2 class="hf-heading">Show it to all partners?</h2>
    <p class="govuk-body">You do not have to. Nothing happens by itself, however long you wait. A council that shows where it saw itself too well is often trusted more after it.</p>
    ${blocked.length > 0 ? blockedNote(opened, blocked) : postButton(links.ourselves(opened.round.id), 'Show this to all partners', 'govuk-button--secondary')}`
}
