import { html, raw, type Html } from './html.ts'
import type { Page, Shell } from './page.ts'
import { sessionDialog } from './session-dialog.ts'
import { before, footer, header, navigation, sandboxBand } from './shell.ts'

export type { Crumb, NavItem, Page, Shell } from './page.ts'

/**
 * The whole document. Keeps to a content security policy without inline styles or scripts; works without any script.
 * On a phone the header folds to the mark, a menu made of `details`, and the council acted for.
 */
export function page(p: Page): Html {
  const { shell } = p
  const owner = p.meeting ? undefined : ownerOf(shell)
  const bodyClass = [
    'govuk-template__body hf-body',
    p.wide && 'hf-body--wide',
    p.meeting && 'hf-body--meeting',
  ]
  return html`${raw('<!DOCTYPE html>')}
    <html lang="en" class="${p.meeting ? 'govuk-template hf hf--meeting' : 'govuk-template hf'}">
      <head>
        <meta charset="utf-8" />
        <title>${windowTitle(p)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#12393d" />
        <link rel="icon" href="${shell.assets.href('mark.svg')}" type="image/svg+xml" />
        ${fonts.map((name) => html`<link rel="preload" href="${shell.assets.href(name)}" as="font" type="font/woff2" crossorigin /> `)}
        <link rel="stylesheet" href="${shell.assets.href('site.css')}" />
        ${scripts(p)}
      </head>
      <body class="${bodyClass.filter(Boolean).join(' ')}" ${owner && html` data-owner="${owner}"`}>
        <a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
        <header class="hf-header">${sandboxBand(p)}${header(p)}</header>
        ${navigation(p)}
        <div class="hf-page">
          ${before(p)}
          <div class="hf-width">
            <main class="hf-main" id="main" tabindex="-1">
              ${shell.notice}${p.whoSees && html`<div class="hf-eyebrow">${p.whoSees}</div>`} ${p.body}
            </main>
          </div>
        </div>
        ${footer(p)} ${shell.session && sessionDialog(shell.session)}
      </body>
    </html> `
}

const fonts = ['atkinson-400.woff2', 'atkinson-700.woff2']

function windowTitle(p: Page): string {
  const parts = [p.title, p.section, 'Handfast'].filter((part) => part !== undefined && part !== '')
  return `${p.hasErrors ? 'Error: ' : ''}${parts.join(' – ')}`
}

/** Each entry, and ahead of it what it imports, so that nothing waits for a chain of requests. */
function scripts({ shell: { assets }, scripts = [] }: Page): Html[] {
  const entries = ['site.js', ...scripts]
  const needed = new Set(entries.flatMap((name) => assets.needs(name)))
  return [
    ...[...needed].map((address) => html`<link rel="modulepreload" href="${address}" /> `),
    ...entries.map((name) => html`<script type="module" src="${assets.href(name)}"></script> `),
  ]
}

/** Whose typing this browser may keep and give back: never another person's, nor another council's. */
function ownerOf({ person, acting }: Shell): string | undefined {
  return person && `${person.name} · ${acting?.council ?? ''}`
}
