import type { LevelAnswer } from '#engine/gap.ts'
import { quickCheck, type QuickAnswer, type QuickStatement } from '#engine/quick-check.ts'
import {
  longestQuickCheck,
  readQuickCheck,
  writeQuickCheck,
  type QuickSet,
} from '#engine/quick-check-file.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { render, type Html } from '#ui/html.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { announce } from './announce.ts'
import { element, levelOf, statementsIn, type PageStatement } from './quick-check-page.ts'
import { answerWords, headline, resultBody, type Spoken } from './quick-check-words.ts'

/**
 * The quick check in the browser. The questions stand in the page; this shows one at a time and says what the answers come to.
 * It asks nothing of any server and keeps nothing: closing the page forgets it all. Where one is stands after the # of the
 * address, so that the browser's own Back goes to the question before.
 */
const start = element('quick-start', HTMLFormElement)
const form = element('quick-form', HTMLFormElement)
const title = document.title
const statements = statementsIn(form)
const levelNames = (form.dataset.levelNames ?? '').split('|')
const areaHeadings = [...form.querySelectorAll<HTMLElement>('[data-area-heading]')]
const ambitionBoxes = [...start.querySelectorAll<HTMLInputElement>('input[name="ambition"]')]
const ambitions = ambitionBoxes.map((box) => box.labels?.[0]?.textContent.trim() ?? '')
let fileAddress = ''
let isSaved = true

function chosenSet(): QuickSet {
  return start.querySelector('input[name="set"][value="all"]:checked') ? 'all' : 'gates'
}

function chosenAmbition(): number {
  return ambitionBoxes.findIndex(({ checked }) => checked)
}

function asked(): PageStatement[] {
  return statements.filter(({ gate }) => gate || chosenSet() === 'all')
}

function answerTo({ id }: QuickStatement): LevelAnswer | undefined {
  const value = form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(id)}"]:checked`)?.value
  if (value === 'unknown' || value === 'not-applicable') return { kind: value }
  const level = levelOf(value)
  return level && { kind: 'level', level }
}

function answers(): QuickAnswer[] {
  return statements.flatMap((statement) => {
    const answer = answerTo(statement)
    return answer ? [{ statement: statement.id, answer }] : []
  })
}

/** Draws what the part of the address after the # asks for; anything else, such as the skip link, changes nothing. */
function show(): void {
  const place = decodeURIComponent(location.hash.slice(1))
  const list = asked()
  const at = list.findIndex(({ id }) => place === `q-${id}`)
  const isKnown = at >= 0 || place === 'all' || place === 'result' || place === 'start' || place === ''
  if (!isKnown) return
  const needsStart = chosenAmbition() === -1
  const screen = needsStart ? 'start' : at >= 0 ? 'question' : place === '' ? 'start' : place
  clearProblem()
  start.hidden = screen !== 'start'
  form.hidden = screen !== 'question'
  element('quick-lead').hidden = screen !== 'start'
  element('quick-all').hidden = screen !== 'all'
  element('quick-result').hidden = screen !== 'result'
  for (const each of statements) each.part.hidden = list[at]?.id !== each.id
  if (screen === 'question') showQuestion(list, at)
  if (screen === 'all') showAll(list)
  if (screen === 'result') showResult()
  const main = element('quick-title')
  main.className = screen === 'start' ? 'hf-headline' : 'govuk-caption-m govuk-!-margin-bottom-4'
  if (screen !== 'start') return
  document.title = title
  if (place !== '') main.focus()
}

function showQuestion(list: readonly PageStatement[], at: number): void {
  const statement = list[at]
  if (!statement) return
  for (const heading of areaHeadings) heading.hidden = heading.dataset.areaHeading !== statement.area
  const place = `${statement.area} · ${at + 1} of ${list.length}`
  statement.place.textContent = statement.gate ? `${place} · a gate: it must be met` : place
  goTo(statement.heading, statement.question)
}

function showAll(list: readonly PageStatement[]): void {
  const items = list.map((statement) => {
    const answer = answerTo(statement)
    return {
      title: { text: `${statement.number} ${statement.question}` },
      href: `#q-${statement.id}`,
      ...(statement.gate ? { hint: { text: 'A gate: it must be met' } } : {}),
      status: answer
        ? { text: sentence(answerWords(answer, levelNames)) }
        : { tag: { text: 'Not answered', classes: 'govuk-tag--grey' } },
    }
  })
  put(element('quick-all-list'), govukTaskList({ items, idPrefix: 'quick-task' }))
  goTo(element('quick-all-title'), 'All questions')
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function showResult(): void {
  const ambition = chosenAmbition()
  const list = asked()
  const known = new Map(statements.map((statement) => [statement.id, statement]))
  const blank = { number: '', area: '', said: '', question: '', levels: [] }
  const spoken: Spoken = {
    result: quickCheck(list, answers(), ambition),
    set: chosenSet(),
    notAsked: statements.length - list.length,
    ambition,
    ambitions: ambitions.map((name) => name.replace(/^[A-Z]\. /, '')),
    levelNames,
    about: (id) => known.get(id) ?? blank,
  }
  const heading = element('quick-result-title')
  heading.textContent = headline(spoken)
  put(element('quick-result-body'), resultBody(spoken))
  offerFile()
  goTo(heading, headline(spoken))
}

/** The file is made here and handed to the browser to keep; it passes through no network. */
function offerFile(): void {
  const text = writeQuickCheck({
    framework: { id: form.dataset.framework ?? '', version: form.dataset.version ?? '' },
    ambition: ambitionBoxes[chosenAmbition()]?.value ?? '',
    set: chosenSet(),
    answers: answers(),
  })
  URL.revokeObjectURL(fileAddress)
  fileAddress = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  element('quick-save', HTMLAnchorElement).href = fileAddress
}

async function load(file: File): Promise<void> {
  if (file.size > longestQuickCheck * 4)
    return problem('The file is too large to be a quick check. Choose another file.', '#quick-file')
  const reading = readQuickCheck(await file.text())
  if (!reading.ok) return problem(reading.problem, '#quick-file')
  const ambition = ambitionBoxes.find(({ value }) => value === reading.ambition)
  const found = reading.answers.filter(({ statement }) => statements.some(({ id }) => id === statement))
  if (reading.framework.id !== form.dataset.framework || !ambition)
    return problem('The file answers other statements than those on this page.', '#quick-file')
  form.reset()
  for (const { statement, answer } of found)
    tick(form, statement, answer.kind === 'level' ? String(answer.level) : answer.kind)
  tick(start, 'ambition', ambition.value)
  tick(start, 'set', reading.set)
  isSaved = true
  const left = reading.answers.length - found.length
  go('all')
  announce(
    `${found.length} answers loaded.${left > 0 ? ` ${left} answer statements that are no longer here.` : ''}`,
  )
}

function tick(within: HTMLFormElement, name: string, value: string): void {
  const box = within.querySelector<HTMLInputElement>(
    `input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`,
  )
  if (box) box.checked = true
}

function next(): void {
  const list = asked()
  const at = list.findIndex(({ part }) => !part.hidden)
  const current = list[at]
  if (!current) return
  if (!answerTo(current))
    return problem('Choose a level, or “We do not know”', `#${CSS.escape(`a-${current.id}`)}`)
  const following = list[at + 1]
  go(following ? `q-${following.id}` : 'result')
}

function back(): void {
  const list = asked()
  const before = list[list.findIndex(({ part }) => !part.hidden) - 1]
  go(before ? `q-${before.id}` : 'start')
}

function begin(): void {
  const [first] = asked()
  if (chosenAmbition() === -1) return problem('Choose how far you would want to go', '#ambition')
  go(first ? `q-${first.id}` : 'all')
}

function go(place: string): void {
  history.pushState(null, '', `#${place}`)
  show()
}

function problem(text: string, href: string): void {
  const summary = element('quick-problem')
  put(
    summary,
    govukErrorSummary({
      titleText: 'There is a problem',
      errorList: [{ text, href }],
      disableAutoFocus: true,
    }),
  )
  summary.hidden = false
  summary.querySelector('a')?.focus()
}

function clearProblem(): void {
  const summary = element('quick-problem')
  summary.hidden = true
  summary.replaceChildren()
}

/** `html` escapes what it is given, so what stands in a statement or a file can be no markup. */
function put(place: HTMLElement, content: Html): void {
  place.innerHTML = render(content)
}

function goTo(heading: HTMLElement, words: string): void {
  document.title = `${words} – ${title}`
  heading.focus({ preventScroll: true })
  window.scrollTo(0, 0)
}

// Chromium asks for the icon again each time the address changes. Held in the page, it is asked of nobody.
document.querySelector('link[rel="icon"]')?.setAttribute('href', form.dataset.icon ?? '')
// Kept for those who find their way by headings; the words stand over the question already.
for (const heading of areaHeadings) heading.className = 'govuk-visually-hidden'
for (const summary of form.querySelectorAll<HTMLElement>('[data-area-summary]')) summary.hidden = true
for (const id of ['quick-paper', 'quick-by-hand']) element(id).hidden = true
element('quick-buttons').hidden = false
start.addEventListener('submit', (event) => {
  event.preventDefault()
  begin()
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  next()
})
form.addEventListener('change', () => (isSaved = false))
element('quick-back').addEventListener('click', back)
element('quick-print').addEventListener('click', () => window.print())
element('quick-save').addEventListener('click', () => (isSaved = true))
element('quick-file', HTMLInputElement).addEventListener('change', ({ target }) => {
  const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
  if (file) void load(file)
})
// An error in the summary leads to its box, not to another screen.
element('quick-problem').addEventListener('click', (event) => {
  const link = event.target instanceof HTMLAnchorElement ? event.target.getAttribute('href') : null
  if (link === null) return
  event.preventDefault()
  document.querySelector<HTMLElement>(link)?.focus()
})
window.addEventListener('hashchange', show)
window.addEventListener('beforeunload', (event) => {
  if (!isSaved) event.preventDefault()
})
show()
