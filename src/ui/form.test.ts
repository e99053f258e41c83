import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Form,
  checkboxesField,
  dateField,
  emptyForm,
  errorSummary,
  fileField,
  radiosField,
  selectField,
  textField,
  textareaField,
} from './form.ts'
import { type Html, html } from './html.ts'
import { readDateParts } from './typed-date.ts'

const levels = ['1', '2', '3'].map((value) => ({ value, text: `Level ${value}` }))

/** One of every kind of field, all wrong, with hostile text typed into each. */
const hostile = '"><script>alert(1)</script>'
const badDate = readDateParts({ day: '31', month: hostile, year: '2026' }, 'the end date')
assert.ok('problem' in badDate)

const wrong: Form = {
  values: {
    cost: hostile,
    why: `\n${hostile}`,
    council: '2',
    level: '3',
    services: ['1', '3'],
    'end-day': '31',
    'end-month': hostile,
    'end-year': '2026',
  },
  errors: {
    cost: 'Enter the cost',
    why: 'Say why',
    council: 'Choose a council',
    level: 'Choose a level',
    services: 'Choose a service',
    end: badDate,
    file: 'Choose a file',
    '': `The answers were sealed meanwhile ${hostile}`,
  },
}

function fields(form: Form): Html {
  return html`${textField(form, { name: 'cost', label: 'Cost', prefix: { text: '£' } })}
  ${textareaField(form, { name: 'why', label: 'Why?', maxlength: 500 })}
  ${selectField(form, { name: 'council', label: 'Council', items: levels })}
  ${radiosField(form, { name: 'level', label: 'Level', items: levels })}
  ${checkboxesField(form, { name: 'services', label: 'Services', items: levels })}
  ${dateField(form, { name: 'end', label: 'End date' })} ${fileField(form, { name: 'file', label: 'File' })}`
}

function ids(markup: string): Set<string> {
  return new Set([...markup.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? ''))
}

function elementWithId(markup: string, id: string): string {
  return (markup.match(/<[^>]+>/g) ?? []).find((tag) => tag.includes(` id="${id}"`)) ?? ''
}

test('each problem is listed once, in the order of the fields, and leads to a box one can type in or tick', () => {
  const summary = errorSummary(wrong)?.html ?? ''
  const page = fields(wrong).html
  const links = [...summary.matchAll(/<a\s+href="#([^"]*)"\s*>\s*([^<]*?)\s*<\/a/g)]
  assert.deepEqual(
    links.map(([, id]) => id),
    ['cost', 'why', 'council', 'level', 'services', 'end-month', 'file'],
  )
  for (const [, id = '', message = ''] of links) {
    assert.match(elementWithId(page, id), /^<(?:input|select|textarea)/, id)
    assert.ok(page.includes(message), message)
  }
  assert.ok(summary.includes('The answers were sealed meanwhile'))
})

test('a form without problems has no summary', () => {
  assert.equal(errorSummary(emptyForm), undefined)
  assert.equal(errorSummary({ values: {}, errors: { cost: undefined } }), undefined)
})

test('what was typed stands in the box again, to the letter and without effect', () => {
  const page = fields(wrong).html
  const escaped = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'
  assert.doesNotMatch(`${page}${errorSummary(wrong)?.html}`, /<script/)
  assert.ok(elementWithId(page, 'cost').includes(` value="${escaped}"`))
  assert.ok(elementWithId(page, 'end-day').includes(' value="31"'))
  assert.ok(elementWithId(page, 'end-month').includes(` value="${escaped}"`))
  // The browser drops the first of the two line breaks.
  assert.match(page, /<textarea[^>]*>\n\n&quot;/)
  assert.match(page, /<option value="2" selected>/)
  const ticked = [...page.matchAll(/<input\s[^>]*id="([^"]*)"[^>]* checked[ >]/g)].map((match) => match[1])
  assert.deepEqual(ticked, ['level-3', 'services', 'services-3'])
})

test('an empty form has nothing typed, ticked or wrong', () => {
  const page = fields(emptyForm).html
  assert.doesNotMatch(page, / checked| selected|error|alert/)
})

test('a box that is wrong is marked, and its message read out with it', () => {
  const page = fields(wrong).html
  assert.match(elementWithId(page, 'cost'), /aria-describedby="cost-error"/)
  assert.match(elementWithId(page, 'why'), /aria-describedby="why-info why-error"/)
  assert.match(elementWithId(page, 'end-month'), /govuk-input--error/)
  assert.doesNotMatch(elementWithId(page, 'end-day'), /govuk-input--error/)
  const described = [...page.matchAll(/ aria-describedby="([^"]*)"/g)].flatMap(
    (match) => match[1]?.split(' ') ?? [],
  )
  assert.ok(described.length >= 7)
  for (const id of described) assert.ok(ids(page).has(id), id)
})

test('one tick comes from a browser as a plain value and counts as one', () => {
  const one: Form = { values: { services: 'payroll' }, errors: {} }
  const items = ['payroll', 'p', 'a'].map((value) => ({ value, text: value }))
  const page = checkboxesField(one, { name: 'services', label: 'Services', items }).html
  assert.match(elementWithId(page, 'services'), / checked/)
  assert.equal(page.match(/ checked/g)?.length, 1)
})

test('a date with a problem but no box named is wrong as a whole, and its link leads to the day', () => {
  const form: Form = {
    values: { 'end-day': '', 'end-month': '', 'end-year': '' },
    errors: { end: 'The end date must be after the start date' },
  }
  assert.match(errorSummary(form)?.html ?? '', /href="#end-day"/)
  assert.equal(dateField(form, { name: 'end', label: 'End' }).html.match(/govuk-input--error/g)?.length, 3)
})

test('who can see an answer is said with the field and read out with it', () => {
  const page = textField(emptyForm, {
    name: 'cost',
    label: 'Cost',
    hint: 'In <pounds>',
    whoSees: html`<p>Only Ashby can see this.</p>`,
    isPageHeading: true,
  }).html
  assert.match(
    page,
    /id="cost-hint"[^>]*>\s*<div>\s*In &lt;pounds&gt;\s*<\/div>\s*<p>Only Ashby can see this.<\/p>/,
  )
  assert.match(elementWithId(page, 'cost'), /aria-describedby="cost-hint"/)
  assert.match(page, /<h1 class="govuk-label-wrapper">/)
})
