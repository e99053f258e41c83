import { type Framework } from '#content/framework.ts'
import { html, type Html } from '#ui/html.ts'
import { statementPart } from './statement-part.ts'

/** Every statement under its area: on paper, and what the script shows one at a time. */
export function paperStatements(framework: Framework, { isSmall = false } = {}): Html[] {
  return framework.areas.map(
    (area) =>
      html`<h2 class="hf-heading" data-area-heading="${area.name}">${area.number}. ${area.name}</h2>
        <p class="hf-text" data-area-summary>${area.summary}</p>
        ${area.statements.map((statement) => statementPart(framework, statement, { isSmall }))}`,
  )
}

/** How to work out the result with a pen: the same rule as on the screen. */
export function handScoring(): Html {
  return html`<h2 class="hf-heading">How to work it out by hand</h2>
    <ol class="govuk-list govuk-list--number">
      <li>Choose how far you want to go. Find the level you need for each area in the table below.</li>
      <li>Look at the gates first. A gate is met if you are at the level you need, or above it. If you do not know, it is not met.</li>
      <li>If a gate is not met, do not go that far yet. See whether all gates are met for a smaller step: then you could share less.</li>
      <li>If all gates are met, look at the other statements below the level you need, and at those you do not know. Talk about the widest gaps first.</li>
      <li>Do not add the levels up. A sum would hide the gate that stops you.</li>
    </ol>`
}

/** The level each ambition needs, by area. */
export function levelsTable({ ambitions, areas }: Framework): Html {
  return html`<h2 class="hf-heading">The level you need</h2>
    <table class="govuk-table hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">The level each ambition needs, by area</caption>
      <thead>
        <tr>
          <th scope="col">Area</th>
          ${ambitions.map(({ letter, name }) => html`<th scope="col">${letter}. ${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${areas.map(
          ({ id, number, name }) =>
            html`<tr>
              <th scope="row">${number}. ${name}</th>
              ${ambitions.map((ambition) => html`<td data-label="${ambition.letter}. ${ambition.name}">${ambition.needs[id]}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`
}
