import type { Authority, Succession } from './authority.ts'
import type { AuthorityColumn } from './authority-column.ts'
import type { Framework } from './framework.ts'
import type { Term } from './glossary.ts'
import type { Sandbox } from './sandbox.ts'

/** Everything the reviewed files hold, checked and frozen by `load.ts`. */
export type Content = {
  frameworks: Framework[]
  glossary: Term[]
  authorities: Authority[]
  successions: Succession[]
  /** What each column of the authorities means and where it is from, for the page that shows it. */
  authorityColumns: AuthorityColumn[]
  sandbox: Sandbox
}
