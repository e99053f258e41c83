import type { Framework } from '#content/framework.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { handScoring, levelsTable, paperStatements } from './paper-parts.ts'
import { sheetLinks } from './quick-check-page.ts'

/** The statements on paper, to mark with a pen. The same as the quick check shows where no scripts run. */
export function paperPage(shell: Shell, framework: Framework): Html {
  const title = 'The statements, to print'
  return page({
    title,
    shell,
    back: { href: links.quickCheck },
    body: html`<h1 class="hf-headline">${title}</h1>
      <p class="hf-lead">Print this page and mark one level for each statement. What you choose here on the screen goes nowhere.</p>
      <p class="hf-text hf-no-print">You can also take a spreadsheet that works out the result: ${sheetLinks()}.</p>
      <form novalidate autocomplete="off">${paperStatements(framework, { isSmall: true })}</form>
      ${handScoring()} ${levelsTable(framework)}`,
  })
}
