import type { Assets } from './assets.ts'
import type { Html } from './html.ts'
import type { Session } from './session-dialog.ts'

export type NavItem = { text: string; href: string; current?: boolean }

export type Crumb = { text: string; href?: string }

/** Who and where: the same for every page that answers one request. */
export type Shell = {
  assets: Assets
  /** The path asked for, without the query. */
  path: string
  acting?: { council: string; switchHref?: string }
  person?: { name: string; signOutHref: string; accountHref: string }
  sandbox?: { switchHref: string; personName: string }
  /** Places that this person may go from anywhere: their people, the councils, sign in. */
  links?: readonly NavItem[]
  session?: Session
  /** A notification banner after an action. */
  notice?: Html
  /** The person runs this instance. */
  operator?: boolean
}

export type Page = {
  /** The words of the h1. The title of the window is made of it, the section and the name of the product. */
  title: string
  section?: string
  /** Includes the h1. */
  body: Html
  hasErrors?: boolean
  back?: { href: string; text?: string }
  crumbs?: readonly Crumb[]
  shell: Shell
  /** Who can see this page: drawn above the heading. A view may draw it lower down itself instead. */
  whoSees?: Html
  /** Room for boards and tables. */
  wide?: boolean
  /** Large type and no navigation, to show on a screen in a meeting. Nothing about the person is drawn. */
  meeting?: boolean
  nav?: readonly NavItem[]
  /** Browser entry files of this page beside `site.js`, such as `quick-check.js`. */
  scripts?: readonly string[]
}
