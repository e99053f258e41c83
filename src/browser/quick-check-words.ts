import type { LevelAnswer } from '#engine/gap.ts'
import type { QuickResult, QuickRow } from '#engine/quick-check.ts'
import type { QuickSet } from '#engine/quick-check-file.ts'
import { html, type Html } from '#ui/html.ts'
import { statCards } from '#ui/stat-cards.ts'

/** What the page knows of a statement, read from the page itself. */
export type Asked = {
  readonly number: string
  readonly area: string
  readonly said: string
  readonly question: string
  readonly levels: readonly string[]
}

export type Spoken = {
  readonly result: QuickResult
  readonly set: QuickSet
  /** How many statements there are that were not asked. */
  readonly notAsked: number
  readonly ambition: number
  readonly ambitions: readonly string[]
  readonly levelNames: readonly string[]
  readonly about: (statement: string) => Asked
}

/** The finding, in a sentence that a leader could repeat. Never a percentage. */
export function headline({ result, set }: Spoken): string {
  const { advice, rows, open } = result
  if (rows.length === 0) return 'You have not answered anything yet'
  if (!advice) return `You have answered ${rows.length} of ${rows.length + open.length}`
  if (advice.type === 'not-ready') return 'You are not ready yet'
  if (advice.type === 'share-less') return 'You are not ready for that yet. You could share less'
  if (advice.type === 'talk-first') return 'No gate stands in your way. Look at the rest first'
  return set === 'all' ? 'You are ready for what you want to do' : 'Every gate is met'
}

/** What to do about it. */
export function advice(spoken: Spoken): string {
  const { result, ambitions, ambition, notAsked } = spoken
  const { advice: found, below, unknown } = result
  const goal = `“${ambitions[ambition] ?? ''}”`
  if (!found) return 'Answer the rest to see what your answers come to. Here is what stands out so far.'
  const gates =
    'gatesNotMet' in found && (found.gatesNotMet === 1 ? 'one gate is' : `${found.gatesNotMet} gates are`)
  if (found.type === 'not-ready')
    return `Do not go for ${goal} yet: ${gates} not met. No smaller step has all its gates met either. Do not share yet.`
  if (found.type === 'share-less')
    return `Do not go for ${goal} yet: ${gates} not met. You could share less now: “${ambitions[found.instead] ?? ''}” asks for no more than you have.`
  const others =
    notAsked > 0 ? ` The other ${notAsked} statements were not asked. This is not a yes yet.` : ''
  if (found.type === 'ready') return `Nothing here stands in the way of ${goal}.${others}`
  return `Below the level you need for ${goal}: ${below}. You do not know: ${unknown}. The widest gap comes first.${others}`
}

/** Everything under the headline: counts, the gates, then each statement that needs work. */
export function resultBody(spoken: Spoken): Html {
  const { result } = spoken
  const { ready, below, unknown, gatesNotMet, open, notApplicable } = result
  if (result.rows.length === 0) return html`<p class="hf-lead">Start with the first question.</p>`
  const gates = new Set(gatesNotMet)
  const rest = result.rows.filter((row) => !gates.has(row) && row.gap.priority > 0)
  return html`<p class="hf-lead">${advice(spoken)}</p>
    ${statCards([
      { value: ready, label: 'at the level you need' },
      { value: below, label: 'below it', tone: 'care' },
      {
        value: unknown,
        label: 'that you do not know',
        tone: 'wait',
      },
    ])}
    ${section('Gates that are not met', gatesNotMet, spoken)}
    ${section(gatesNotMet.length > 0 ? 'The rest, widest gap first' : 'Widest gap first', rest, spoken)}
    ${notApplicable > 0 && html`<p class="hf-text">Does not apply to you: ${notApplicable}.</p>`}
    ${open.length > 0 && html`<p class="hf-text">Not answered yet: ${open.length}.</p>`}`
}

function section(title: string, rows: readonly QuickRow[], spoken: Spoken): Html | undefined {
  if (rows.length === 0) return undefined
  return html`<h3 class="hf-heading">${title}</h3>
    <ol class="govuk-list govuk-list--number govuk-list--spaced">${rows.map((row) => rowItem(row, spoken))}</ol>`
}

function rowItem({ statement, answer }: QuickRow, { about, levelNames, ambition }: Spoken): Html {
  const { number, said, levels } = about(statement.id)
  const needed = statement.needs[ambition] ?? 1
  return html`<li>
    <strong>${number} ${said}</strong><br />
    You: ${answerWords(answer, levelNames)}. You need: ${levelWords(needed, levelNames)}.<br />
    <span class="hf-soft">What that looks like: ${levels[needed - 1]}</span>
    <a class="hf-link hf-no-print" href="#q-${statement.id}">Change<span class="govuk-visually-hidden"> your answer to ${number}</span></a>
  </li>`
}

export function answerWords(answer: LevelAnswer | undefined, levelNames: readonly string[]): string {
  if (!answer) return 'Not answered yet'
  if (answer.kind === 'level') return levelWords(answer.level, levelNames)
  return answer.kind === 'unknown' ? 'we do not know' : 'does not apply to us'
}

function levelWords(level: number, levelNames: readonly string[]): string {
  return `level ${level}, ${(levelNames[level - 1] ?? '').toLowerCase()}`
}
