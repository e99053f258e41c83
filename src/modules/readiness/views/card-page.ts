import type { Refusal } from '#modules/round/index.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { govukButton } from '#ui/button.ts'
import { conversationCard } from '#ui/card.ts'
import { govukDetails } from '#ui/details.ts'
import {
  dateField,
  errorSummary,
  radiosField,
  selectField,
  textareaField,
  textField,
  type Form,
} from '#ui/form.ts'
import { formatDay, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { conversationOutcomes, isLate, type Conversation, type ConversationAction } from '../conversation.ts'
import type { GapRow } from '../gap-report.ts'
import { links } from '../links.ts'
import { officeWords } from '../office-words.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { confidenceWords, gradeWords, outcomeWords, readingWords } from '../text.ts'
import { namesIn, refusalSummary, roundFrame } from './frame.ts'
import { groupTag, levelNames, marksOf, rowDrawing } from './gap-row.ts'

export type CardPageModel = {
  readonly board: Board
  readonly row: GapRow
  readonly sees: Audience
  readonly mayRecord: boolean
  readonly ownCouncil: AuthorityCode | null
  readonly today: string
  readonly forms: { readonly conversation: Form; readonly action: Form; readonly secondLook: Form }
  readonly version: number
  readonly conflict: Conversation | null
  readonly refused: readonly Refusal[]
}

/** One conversation to have: what each council said and why, the question to ask, what good looks like, who should be there. */
export function cardPage(shell: Shell, model: CardPageModel): Html {
  const { board, row, forms } = model
  const { round } = board
  const { statement } = row
  const title = statement.statement
  const body = html`${errorSummary(forms.conversation)}${errorSummary(forms.action)}${errorSummary(forms.secondLook)}${refusalSummary(board, model.refused)}
    <span class="govuk-caption-l">A conversation to have</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${rowFinding(row, namesIn(board))}</p>
    ${whoSees(model.sees)} ${rowCard(board, row, {})} ${secondLooks(board, row)} ${recorded(model)}
    ${model.mayRecord && html`${conversationForm(model)}${actionForm(model)}${secondLookForm(model)}`}`
  const failed = [forms.conversation, forms.action, forms.secondLook].some((form) =>
    Object.values(form.errors).some((error) => error !== undefined),
  )
  return roundFrame(shell, board, {
    title,
    body,
    back: { href: links.board(round.id), text: 'The gap board' },
    hasErrors: failed || model.refused.length > 0 || model.conflict !== null,
  })
}

/** The card itself, as it stands on the page, in the agenda and in the meeting view. */
export function rowCard(board: Board, row: GapRow, options: { number?: number; footer?: Html }): Html {
  const { statement, area, gap } = row
  const names = levelNames(board)
  const markOf = marksOf(
    board,
    row.answers.map(({ council }) => council),
  )
  return conversationCard({
    id: `card-${statement.number.replace('.', '-')}`,
    ...(options.number === undefined ? {} : { number: options.number }),
    title: statement.statement,
    kicker: `${statement.number} · ${area.name}${statement.gate ? (gap.gateMet === false ? ' · a gate, not met' : ' · a gate, met') : ''}`,
    tag: groupTag(row),
    drawing: rowDrawing(board, row, markOf, {
      id: `card-gap-${statement.number.replace('.', '-')}`,
      named: true,
    }),
    said: row.answers.map(({ council, answer }) => ({
      mark: markOf(council),
      level: readingWords(answer.reading, names),
      why: html`${answer.reason}${rests(answer)}${answer.file && html`<br /><a class="govuk-link" href="${links.openedFile(board.round.id, statement.id, council)}" download>${answer.file.name}</a>`}`,
    })),
    parts: [
      { title: 'The question to ask', body: statement.ask },
      {
        title: 'What good looks like',
        body: html`Level ${row.needed}, ${names[row.needed - 1]?.toLowerCase() ?? ''}:
        ${statement.levels[row.needed - 1] ?? ''}`,
      },
      {
        title: 'Who should be in the room',
        body: new Intl.ListFormat('en-GB').format(
          statement.offices.slice(0, 4).map((office) => officeWords[office]),
        ),
      },
    ],
    ...(options.footer ? { footer: options.footer } : {}),
  })
}

function rests(answer: GapRow['answers'][number]['answer']): Html {
  const parts = [
    answer.confidence && confidenceWords[answer.confidence].toLowerCase(),
    answer.grade && gradeWords[answer.grade].toLowerCase(),
    answer.evidence,
  ].filter((part): part is string => typeof part === 'string' && part !== '')
  return html`${parts.length > 0 && html`<br /><span class="hf-soft">${parts.join(' · ')}</span>`}${answer.link !== '' && /^https?:/.test(answer.link) && html`<br /><a class="govuk-link" href="${answer.link}" rel="noreferrer">Evidence on the web</a>`}`
}

function secondLooks(board: Board, row: GapRow): Html | false {
  const own = board.secondLooks.filter(({ item }) => item === row.statement.id)
  if (own.length === 0) return false
  const nameOf = namesIn(board)
  return html`<h2 class="hf-heading">Second looks</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${own.map(
        ({ council, answer, recordedAt }) =>
          html`<li>
            <strong>${nameOf(council)}</strong>, ${formatInstantDay(recordedAt)}:
            ${readingWords(answer.reading, levelNames(board)).toLowerCase()}. ${answer.reason}
          </li>`,
      )}
    </ul>
    <p class="hf-soft">The first answers stay as they were when all opened together.</p>`
}

function recorded(model: CardPageModel): Html {
  const { board, row } = model
  const talked = board.conversations.find(({ item }) => item === row.statement.id)
  const actions = board.actions.filter(({ item }) => item === row.statement.id)
  return html`<h2 class="hf-heading">What came of it</h2>
    ${
      talked
        ? html`<p class="govuk-body">
            <strong>${outcomeWords[talked.outcome]}.</strong> ${talked.summary}
            <span class="hf-soft"
              >${talked.heldOn ? `Talked on ${formatDay(talked.heldOn)}. ` : ''}Recorded by
              ${namesIn(board)(talked.recordedFor)}, ${formatInstantDay(talked.recordedAt)}.</span
            >
          </p>`
        : html`<p class="govuk-body">Nothing has been recorded yet.</p>`
    }
    ${actions.length > 0 && actionList(model, actions)}`
}

function actionList(model: CardPageModel, actions: readonly ConversationAction[]): Html {
  const { board, row, today, mayRecord } = model
  return html`<h3 class="hf-heading hf-heading--small">Actions</h3>
    <ul class="govuk-list govuk-list--bullet">
      ${actions.map(
        (action) =>
          html`<li>
            ${action.what} (${action.owner}, ${namesIn(board)(action.ownerCouncil)}), by
            ${formatDay(action.dueOn)}.
            ${action.doneOn ? html`<strong class="govuk-tag">Done ${formatDay(action.doneOn)}</strong>` : isLate(action, today) && html`<strong class="govuk-tag govuk-tag--red">Late</strong>`}
            ${
              mayRecord &&
              html`<form
                method="post"
                action="${links.markAction(board.round.id, row.statement.id)}"
                novalidate
              >
                <input type="hidden" name="action" value="${action.id}" /><input
                  type="hidden"
                  name="done"
                  value="${action.doneOn ? 'no' : 'yes'}"
                />
                <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">
                  ${action.doneOn ? 'Not done after all' : 'Mark as done'}<span class="govuk-visually-hidden"
                    >: ${action.what}</span
                  >
                </button>
              </form>`
            }
          </li>`,
      )}
    </ul>`
}

function conversationForm(model: CardPageModel): Html {
  const { board, row, forms, conflict } = model
  return html`${
    conflict &&
    html`<div class="govuk-inset-text">
        <p>
          Somebody else recorded this meanwhile:
          <strong>${outcomeWords[conflict.outcome]}.</strong> ${conflict.summary}
        </p>
        <p>What you typed is below. Record again to put yours in its place.</p>
      </div>`
  }
    <form
      method="post"
      action="${links.conversation(board.round.id, row.statement.id)}"
      novalidate
      data-keep-text
    >
      <h2 class="hf-heading">Record the conversation</h2>
      <input type="hidden" name="version" value="${model.version}" />
      ${radiosField(forms.conversation, { name: 'outcome', label: 'How did it end?', items: conversationOutcomes.map((value) => ({ value, text: outcomeWords[value] })) })}
      ${textareaField(forms.conversation, { name: 'summary', label: 'What did you agree, in a sentence or two?', rows: 3, maxlength: 2000, threshold: 75 })}
      ${dateField(forms.conversation, { name: 'held', label: 'When did you talk?', hint: 'For example, 27 3 2026' })}
      ${govukButton({ text: 'Record the outcome', preventDoubleClick: true })}
    </form>`
}

function actionForm(model: CardPageModel): Html {
  const { board, row, forms } = model
  return govukDetails({
    summaryText: 'Add an action',
    open: Object.keys(forms.action.errors).length > 0,
    html: html`<form
      method="post"
      action="${links.action(board.round.id, row.statement.id)}"
      novalidate
      data-keep-text
    >
      ${textField(forms.action, { name: 'what', label: 'What will be done?', attributes: { maxlength: '300' } })}
      ${textField(forms.action, { name: 'owner', label: 'Who owns it?', hint: 'A name or a post.', attributes: { maxlength: '120' } })}
      ${selectField(forms.action, { name: 'council', label: 'For which council?', items: board.round.parties.map(({ council, name }) => ({ value: council, text: name })) })}
      ${dateField(forms.action, { name: 'due', label: 'By when?', hint: 'For example, 27 3 2027' })}
      ${govukButton({ text: 'Add the action', classes: 'govuk-button--secondary', preventDoubleClick: true })}
    </form>`,
  })
}

function secondLookForm(model: CardPageModel): Html {
  const { board, row, forms } = model
  const names = levelNames(board)
  return govukDetails({
    summaryText: 'Take a second look at your own answer',
    open: Object.keys(forms.secondLook.errors).length > 0,
    html: html`<p class="govuk-body">
        If the conversation changed your council’s view, say so here. Your first answer stays visible.
      </p>
      <form
        method="post"
        action="${links.secondLook(board.round.id, row.statement.id)}"
        novalidate
        data-keep-text
      >
        ${radiosField(forms.secondLook, {
          name: 'reading',
          label: 'Where is your council on this now?',
          items: [
            ...row.statement.levels.map((fact, index) => ({
              value: `level-${index + 1}`,
              text: `${index + 1}. ${names[index] ?? ''}`,
              hint: { text: fact },
            })),
            { value: 'unknown', text: 'We do not know' },
          ],
        })}
        ${textareaField(forms.secondLook, { name: 'reason', label: 'What changed?', rows: 2, maxlength: 2000, threshold: 75 })}
        ${govukButton({ text: 'Record the second look', classes: 'govuk-button--secondary', preventDoubleClick: true })}
      </form>`,
  })
}
