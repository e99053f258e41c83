import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { loadAssets } from './assets.ts'
import { conversationCard } from './card.ts'
import { chartFrame } from './chart/chart-frame.ts'
import { dotGapKey } from './chart/dot-gap-key.ts'
import { dotGap } from './chart/dot-gap.ts'
import { councilMarks } from './council-mark.ts'
import { html } from './html.ts'
import { page } from './layout.ts'
import { nextStep } from './next-step.ts'
import { statCards } from './stat-cards.ts'
import { statusTag } from './status-tag.ts'
import { sourceLine, whoSays } from './who-says.ts'
import { whoSees, whoSeesText, type Audience } from './who-sees.ts'

test('who can see a page is said as a whole sentence with the names in it', () => {
  const said = (audience: Audience): string => whoSeesText(audience)
  assert.equal(said({ kind: 'only-you' }), 'Only you can see this.')
  assert.equal(said({ kind: 'own-council', council: 'Ashby' }), 'Only Ashby can see this.')
  assert.equal(
    said({ kind: 'own-council', council: 'Ashby', people: 'the lead and deputies' }),
    'Only the lead and deputies of Ashby can see this.',
  )
  assert.equal(
    said({ kind: 'after-reveal', council: 'Ashby', partners: ['Barnshire', 'Coldwell'] }),
    'Only Ashby can see this now. Barnshire and Coldwell can once all open together.',
  )
  assert.equal(
    said({ kind: 'councils', councils: ['Ashby', 'Barnshire', 'Coldwell'] }),
    'Ashby, Barnshire and Coldwell can see this.',
  )
  assert.equal(said({ kind: 'public' }), 'Anyone can see this.')
})

test('a figure without an owner or a date says so instead of staying silent', () => {
  const text = whoSays({ source: 'Outturn report' }, 'the saving').html
  assert.match(text, /Nobody is named/)
  assert.match(text, /Not dated/)
  assert.match(text, /Who says\?<span class="govuk-visually-hidden">\s*About the saving/)
  assert.equal(
    sourceLine({ source: 'Outturn report', date: '2 September 2026' }),
    'Outturn report · 2 September 2026',
  )
})

test('a next step has one button', () => {
  const text = nextStep({
    title: 'Seal',
    action: { text: 'Seal the answers', href: '/seal' },
    others: ['Barnshire has sealed.'],
  }).html
  assert.equal(text.match(/class="govuk-button"/g)?.length, 1)
  assert.doesNotMatch(
    nextStep({ title: 'Nothing for you to do until 14 October' }).html,
    /govuk-button|What others/,
  )
})

test('a status is a word, not only a colour', () => {
  for (const tone of ['good', 'care', 'wait', 'plain'] as const)
    assert.match(statusTag('Not started', tone).html, />Not started</)
})

const marks = councilMarks(['Ashby', 'Barnshire', 'Coldwell'])
const levelNames = ['co-exist', 'communicate', 'co-operate', 'collaborate', 'combine']
const drawing = dotGap({
  marks: marks.map((mark) => ({ ...mark, level: 2 as const })),
  needed: 4,
  levelNames,
  id: 'drawing',
  sentence: 'All three say the same: not yet.',
  named: true,
})

test('every part together is a page of valid HTML', async () => {
  const text = page({
    title: 'Every part',
    section: 'Readiness',
    shell: {
      assets: loadAssets(),
      path: '/parts',
      acting: { council: 'Ashby Borough Council', switchHref: '/acting' },
      person: { name: 'Priya Shah', signOutHref: '/sign-out', accountHref: '/account' },
      sandbox: { switchHref: '/switch', personName: 'Priya Shah' },
      session: { idleSeconds: 3600, absoluteSeconds: 43200, extendHref: '/session/extend' },
      operator: true,
    },
    nav: [{ text: 'Readiness', href: '/parts' }],
    crumbs: [{ text: 'Readiness', href: '/readiness' }, { text: 'Round 2' }],
    back: { href: '/' },
    whoSees: whoSees({ kind: 'councils', councils: ['Ashby', 'Barnshire'] }),
    wide: true,
    body: html`<h1 class="hf-headline">Every part</h1>
      ${nextStep({ title: 'Seal', due: 'By 14 October 2026', action: { text: 'Seal', href: '/seal' }, others: ['Barnshire has sealed.'] })}
      ${statCards([
        { value: 31, label: 'Agree and ready', href: '#a' },
        { value: 9, label: 'We see it differently', tone: 'care' },
      ])}
      ${dotGapKey(marks)}
      ${chartFrame({ id: 'figure', sentence: 'All three say the same.', drawing, table: html`<p>Table</p>`, source: whoSays({ source: 'Round 2', href: '/rounds/2' }, 'the levels'), downloads: [{ text: 'CSV', href: '/levels.csv' }] })}
      ${conversationCard({ id: 'card', number: 1, title: 'One person answers', kicker: 'Governance', tag: statusTag('Agree, not ready'), said: marks.map((mark) => ({ mark, level: 'Communicate', why: 'Not yet.' })), parts: [{ title: 'The question to ask', body: html`<p>Who?</p>` }], footer: 'Nothing agreed yet' })}`,
  }).html
  const report = await new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'no-redundant-role': 'off',
      'prefer-native-element': 'off',
    },
  }).validateString(text)
  const findings = report.results.flatMap((result) =>
    result.messages.map((message) => `${message.ruleId} ${message.line}: ${message.message}`),
  )
  assert.deepEqual(findings, [])
})
