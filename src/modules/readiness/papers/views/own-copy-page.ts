import { formatCount } from '#ui/format.ts'
import { html, raw, type Html } from '#ui/html.ts'
import type { CopiedFile } from '../own-copy.ts'
import type { OwnPapers } from '../own-papers.ts'
import { ownReport } from '../own-report.ts'
import { paperBlocks } from '#modules/papers/index.ts'

/**
 * The page of a council's own copy: one file that any browser opens from a folder, years from now, without us. It asks nobody
 * for anything: no script, no font, no picture.
 */
export function ownCopyPage(papers: OwnPapers, files: readonly CopiedFile[], isPublished: boolean): Html {
  const { own, council } = papers
  return html`${raw('<!DOCTYPE html>')}
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${council.shortName}: our own copy of ${own.round.title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          ${paperBlocks(ownReport(papers).blocks)} ${files.length > 0 && fileList(files)}
          <h2>What else is in this folder</h2>
          <ul>
            <li><a href="answers.json">answers.json</a>: the same as data, described in <a href="schema.json">schema.json</a>.</li>
            <li><a href="questions.json">questions.json</a>: the questions of the round, word for word.</li>
            ${papers.receipt && html`<li><a href="receipt.json">receipt.json</a>: the receipt of what was sealed, with a digest for each statement.</li>`}
            ${isPublished && html`<li><a href="sealed-answers.json">sealed-answers.json</a>: the answers as they were sealed, with the salts by which the receipt can be worked out again.</li>`}
          </ul>
        </main>
      </body>
    </html> `
}

function fileList(files: readonly CopiedFile[]): Html {
  return html`<h2>${formatCount(files.length, 'file')} given as evidence</h2>
    <ul>
      ${files.map(({ file, path }) => html`<li><a href="${path.split('/').map(encodeURIComponent).join('/')}">${file.name}</a></li>`)}
    </ul>`
}

const style = `body{margin:0;background:#f3f1ea;color:#16222b;font:1.0625rem/1.5 Arial,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem;background:#fff}
h1,h2{color:#12393d;line-height:1.2}h1{font-size:2rem}h2{margin-top:2.5rem;border-top:2px solid #a3283a;padding-top:1rem}
h3{margin-bottom:.25rem;font-size:1.125rem}p{margin:.5rem 0}a{color:#0a5a6b}
table{width:100%;margin:1rem 0;border-collapse:collapse;font-size:1rem}caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{padding:.4rem .6rem;border-bottom:1px solid #d9d6cc;text-align:left;vertical-align:top}
.hf-callout{margin:1rem 0;padding:.5rem 1rem;border-left:6px solid #a3283a;background:#fbf1f1}
.hf-note{color:#4b5a66}.hf-table__number{text-align:right}
@media print{body,main{background:#fff;padding:0}}`
