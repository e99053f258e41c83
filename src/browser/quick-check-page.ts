import type { Level } from '#engine/gap.ts'
import type { QuickStatement } from '#engine/quick-check.ts'

/** A statement as it stands in the page: what the rule needs, what is said of it, and where it is drawn. */
export type PageStatement = QuickStatement & {
  readonly number: string
  readonly area: string
  readonly said: string
  readonly question: string
  readonly levels: readonly string[]
  readonly part: HTMLElement
  readonly heading: HTMLElement
  readonly place: HTMLElement
}

/** Reads the statements from the page that the server drew. */
export function statementsIn(form: HTMLElement): PageStatement[] {
  return [...form.querySelectorAll<HTMLElement>('[data-statement]')].flatMap((part) => {
    const { statement: id, gate, needs = '', number = '', area = '', said = '' } = part.dataset
    const heading = part.querySelector<HTMLElement>('h3')
    const place = part.querySelector<HTMLElement>('[data-place]')
    if (id === undefined || !heading || !place) return []
    const question = heading.textContent.trim()
    const levels = [...part.querySelectorAll('.govuk-radios__hint')].map((hint) => hint.textContent.trim())
    return [
      {
        id,
        gate: gate === 'yes',
        needs: needs.split(' ').flatMap((level) => levelOf(level) ?? []),
        number,
        area,
        said,
        question,
        levels,
        part,
        heading,
        place,
      },
    ]
  })
}

export function levelOf(text: string | undefined): Level | undefined {
  return ([1, 2, 3, 4, 5] as const).find((level) => String(level) === text)
}

/** What the page must have; without it there is nothing this script could do. */
export function element(id: string): HTMLElement
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind
export function element(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`)
  return found
}
