import type { GapGroup } from '#engine/gap.ts'
import { dotGapAxis, dotGapEnds } from '#ui/chart/dot-gap.ts'
import { dotGapKey } from '#ui/chart/dot-gap-key.ts'
import { councilMarks } from '#ui/council-mark.ts'
import { formatCount, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statCards } from '#ui/stat-cards.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { GapRow } from '../gap-report.ts'
import { headline } from '../headline.ts'
import { links } from '../links.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { adviceWords, agreementWords, alphaWords, groupWords, headlineWords } from '../text.ts'
import { namesIn, roundFrame } from './frame.ts'
import { groupTag, levelNames, marksOf, rowDrawing, rowSentence } from './gap-row.ts'

export type GapBoardModel = {
  readonly board: Board
  readonly sees: Audience
  readonly filter: GapGroup | null
  readonly meeting: boolean
  readonly papers: boolean
  readonly canRepeat: string | null
}

const shownGroups: readonly GapGroup[] = ['ready', 'not-ready', 'differ', 'unknown']
const tones = {
  ready: 'calm',
  'not-ready': 'calm',
  differ: 'care',
  unknown: 'care',
  'not-applicable': 'calm',
} as const

/** The gap board: the finding, what it means for what they want to do, the counts, then every statement, widest gap first. */
export function gapBoard(shell: Shell, model: GapBoardModel): Html {
  const { board, filter } = model
  const { round, report, statements } = board
  const councils = opened(board)
  const title = headlineWords(headline(report, councils.length))
  const rows = filter === null ? report.rows : report.rows.filter(({ gap }) => gap.group === filter)
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${opening(board, councils.length)} ${adviceWords(report.advice, `“${report.ambition.name}”`)}
    </p>
    ${whoSees(model.sees)}
    <p class="hf-soft">
      For the ambition you chose: <strong>${report.ambition.name}</strong>.
      ${round.revealedAt && `Opened ${formatInstantDay(round.revealedAt)}.`}
    </p>
    ${statCards(shownGroups.map((group) => ({ value: report.groups[group], label: groupLabel(group, councils.length), tone: tones[group], ...(model.meeting ? {} : { href: filter === group ? links.board(round.id) : `${links.board(round.id)}?group=${group}#rows` }) })))}
    ${councils.length > 1 && html`<p class="govuk-body">${agreementWords(report.agreement)} ${alphaWords(report.alpha)}</p>`}
    ${gates(board)}
    <h2 class="hf-heading" id="rows">
      ${filter === null ? 'Talk about these first' : groupLabel(filter, councils.length)}
    </h2>
    <p class="hf-soft">
      ${filter === null ? 'The widest gap times what it matters comes first.' : html`Showing ${formatCount(rows.length, 'statement')} of ${statements.length}. <a class="govuk-link" href="${links.board(round.id)}#rows">Show all</a>`}
      ${!model.meeting && html`<a class="govuk-link" href="${links.agenda(round.id)}">Make an agenda of them</a>`}
    </p>
    ${dotGapKey(councilMarks(round.parties.filter(({ council }) => councils.includes(council)).map(({ shortName }) => shortName)))}
    ${rows.length === 0 ? html`<p class="govuk-inset-text">No statement is in this group.</p>` : table(board, rows, model.meeting)}
    ${!model.meeting && after(model)}`
  return roundFrame(shell, board, {
    title,
    body,
    wide: true,
    meeting: model.meeting,
    ...(model.meeting ? {} : { back: { href: links.round(round.id), text: 'The round' } }),
  })
}

function opened(board: Board): string[] {
  return [...new Set(board.report.rows.flatMap(({ answers }) => answers.map(({ council }) => council)))]
}

function groupLabel(group: GapGroup, councils: number): string {
  if (councils > 1) return groupWords[group]
  const alone: Partial<Record<GapGroup, string>> = {
    ready: 'Ready',
    'not-ready': 'Not ready yet',
    unknown: 'We do not know',
  }
  return alone[group] ?? groupWords[group]
}

function opening(board: Board, councils: number): string {
  const { groups } = board.report
  const total = board.statements.length
  return councils === 1
    ? `On ${groups.ready} of ${formatCount(total, 'statement')} you are where you need to be.`
    : `${counted(councils)} councils opened their answers together. On ${groups.ready} of ${formatCount(total, 'statement')} you see the same thing and are ready.`
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** A number at the start of a sentence. */
function counted(count: number): string {
  return numbers[count] ?? String(count)
}

function gates(board: Board): Html | false {
  const { gatesNotMet } = board.report
  if (gatesNotMet.length === 0) return false
  return html`<div class="hf-callout hf-callout--care">
    <h2 class="hf-heading--small">
      ${gatesNotMet.length === 1 ? 'One gate is not met' : `${gatesNotMet.length} gates are not met`}
    </h2>
    <p class="govuk-body">A gate must be met before you go ahead. No other answer makes up for it.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${gatesNotMet.map(({ statement }) => html`<li>${statement.number} <a class="govuk-link" href="${links.card(board.round.id, statement.id)}">${statement.statement}</a></li>`)}
    </ul>
  </div>`
}

function table(board: Board, rows: readonly GapRow[], meeting: boolean): Html {
  const markOf = marksOf(board, opened(board))
  return html`<table class="hf-table hf-table--board">
    <caption class="govuk-visually-hidden">
      Every statement, what each council said, and what that comes to
    </caption>
    <thead>
      <tr>
        <th scope="col">Statement</th>
        <th scope="col" class="hf-table__drawing">
          <span class="govuk-visually-hidden">Where each council is</span>${dotGapAxis(levelNames(board))}
        </th>
        <th scope="col">In words</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => tableRow(board, row, markOf, meeting))}
    </tbody>
  </table>`
}

function tableRow(board: Board, row: GapRow, markOf: ReturnType<typeof marksOf>, meeting: boolean): Html {
  const { statement, area } = row
  const talked = board.conversations.find(({ item }) => item === statement.id)
  return html`<tr id="row-${statement.number}">
    <th scope="row">
      ${statement.statement}<span class="hf-note"
        >${statement.number} ·
        ${area.name}${statement.gate && (row.gap.gateMet === false ? ' · a gate, not met' : ' · a gate, met')}</span
      >
    </th>
    <td class="hf-table__drawing">
      ${rowDrawing(board, row, markOf, { id: `gap-${statement.number.replace('.', '-')}` })}${dotGapEnds(levelNames(board))}
    </td>
    <td>
      ${groupTag(row)}<br />${rowFinding(row, namesIn(board))}
      <span class="govuk-visually-hidden">${rowSentence(board, row, namesIn(board))}</span>
      ${talked && html`<br /><span class="hf-soft">Talked about${talked.heldOn ? '' : ' already'}.</span>`}
      ${!meeting && html`<br /><a class="govuk-link" href="${links.card(board.round.id, statement.id)}">Open the card<span class="govuk-visually-hidden"> for ${statement.number}</span></a>`}
    </td>
  </tr>`
}

function after(model: GapBoardModel): Html {
  const { round } = model.board
  return html`<div class="hf-actions hf-no-print">
    <a
      class="govuk-button"
      role="button"
      draggable="false"
      data-module="govuk-button"
      href="${links.agenda(round.id)}"
      >Plan the conversations</a
    >
    <ul class="hf-links">
      ${model.papers && html`<li><a class="govuk-link" href="${links.papers(round.id)}">Word, ODT, Excel and other files</a></li>`}
      <li><a class="govuk-link" href="${links.meeting(round.id)}">Meeting view</a></li>
      ${round.mode !== 'private' && html`<li><a class="govuk-link" href="${links.checkReceipt(round.id)}">Check a receipt</a></li>`}
      <li><a class="govuk-link" href="${links.offices(round.id)}">How your own offices answered</a></li>
      ${model.canRepeat && html`<li><a class="govuk-link" href="${model.canRepeat}">Run it again</a></li>`}
      ${round.previous && html`<li><a class="govuk-link" href="${links.movement(round.id)}">What has moved since last time</a></li>`}
    </ul>
  </div>`
}
