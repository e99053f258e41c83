import type { Framework } from '#content/framework.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { isPrivate, partnershipLinks, partnershipNav } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { formatCount } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { statementsOf } from '#content/framework.ts'
import { links } from '../links.ts'

export type StartPageModel = {
  readonly partnership: Partnership
  readonly frameworks: readonly Framework[]
  /** Null while the framework is still to be chosen. */
  readonly framework: Framework | null
  readonly previous: string
  readonly form: Form
  /** Why this person cannot start a round here, in sentences; none when they can. */
  readonly problems: readonly string[]
}

/** Starting a round: first which questions, then how far the councils want to go. Everything else has a sensible beginning. */
export function startPage(shell: Shell, model: StartPageModel): Html {
  const { partnership, framework, form } = model
  const action = links.start(partnership.id)
  const question =
    framework === null
      ? radiosField(form, {
          name: 'framework',
          label: 'What do you want to look at?',
          isPageHeading: true,
          items: model.frameworks.map((each) => ({
            value: each.id,
            text: each.title,
            hint: { text: `${each.summary} ${formatCount(statementsOf(each).length, 'statement')}.` },
          })),
        })
      : radiosField(form, {
          name: 'ambition',
          label: isPrivate(partnership)
            ? 'How far would you want to go?'
            : 'How far do you want to go together?',
          hint: 'The result shows how far you are from what this needs. It may tell you to share less, or not to share.',
          isPageHeading: true,
          items: framework.ambitions.map(({ id, letter, name, meaning }) => ({
            value: id,
            text: `${letter}. ${name}`,
            hint: { text: meaning },
          })),
        })
  const title =
    framework === null
      ? 'What do you want to look at?'
      : isPrivate(partnership)
        ? 'How far would you want to go?'
        : 'How far do you want to go together?'
  const body = html`${errorSummary(form)}${model.problems.length > 0 && govukErrorSummary({ titleText: 'You cannot start a round here', errorList: model.problems.map((text) => ({ text })) })}
    <form method="post" action="${action}" novalidate>
      ${framework && html`<input type="hidden" name="framework" value="${framework.id}" /><input type="hidden" name="asked" value="ambition" />`}
      ${model.previous !== '' && html`<input type="hidden" name="previous" value="${model.previous}" />`}
      ${question} ${govukButton({ text: 'Continue', preventDoubleClick: true })}
    </form>`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    back: { href: framework === null ? partnershipLinks.home(partnership.id) : action },
    nav: partnershipNav(partnership.id, 'readiness', action),
    hasErrors: Object.values(form.errors).some(Boolean) || model.problems.length > 0,
  })
}
