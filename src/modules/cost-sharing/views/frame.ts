import { partnershipNav } from '#modules/partnership/index.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import type { Html } from '#ui/html.ts'
import { page, type Page, type Shell } from '#ui/layout.ts'
import type { Source } from '#ui/who-says.ts'
import type { Audience } from '#ui/who-sees.ts'
import type { SplitFigures } from '../figures.ts'
import type { Place } from '../pages.ts'
import type { SplitRefusal } from '../proposal.ts'

export type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

export function sharingFrame(shell: Shell, { partnership, readiness }: Place, framed: Framed): Html {
  return page({
    ...framed,
    shell,
    section: partnership.name,
    nav: partnershipNav(partnership.id, 'sharing', readiness),
  })
}

/** The councils that have joined read everything here. */
export function seesPartners({ councils }: Place): Audience {
  const names = councils.map(({ shortName }) => shortName)
  const [only] = names
  return names.length === 1 && only
    ? { kind: 'own-council', council: only }
    : { kind: 'councils', councils: names }
}

const refusals: Readonly<Record<SplitRefusal['type'], string>> = {
  role: 'Only people who lead for their council or help it may write here.',
  'lead-only': 'Only those who lead for a council, and their deputies, may say this.',
  changed:
    'Somebody else changed this while you had it open. What you typed still stands below. Open the page again to see what they changed.',
  'no-proposal': 'No rule has been proposed.',
  'not-this-text': 'The proposal has changed since you read it. Read it again first.',
  'approved-already': 'Your council has agreed to this text already.',
  'case-not-ready':
    'The business case cannot be worked out yet. Its own page says what is missing. You can type the figures in below.',
  'not-agreed': 'Not every council has agreed to the split, so there is nothing to hold a year against.',
  'no-answer-from-rule': 'That rule has no answer for these figures.',
}

export function refusalWords({ type }: SplitRefusal): string {
  return refusals[type]
}

export function refusalSummary(refused: readonly SplitRefusal[]): Html | undefined {
  if (refused.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: refused.map((refusal) => ({ text: refusalWords(refusal) })),
  })
}

/** Where a figure that somebody put in is from. */
export function typedSource({ source, owner, year }: SplitFigures): Source {
  return { source, owner, version: `In ${year} prices` }
}

/** Where a figure that was worked out is from. */
export function workedSource(figures: SplitFigures, working: string): Source {
  return {
    source: `Worked out from: ${figures.source}`,
    owner: figures.owner,
    version: `In ${figures.year} prices`,
    working,
  }
}
