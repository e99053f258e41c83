import { html, type Content, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'

/** A page to read: a heading, the gist, then parts. Anyone can see it. */
export function article(
  shell: Shell,
  { title, lead, body }: { readonly title: string; readonly lead: string; readonly body: Content },
): Html {
  return page({
    title,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    body: html`<h1 class="hf-headline">${title}</h1>
      <p class="hf-lead">${lead}</p>
      ${body}`,
  })
}

export function part(title: string, ...content: readonly Content[]): Html {
  return html`<h2 class="hf-heading">${title}</h2>
    ${content}`
}

export function say(...words: readonly Content[]): Html {
  return html`<p class="hf-text">${words}</p>`
}

export function list(items: readonly Content[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

export function link(href: string, words: string): Html {
  return html`<a class="hf-link" href="${href}">${words}</a>`
}

/** A table whose first column names its rows; on a phone each row is a card. */
export function table(title: string, heads: readonly string[], rows: readonly (readonly Content[])[]): Html {
  return html`<table class="govuk-table hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">${title}</caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...cells]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${cells.map((cell, i) => html`<td data-label="${heads[i + 1] ?? ''}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}
