import { formatPounds } from './format.ts'
import { html, type Content, type Html } from './html.ts'
import { holdWords, noMixWords, type Objector } from './split-words.ts'

/** What a mix comes to. Whole pence a year, in the order of the councils. */
export type MixResult = {
  readonly names: readonly string[]
  readonly alone: readonly number[]
  readonly shared:
    | {
        readonly pays: readonly number[]
        readonly objectors: readonly Objector[]
        readonly held: readonly number[]
      }
    | { readonly why: keyof typeof noMixWords }
}

/** The sentence that changes as the sliders move. */
export function mixSentence({ names, shared }: MixResult): string {
  return 'why' in shared ? noMixWords[shared.why] : holdWords(shared.objectors, names)
}

/** The sentence, then what each pays and saves. `number` draws a number with its origin. */
export function mixResult(result: MixResult, number: (text: string) => Content): Html {
  const { names, alone, shared } = result
  const sentence = html`<p class="hf-lead hf-worded">${'why' in shared ? mixSentence(result) : number(mixSentence(result))}</p>`
  if ('why' in shared) return sentence
  return html`${sentence}
    <table class="hf-table hf-table--cards">
      <caption>What each council pays and saves a year by this mix</caption>
      <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Pays</th><th scope="col" class="hf-table__number">Saves</th><th scope="col">Held by a limit?</th></tr></thead>
      <tbody>
        ${shared.pays.map(
          (pays, i) => html`<tr>
            <th scope="row">${names[i]}</th>
            <td data-label="Pays" class="hf-table__number">${number(formatPounds(pays))}</td>
            <td data-label="Saves" class="hf-table__number">${number(formatPounds((alone[i] ?? 0) - pays))}</td>
            <td data-label="Held by a limit?">${shared.held.includes(i) ? 'Yes' : 'No'}</td>
          </tr>`,
        )}
      </tbody>
    </table>`
}
