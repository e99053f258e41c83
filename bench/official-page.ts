import { join } from 'node:path'
import nunjucks from 'nunjucks'
import type { Framework } from '#content/framework.ts'
import { confidenceWords, gradeWords } from '#modules/readiness/text.ts'
import { reason } from './instance.ts'

const macros = join(import.meta.dirname, '../node_modules/govuk-frontend/dist')
/** Six colleagues' answers in a table, as the bench's open round has them. */
const colleagues = 6

/** Everything on the question page that the design system has a macro for; the rest of the page is its own template. */
const template = `
{% extends "govuk/template.njk" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/character-count/macro.njk" import govukCharacterCount %}
{% from "govuk/components/details/macro.njk" import govukDetails %}
{% from "govuk/components/file-upload/macro.njk" import govukFileUpload %}
{% from "govuk/components/input/macro.njk" import govukInput %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% from "govuk/components/table/macro.njk" import govukTable %}
{% block pageTitle %}{{ statement.question }}{% endblock %}
{% block beforeContent %}{{ govukBackLink(back) }}{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ statement.question }}</h1>
<p class="govuk-body">{{ statement.statement }}</p>
{{ govukDetails(why) }}
{{ govukTable(said) }}
<form method="post" action="/" enctype="multipart/form-data" novalidate>
{{ govukRadios(reading) }}
{{ govukCharacterCount(because) }}
{{ govukRadios(importance) }}
{{ govukRadios(confidence) }}
{{ govukRadios(grade) }}
{{ govukInput(evidence) }}
{{ govukInput(link) }}
{{ govukFileUpload(file) }}
{{ govukCharacterCount(note) }}
{{ govukButton(next) }}
{{ govukButton(list) }}
</form>
{% endblock %}`

/** Draws the question page of a framework's first statement with the design system's own Nunjucks macros. */
export function officialPage(framework: Framework): () => string {
  const environment = nunjucks.configure(macros, { autoescape: true })
  const compiled = nunjucks.compile(template, environment)
  const options = optionsFor(framework)
  return () => compiled.render(options)
}

function optionsFor(framework: Framework): object {
  const statement = framework.areas[0]?.statements[0]
  if (!statement) throw new Error('The framework asks nothing.')
  const group = (name: string, legend: string, items: readonly object[], value: string) => ({
    name,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    items,
    value,
  })
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }))
  return {
    statement,
    back: { href: '/', text: 'Back' },
    why: { summaryText: 'Why we ask', text: statement.why.text },
    said: {
      caption: 'Each office’s answer to this statement',
      head: [{ text: 'Office' }, { text: 'Says' }, { text: 'Why' }],
      rows: Array.from({ length: colleagues }, () => [
        { text: 'section 151 officer' },
        { text: 'Level 3, working' },
        { text: reason },
      ]),
      firstCellIsHeader: true,
    },
    reading: {
      ...group(
        'reading',
        'Where is your council on this?',
        [
          ...statement.levels.map((text, index) => ({
            value: `level-${index + 1}`,
            text: `${index + 1}. ${framework.levels[index]?.name}`,
            hint: { text },
          })),
          { divider: 'or' },
          { value: 'unknown', text: 'We do not know', hint: { text: 'A good answer when it is true.' } },
          { value: 'not-applicable', text: 'Does not apply to us', hint: { text: 'Say why below.' } },
        ],
        'level-3',
      ),
      hint: { text: 'Choose the level whose description is true today.' },
    },
    because: {
      name: 'reason',
      id: 'reason',
      label: { text: 'Why? Give your reason' },
      hint: { text: 'One or two sentences. A fact is better than a feeling.' },
      rows: 3,
      maxlength: 2000,
      threshold: 75,
      value: reason,
    },
    importance: group(
      'importance',
      'How much does this matter to your council?',
      choices({ '1': 'A little', '2': 'It matters', '3': 'A great deal: we could not go ahead without it' }),
      '2',
    ),
    confidence: group('confidence', 'How sure are you?', choices(confidenceWords), 'fairly-sure'),
    grade: group('grade', 'Kind of evidence', choices(gradeWords), 'document'),
    evidence: {
      name: 'evidence',
      id: 'evidence',
      label: { text: 'Which document, decision or check?' },
      hint: { text: 'Its title and date, or who told you.' },
      value: 'Minutes of the joint board',
    },
    link: { name: 'link', id: 'link', type: 'url', label: { text: 'Its address, if it is on the web' } },
    file: {
      name: 'file',
      id: 'file',
      label: { text: 'Or a file' },
      hint: { text: 'PDF, Word, ODT or Excel, up to 10 MB.' },
    },
    note: {
      name: 'note',
      id: 'note',
      label: { text: 'A private note' },
      hint: { text: 'For your own council.' },
      rows: 2,
      maxlength: 2000,
    },
    next: { text: 'Save and continue', name: 'then', value: 'next', preventDoubleClick: true },
    list: {
      text: 'Save and go back to the list',
      name: 'then',
      value: 'list',
      classes: 'govuk-button--secondary',
    },
  }
}
