import { isSafeLink, runsOf, type Block, type Words } from '#platform/document.ts'
import { never } from '#platform/errors.ts'
import { html, raw, type Html } from '#ui/html.ts'

/** A paper's blocks as the page shows them: the same tree that Word and ODT are made of, so that all three say the same. */
export function paperBlocks(blocks: readonly Block[]): Html[] {
  return blocks.map(blockHtml)
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return heading(block.level, block.words)
    case 'paragraph':
      return html`<p class="${looks[block.look ?? 'plain']}">${words(block.words)}</p>`
    case 'list':
      return block.marker === 'number'
        ? html`<ol class="govuk-list govuk-list--number">
            ${block.items.map((item) => html`<li>${words(item)}</li>`)}
          </ol>`
        : html`<ul class="govuk-list govuk-list--bullet">
            ${block.items.map((item) => html`<li>${words(item)}</li>`)}
          </ul>`
    case 'table':
      return table(block)
    case 'callout':
      return html`<div class="${block.tone === 'care' ? 'hf-callout hf-callout--care' : 'hf-callout'}">
        <p class="govuk-body govuk-!-font-weight-bold">${block.title}</p>
        ${block.paragraphs.map((paragraph) => html`<p class="govuk-body">${words(paragraph)}</p>`)}
      </div>`
    case 'page-break':
      return html``
    case 'image':
      throw new Error('A paper on the page shows its figures in a table, not as a picture.')
    default:
      return never(block)
  }
}

const looks = { plain: 'govuk-body', lead: 'hf-lead', small: 'hf-note' } as const

function heading(level: 1 | 2 | 3 | 4, text: Words): Html {
  const name = { 1: 'hf-headline', 2: 'hf-heading', 3: 'hf-heading hf-heading--small', 4: 'govuk-heading-s' }[
    level
  ]
  return html`<h${level} class="${name}">${words(text)}</h${level}>`
}

function table(block: Extract<Block, { kind: 'table' }>): Html {
  return html`<table class="hf-table hf-table--cards">
    <caption>
      ${block.caption}
    </caption>
    <thead>
      <tr>
        ${block.columns.map(({ header, isNumeric }) => (isNumeric ? html`<th scope="col" class="hf-table__number">${header}</th>` : html`<th scope="col">${header}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${block.rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, at) => {
              const column = block.columns[at]
              return block.hasRowHeaders && at === 0
                ? html`<th scope="row">${words(cell)}</th>`
                : dataCell(column?.header ?? '', column?.isNumeric === true, words(cell))
            })}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function dataCell(label: string, isNumeric: boolean, content: readonly Html[]): Html {
  return isNumeric
    ? html`<td data-label="${label}" class="hf-table__number">${content}</td>`
    : html`<td data-label="${label}">${content}</td>`
}

/** Runs with their emphasis, links and line ends. */
function words(given: Words): Html[] {
  return runsOf(given).map((run) => {
    const lines = run.text.split('\n').map((line, at) => html`${at > 0 && raw('<br>')}${line}`)
    const marked = run.bold ? html`<strong>${lines}</strong>` : html`${lines}`
    return run.link !== undefined && isSafeLink(run.link)
      ? html`<a class="govuk-link" href="${run.link}" rel="noreferrer">${marked}</a>`
      : marked
  })
}
