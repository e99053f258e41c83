import { visibilitiesFor } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { TrustView } from '../queries.ts'
import { inferenceWords, visibilityMeans, visibilityNames } from '../text.ts'
import { bullets, refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type VisibilityPageModel = {
  readonly view: TrustView
  readonly council: string
  readonly form: Form
  readonly refused: readonly TrustRefusal[]
}

/** How far the ratings are shown: one question, with what each answer still gives away. */
export function visibilityPage(shell: Shell, { view, council, form, refused }: VisibilityPageModel): Html {
  const { round } = view
  const title = 'How far shall the ratings be shown?'
  const options = visibilitiesFor(round.parties.length)
  const body = html`${errorSummary(form)}${refusalSummary(view, refused)}
    <form method="post" action="${links.visibility(round.id)}" novalidate>
      ${radiosField(form, {
        name: 'choice',
        label: title,
        isPageHeading: true,
        hint: 'Each council chooses. The most private choice binds all. Nobody learns which council chose what.',
        whoSees: whoSees({ kind: 'own-council', council }),
        items: options.map((choice) => ({
          value: choice,
          text: visibilityNames[choice],
          hint: { text: visibilityMeans[choice] },
        })),
      })}
      <h2 class="hf-heading">What can still be worked out</h2>
      ${options.map((choice) => html`<h3 class="hf-heading--small">${visibilityNames[choice]}</h3>${bullets(inferenceWords(choice, round.parties.length))}`)}
      <p class="govuk-body">If you chose something less private than what binds in the end, you know that another council chose more privately. With two others you do not know which.</p>
      ${round.state === 'open' && html`<p class="govuk-inset-text">The round is open. You can still choose something more private. You cannot choose something less private.</p>`}
      ${govukButton({ text: 'Save our choice', preventDoubleClick: true })}
    </form>`
  return trustFrame(shell, view, {
    title,
    body,
    back: { href: links.terms(round.id), text: 'The terms' },
    hasErrors: refused.length > 0 || Object.keys(form.errors).length > 0,
  })
}
