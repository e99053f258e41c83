import { statementsOf, type Framework } from '#content/framework.ts'
import { govukButton } from '#ui/button.ts'
import { emptyForm, radiosField } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { handScoring, levelsTable, paperStatements } from './paper-parts.ts'

/**
 * The quick check. Its questions, and all that its script needs, are in the page itself: after it has loaded nothing is asked
 * of the server and nothing can be sent, which its own content security policy enforces. Without scripts it is a paper form.
 */
export function quickCheckPage(shell: Shell, framework: Framework): Html {
  const title = 'Check your own council in 15 minutes'
  const body = html`<h1 class="hf-headline" id="quick-title" tabindex="-1">${title}</h1>
    <p class="hf-lead" id="quick-lead">See how far your council is from what it wants to do. It all happens in your browser. Nothing is sent, and nothing is kept unless you save a file.</p>
    <div id="quick-problem" role="alert" hidden></div>
    ${startPart(framework)}
    <form id="quick-form" novalidate autocomplete="off" data-icon="${iconOf(shell)}" data-framework="${framework.id}" data-version="${framework.version}" data-level-names="${framework.levels.map(({ name }) => name).join('|')}">
      <div id="quick-paper">${withoutScripts()}</div>
      ${paperStatements(framework)}
      <div class="hf-actions hf-no-print" id="quick-buttons" hidden>
        ${govukButton({ text: 'Continue', attributes: { id: 'quick-next' } })}
        ${govukButton({ text: 'Back', type: 'button', classes: 'govuk-button--secondary', attributes: { id: 'quick-back' } })}
        <a class="hf-link" href="#all">All questions</a> <a class="hf-link" href="#result">The result so far</a>
      </div>
    </form>
    <section id="quick-all" aria-labelledby="quick-all-title" hidden>
      <h2 class="hf-heading" id="quick-all-title" tabindex="-1">All questions</h2>
      <div id="quick-all-list"></div>
      <p class="hf-text hf-no-print"><a class="hf-link" href="#result">The result so far</a></p>
    </section>
    <section id="quick-result" aria-labelledby="quick-result-title" hidden>
      <h2 class="hf-headline" id="quick-result-title" tabindex="-1">Your result</h2>
      <div id="quick-result-body"></div>
      ${afterwards()}
    </section>
    <div id="quick-by-hand">${handScoring()} ${levelsTable(framework)}</div>`
  return page({ title, body, shell: alone(shell), scripts: ['quick-check.js'] })
}

/** No session here: its warning would speak to the server, which this page promises not to do. */
function alone({ session: _session, ...rest }: Shell): Shell {
  return rest
}

/** The sign of the site as an address that holds it whole: see the script on why. */
function iconOf({ assets }: Shell): string {
  const body = assets.serve(assets.href('mark.svg'))?.body.toString('base64') ?? ''
  return `data:image/svg+xml;base64,${body}`
}

function startPart(framework: Framework): Html {
  const all = statementsOf(framework)
  const gates = all.filter(({ gate }) => gate).length
  return html`<form id="quick-start" novalidate autocomplete="off" hidden>
    ${radiosField(emptyForm, {
      name: 'set',
      label: { text: 'How much time do you have?', classes: 'govuk-fieldset__legend--m' },
      items: [
        {
          value: 'gates',
          text: 'About 15 minutes',
          hint: { text: `The ${gates} gates: what must be met, whatever else is good.` },
          checked: true,
        },
        { value: 'all', text: 'About an hour', hint: { text: `All ${all.length} statements.` } },
      ],
    })}
    ${radiosField(emptyForm, {
      name: 'ambition',
      label: { text: 'How far would you want to go?', classes: 'govuk-fieldset__legend--m' },
      hint: 'The result shows how far you are from what this needs. It may tell you to share less, or not to share.',
      items: framework.ambitions.map(({ id, letter, name, meaning }) => ({
        value: id,
        text: `${letter}. ${name}`,
        hint: { text: meaning },
      })),
    })}
    ${govukButton({ text: 'Start', attributes: { id: 'quick-begin' } })}
    <div class="govuk-form-group">
      <label class="govuk-label govuk-label--s" for="quick-file">Or go on with a file you saved</label>
      <div class="govuk-hint" id="quick-file-hint">It is read in your browser and sent nowhere.</div>
      <input class="govuk-file-upload" type="file" id="quick-file" accept=".json,application/json" aria-describedby="quick-file-hint" />
    </div>
    <p class="hf-text">You can also <a class="hf-link" href="${links.paper}">print the statements</a>, or take a spreadsheet that works out the result: ${sheetLinks()}.</p>
  </form>`
}

function withoutScripts(): Html {
  return html`<p class="hf-text">To answer on the screen, your browser must run scripts. Without them you can print this page and mark it with a pen. Or take a spreadsheet that works out the result by itself: ${sheetLinks()}.</p>`
}

export function sheetLinks(): Html {
  return html`<a class="hf-link" href="${links.xlsx}" download>Excel</a> or <a class="hf-link" href="${links.ods}" download>OpenDocument</a>`
}

function afterwards(): Html {
  return html`<div class="hf-actions hf-no-print">
      <a class="govuk-button" id="quick-save" role="button" draggable="false" href="#result" download="quick-check.json">Save your answers as a file</a>
      ${govukButton({ text: 'Print this', type: 'button', classes: 'govuk-button--secondary', attributes: { id: 'quick-print' } })}
      <a class="hf-link" href="#all">Change an answer</a> <a class="hf-link" href="#start">Change how far you want to go</a>
    </div>
    <p class="hf-note hf-no-print govuk-!-margin-top-4">Nothing is kept when you close this page. The file holds your answers in plain text, so keep it where you keep such papers. It can be loaded here again.</p>
    <h2 class="hf-heading">What this does not tell you</h2>
    <p class="hf-text">This is one view of one council. What matters more is whether your partners see it the same way. To find that out, each answers alone and all open together.</p>`
}
