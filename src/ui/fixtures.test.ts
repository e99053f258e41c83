import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { govukAccordion } from './accordion.ts'
import { govukBackLink } from './back-link.ts'
import { govukBreadcrumbs } from './breadcrumbs.ts'
import { govukButton } from './button.ts'
import { govukCharacterCount } from './character-count.ts'
import { govukCheckboxes } from './checkboxes.ts'
import { govukDateInput } from './date-input.ts'
import { govukDetails } from './details.ts'
import { govukErrorMessage } from './error-message.ts'
import { govukErrorSummary } from './error-summary.ts'
import { govukFieldset } from './fieldset.ts'
import { govukFileUpload } from './file-upload.ts'
import { govukHint } from './hint.ts'
import { type Html, raw, render } from './html.ts'
import { govukInput } from './input.ts'
import { govukInsetText } from './inset-text.ts'
import { govukLabel } from './label.ts'
import { govukLanguageNavigation } from './language-navigation.ts'
import { govukNotificationBanner } from './notification-banner.ts'
import { govukPagination } from './pagination.ts'
import { govukPanel } from './panel.ts'
import { govukPasswordInput } from './password-input.ts'
import { govukPhaseBanner } from './phase-banner.ts'
import { govukRadios } from './radios.ts'
import { govukSelect } from './select.ts'
import { govukServiceNavigation } from './service-navigation.ts'
import { govukSkipLink } from './skip-link.ts'
import { govukSummaryList } from './summary-list.ts'
import { govukTable } from './table.ts'
import { govukTabs } from './tabs.ts'
import { govukTag } from './tag.ts'
import { govukTaskList } from './task-list.ts'
import { govukTextarea } from './textarea.ts'
import { govukWarningText } from './warning-text.ts'

const ported: Readonly<Record<string, (options: never) => Html | undefined>> = {
  accordion: govukAccordion,
  'back-link': govukBackLink,
  breadcrumbs: govukBreadcrumbs,
  button: govukButton,
  'character-count': govukCharacterCount,
  checkboxes: govukCheckboxes,
  'date-input': govukDateInput,
  details: govukDetails,
  'error-message': govukErrorMessage,
  'error-summary': govukErrorSummary,
  fieldset: govukFieldset,
  'file-upload': govukFileUpload,
  hint: govukHint,
  input: govukInput,
  'inset-text': govukInsetText,
  label: govukLabel,
  'language-navigation': govukLanguageNavigation,
  'notification-banner': govukNotificationBanner,
  pagination: govukPagination,
  panel: govukPanel,
  'password-input': govukPasswordInput,
  'phase-banner': govukPhaseBanner,
  radios: govukRadios,
  select: govukSelect,
  'service-navigation': govukServiceNavigation,
  'skip-link': govukSkipLink,
  'summary-list': govukSummaryList,
  table: govukTable,
  tabs: govukTabs,
  tag: govukTag,
  'task-list': govukTaskList,
  textarea: govukTextarea,
  'warning-text': govukWarningText,
}

const leftOut: Readonly<Record<string, string>> = {
  'cookie-banner': 'we set only the cookies one needs to stay signed in, and these need no consent',
  'exit-this-page': 'for people in danger from someone near them; councils at work are not',
  feedback: 'asks for feedback on a service of GOV.UK; where to write to stands in our footer',
  footer: 'draws the crown, the licence logo and the Crown copyright notice; ours is part of the page layout',
  'generic-header': 'the header has our own mark and names the council; it is part of the page layout',
  header: 'draws the crown and the GOV.UK logo, which belong to services of GOV.UK',
}

const components = new URL('../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

type Fixture = { readonly name: string; readonly options: object; readonly html: string }

function fixturesOf(component: string): readonly Fixture[] {
  const file: { fixtures: readonly Fixture[] } = JSON.parse(
    readFileSync(new URL(`${component}/fixtures.json`, components), 'utf8'),
  )
  return file.fixtures
}

const published = readdirSync(components, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

// The fixtures give markup as plain text; our options want it marked as such, wherever the macros take markup.
const markupNames = /^(?:html|.*Html|start|end|navigationStart|navigationEnd)$/

function withMarkup(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return markupNames.test(name) ? raw(value) : value
  if (Array.isArray(value)) return value.map((member: unknown) => withMarkup(member))
  if (typeof value !== 'object' || value === null || /attributes$/i.test(name)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withMarkup(member, key)]))
}

/** The options with an attack at the end of every string that is neither empty nor markup. */
function hostile(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return value === '' || markupNames.test(name) ? value : `${value}"'><zzz>&`
  if (Array.isArray(value)) return value.map((member: unknown) => hostile(member))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hostile(member, key)]))
}

describe('components of the design system', () => {
  for (const [component, draw] of Object.entries(ported))
    for (const fixture of fixturesOf(component))
      it(`${component} is drawn as published: ${fixture.name}`, () => {
        const drawn = render(draw(withMarkup(fixture.options) as never))
        assert.deepEqual(normalMarkup(drawn), normalMarkup(fixture.html))
      })

  for (const [component, draw] of Object.entries(ported))
    it(`${component} draws hostile text as text, wherever it is given`, () => {
      for (const fixture of fixturesOf(component)) {
        const drawn = render(draw(withMarkup(hostile(fixture.options)) as never))
        assert.doesNotMatch(drawn.replaceAll('&quot;&#39;&gt;&lt;zzz&gt;&amp;', ''), /zzz/, fixture.name)
      }
    })

  it('every published component is either drawn here or left out for a reason', () => {
    assert.deepEqual(Object.keys({ ...ported, ...leftOut }).sort(), published.sort())
    assert.deepEqual(
      Object.keys(leftOut).filter((component) => component in ported),
      [],
    )
  })
})

// Elements that begin and end a line, by the standard's own style sheet (html.spec.whatwg.org, section 15.3).
const blocks = new Set(
  (
    'address article aside blockquote body caption dd details dialog div dl dt fieldset figure footer form h1 h2 ' +
    'h3 h4 h5 h6 header hr legend li main nav ol option p path pre section summary table tbody td tfoot th thead ' +
    'tr ul g'
  ).split(' '),
)
// Elements that stand in a line like a letter, with a layout of their own inside.
const atoms = new Set(['button', 'input', 'select', 'svg', 'textarea'])
const token = /<!--.*?-->|<textarea(?:"[^"]*"|[^">])*>[^<]*|<\/?[a-z][^\s/>]*(?:"[^"]*"|[^">])*>|[^<]+/gs

/**
 * The markup as a list of tags and texts in which exactly those differences are gone that no reader of the page
 * can see. Blanks collapse as CSS collapses them: to one in a line, also across inline tags; to none at the
 * start and end of a block or of a button's inside. Blanks inside a tag between its attributes become one, and
 * `<br />` is `<br>`. Everything else stays: order and values of attributes, the order of classes, entities, and
 * what stands in a text area.
 */
function normalMarkup(markup: string): readonly string[] {
  const out: string[] = []
  let lineStarts = true
  let openBlank = -1
  const endLine = () => {
    if (openBlank >= 0) out[openBlank] = ''
    openBlank = -1
    lineStarts = true
  }
  const fill = () => {
    openBlank = -1
    lineStarts = false
  }
  const pieces = markup.match(token) ?? []
  assert.equal(pieces.join(''), markup, 'every character is looked at')
  for (const piece of pieces) {
    if (piece.startsWith('<!--')) continue
    if (!piece.startsWith('<')) {
      for (const part of piece.split(/(\s+)/).filter((part) => part !== '')) {
        if (part.trim() !== '') {
          out.push(part)
          fill()
        } else if (!lineStarts && openBlank < 0) openBlank = out.push(' ') - 1
      }
      continue
    }
    const name = /^<\/?([a-z0-9]+)/.exec(piece)?.[1] ?? ''
    const closes = piece.startsWith('</')
    if (blocks.has(name) || (atoms.has(name) && closes)) endLine()
    else if (atoms.has(name)) openBlank = -1
    out.push(tag(piece))
    if (atoms.has(name)) lineStarts = !closes && name !== 'input' && name !== 'textarea'
  }
  endLine()
  return out.join('').split(/(?=<)|(?<=>)/)
}

function tag(piece: string): string {
  const end = /^<(?:"[^"]*"|[^">])*>/.exec(piece)?.[0] ?? piece
  const attributes = end.replace(/"[^"]*"|\s+|\s*\/?>$/g, (part) =>
    part.startsWith('"') ? part : part.endsWith('>') ? '>' : ' ',
  )
  // A browser drops one line break right after the tag of a text area (HTML standard, 13.1.2.5).
  return attributes.replace(/\s+>$/, '>') + piece.slice(end.length).replace(/^\n/, '')
}

describe('how markup is compared', () => {
  const same = (a: string, b: string) => assert.deepEqual(normalMarkup(a), normalMarkup(b))
  const differ = (a: string, b: string) => assert.notDeepEqual(normalMarkup(a), normalMarkup(b))

  it('blanks nobody sees are no difference', () => {
    same('<p>\n  One <b>two</b>\n</p>', '<p>One  <b>two</b></p>')
    same('<button  type="submit"\n>\n Save\n</button>', '<button type="submit">Save</button>')
    same('<div>\n<p>a</p>\n\n<p>b</p></div>', '<div><p>a</p><p>b</p></div>')
  })

  it('blanks somebody sees are a difference', () => {
    differ('<a>Previous<span> page</span></a>', '<a>Previous<span>page</span></a>')
    differ('<p>One <b>two</b></p>', '<p>One<b>two</b></p>')
    differ('<input id="a">\n<label>x</label>', '<input id="a"><label>x</label>')
    same('<textarea>\n a</textarea>', '<textarea> a</textarea>')
    differ('<textarea> a</textarea>', '<textarea>a</textarea>')
    differ('<p title="a  b">x</p>', '<p title="a b">x</p>')
  })

  it('attributes, their order and text are compared to the letter', () => {
    differ('<p id="a" class="b">x</p>', '<p class="b" id="a">x</p>')
    differ('<p>&lt;b&gt;</p>', '<p><b></p>')
    differ('<p>x</p>', '<p>x</p><p></p>')
  })
})
