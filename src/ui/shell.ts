import { html, type Html } from './html.ts'
import type { Crumb, NavItem, Page, Shell } from './page.ts'
import { mark } from './mark.ts'

/** The foot of every page. The pages themselves belong to other modules; the addresses are promised here. */
export const footerLinks: readonly NavItem[] = [
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Privacy', href: '/privacy' },
  { text: 'Who can see what', href: '/who-can-see-what' },
  { text: 'Cookies', href: '/cookies' },
  { text: 'Register', href: '/register' },
  { text: 'Guidance', href: '/guidance' },
  { text: 'Glossary', href: '/glossary' },
  { text: 'For programs', href: '/api' },
  { text: 'Search', href: '/search' },
  { text: 'Licence and source', href: '/licence' },
]

export function sandboxBand({ shell: { sandbox }, meeting }: Page): Html | undefined {
  return (
    sandbox &&
    html`<div class="hf-sandbox">
      <div class="hf-width hf-sandbox__row">
        <p><strong>Sandbox:</strong> pretend councils, made-up answers</p>
        ${
          !meeting &&
          html`<p>
            You are ${sandbox.personName} <a class="hf-link" href="${sandbox.switchHref}">Switch person</a>
          </p>`
        }
      </div>
    </div>`
  )
}

export function header(p: Page): Html {
  return html`<div class="hf-header__bar">
      <div class="hf-width">
        <div class="hf-header__row">
          <a class="hf-brand" href="/">${mark()}<span>Handfast</span></a
          >${!p.meeting && html`${menu(p)}${who(p.shell)}`}
        </div>
      </div>
    </div>
    <div class="hf-cord"></div>`
}

/** The bar. On a narrow screen the same links are in the menu and this is not drawn. */
export function navigation({ nav = [], meeting, shell }: Page): Html | undefined {
  if (meeting || nav.length === 0) return undefined
  return html`<nav class="hf-nav" aria-label="Partnership">
    <div class="hf-width">
      <ul class="hf-nav__list">
        ${nav.map((item) => html`<li>${navLink(item, shell.path, 'hf-nav__link')}</li>`)}
      </ul>
    </div>
  </nav>`
}

/** The way back, and where one is. The meeting view has only the way out of it. */
export function before({ back, crumbs = [], meeting }: Page): Html | undefined {
  const trail = meeting ? [] : crumbs
  const way = back && (back.text ?? (meeting ? 'Leave the meeting view' : 'Back'))
  if (!back && trail.length === 0) return undefined
  return html`<nav class="hf-before hf-width" aria-label="${trail.length > 0 ? 'Breadcrumb' : 'Back'}">
    ${back && html`<a href="${back.href}" class="govuk-back-link">${way}</a>`}${
      trail.length > 0 &&
      html`<div class="hf-crumbs">
        <ol>
          ${trail.map(crumb)}
        </ol>
      </div>`
    }
  </nav>`
}

export function footer({ meeting }: Page): Html {
  const links =
    !meeting &&
    html`<ul class="hf-footer__links">
      ${footerLinks.map(({ text, href }) => html`<li><a class="hf-link" href="${href}">${text}</a></li>`)}
    </ul>`
  return html`<footer class="hf-footer">
    <div class="hf-width">
      ${links}
      <p>Handfast is free, open-source software for councils that share services, or are thinking of it.</p>
      <p><strong>Not for real confidences until independently tested.</strong></p>
    </div>
  </footer>`
}

function crumb({ text, href }: Crumb): Html {
  return href === undefined
    ? html`<li aria-current="page">${text}</li>`
    : html`<li><a class="hf-link" href="${href}">${text}</a></li>`
}

function navLink({ text, href, current }: NavItem, path: string, name: string): Html {
  const here = href === path ? 'page' : current ? 'true' : undefined
  return html`<a class="${name}" href="${href}" ${here && html` aria-current="${here}"`}>${text}</a>`
}

/** Everything the header folds away on a phone. Needs no script: the browser opens and closes `details` itself. */
function menu({ nav = [], shell }: Page): Html | undefined {
  const account = accountLinks(shell)
  if (nav.length === 0 && account.length === 0) return undefined
  const pages = nav.map((item) => navLink(item, shell.path, 'hf-on-dark'))
  return html`<details class="hf-menu">
    <summary class="hf-menu__summary">Menu</summary>
    <nav aria-label="Menu">${menuList(pages)}${menuList(account)}</nav>
  </details>`
}

function menuList(links: readonly Html[]): Html | undefined {
  if (links.length === 0) return undefined
  return html`<ul class="hf-menu__list">
    ${links.map((link) => html`<li>${link}</li>`)}
  </ul>`
}

function who(shell: Shell): Html | undefined {
  const { acting, operator } = shell
  const account = accountLinks(shell)
  if (!acting && !operator && account.length === 0) return undefined
  return html`<div class="hf-header__who">
    ${
      operator &&
      html`<p class="hf-acting">
        <span>You run this <strong>instance</strong></span>
      </p>`
    }${acting && actingFor(acting)}${
      account.length > 0 &&
      html`<ul class="hf-header__person">
        ${account.map((link) => html`<li>${link}</li>`)}
      </ul>`
    }
  </div>`
}

function actingFor({ council, switchHref }: NonNullable<Shell['acting']>): Html {
  return html`<p class="hf-acting">
    <span>You are acting for <strong>${council}</strong></span
    >${
      switchHref &&
      html` <a class="hf-on-dark" href="${switchHref}"
        >Change<span class="govuk-visually-hidden"> the council you act for</span></a
      >`
    }
  </p>`
}

/** `data-sign-out` tells the browser to forget what it kept of the person's typing. */
function accountLinks({ person, links = [], path }: Shell): Html[] {
  const places = links.map((item) => navLink(item, path, 'hf-on-dark'))
  if (!person) return places
  return [
    ...places,
    html`<a class="hf-on-dark" href="${person.accountHref}">${person.name}</a>`,
    html`<a class="hf-on-dark" href="${person.signOutHref}" data-sign-out>Sign out</a>`,
  ]
}
