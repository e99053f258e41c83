import { areaOf, type Framework, type Statement } from '#content/framework.ts'
import { govukDetails } from '#ui/details.ts'
import { html, type Html } from '#ui/html.ts'
import { govukRadios } from '#ui/radios.ts'
import { needsOf } from '../needs.ts'

/**
 * One statement with its five levels, to be answered in the browser or on paper. What the browser's part needs to know of it
 * stands in its attributes, so that it never has to ask the server for anything.
 */
export function statementPart(framework: Framework, statement: Statement, { isSmall = false } = {}): Html {
  const { id, number, gate } = statement
  const area = areaOf(framework, id)
  const place = `${area?.name ?? ''} · statement ${number}${gate ? ' · a gate: it must be met' : ''}`
  return html`<div class="hf-quick-statement" id="q-${id}" data-statement="${id}" data-gate="${gate ? 'yes' : 'no'}" data-needs="${needsOf(framework, statement).join(' ')}" data-number="${number}" data-area="${area?.name ?? ''}" data-said="${statement.statement}">
    ${govukRadios({
      name: id,
      idPrefix: `a-${id}`,
      ...(isSmall ? { classes: 'govuk-radios--small' } : {}),
      fieldset: {
        legend: {
          html: html`<span class="govuk-caption-m" data-place>${place}</span><h3 class="govuk-heading-m govuk-!-margin-bottom-1" tabindex="-1">${statement.question}</h3>`,
          classes: 'govuk-fieldset__legend--m',
        },
      },
      hint: { text: `“${statement.statement}” Choose the level whose description is true today.` },
      items: [
        ...statement.levels.map((fact, index) => ({
          value: String(index + 1),
          text: `${index + 1}. ${framework.levels[index]?.name ?? ''}`,
          hint: { text: fact },
        })),
        { value: 'unknown', text: 'We do not know', hint: { text: 'A good answer when it is true.' } },
        { value: 'not-applicable', text: 'Does not apply to us' },
      ],
    })}
    <div class="hf-no-print">${govukDetails({ summaryText: `Why we ask ${number}`, html: why(statement) })}</div>
  </div>`
}

function why({ why: { text, sources } }: Statement): Html {
  const names = sources.map(({ text: name }) => name).join('; ')
  return html`<p class="govuk-body">${text}</p>
    <p class="hf-soft">Source: ${names}</p>`
}
