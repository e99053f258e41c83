import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAssets } from './assets.ts'
import { html, type Html } from './html.ts'
import { page } from './layout.ts'
import type { Page, Shell } from './page.ts'

const assets = loadAssets()

const shell: Shell = {
  assets,
  path: '/p/1/readiness',
  acting: { council: 'Ashby Borough Council', switchHref: '/acting' },
  person: { name: 'Priya <Shah>', signOutHref: '/sign-out', accountHref: '/account' },
  session: { idleSeconds: 3600, absoluteSeconds: 43200, extendHref: '/session/extend' },
}

function drawn(overrides: Partial<Page> = {}): string {
  const body: Html = html`<h1 class="hf-headline">You agree on why</h1>`
  return page({ title: 'You agree on why', section: 'Readiness', body, shell, ...overrides }).html
}

test('the title of the window is the heading, the section and Handfast, and says when there is an error', () => {
  assert.match(drawn(), /<title>You agree on why – Readiness – Handfast<\/title>/)
  assert.match(drawn({ hasErrors: true }), /<title>Error: You agree on why – Readiness – Handfast<\/title>/)
  assert.match(drawn({ title: 'Sign in', section: '' }), /<title>Sign in – Handfast<\/title>/)
})

test('a page has no inline style, no inline script and no address of another site', () => {
  const text = drawn({ nav: [{ text: 'Readiness', href: '/p/1/readiness' }], crumbs: [{ text: 'Round 2' }] })
  assert.doesNotMatch(text, /\sstyle=|\son[a-z]+=|<style|javascript:/)
  assert.doesNotMatch(text, /<script(?![^>]* src="\/assets\/)/)
  assert.doesNotMatch(text, /(?:href|src)="(?:https?:)?\/\//)
})

test('every page of a signed-in person says which council they act for', () => {
  assert.match(drawn(), /You are acting for\s*<strong>Ashby Borough Council<\/strong>/)
})

test('a name is text, never markup', () => {
  assert.match(drawn(), /Priya &lt;Shah&gt;/)
  assert.doesNotMatch(drawn(), /<Shah>/)
})

test('where one is stands out to screen readers, in the bar and in the menu', () => {
  const nav = [
    { text: 'Where we are', href: '/p/1' },
    { text: 'Readiness', href: '/p/1/readiness' },
  ]
  assert.equal(drawn({ nav }).match(/href="\/p\/1\/readiness"\s+aria-current="page"/g)?.length, 2)
  assert.doesNotMatch(drawn({ nav }), /href="\/p\/1"\s+aria-current/)
})

test('the meeting view holds no navigation and nothing about the person who shows it', () => {
  const text = drawn({
    meeting: true,
    back: { href: '/p/1/readiness' },
    nav: [{ text: 'Papers', href: '/papers' }],
    crumbs: [{ text: 'Trail', href: '/trail' }],
    shell: { ...shell, sandbox: { switchHref: '/switch', personName: 'Priya <Shah>' } },
  })
  assert.doesNotMatch(text, /Priya|Ashby|Papers|Trail|Sign out|Glossary/)
  assert.match(text, /Leave the meeting view/)
  assert.match(text, /Sandbox/)
})

test('the sandbox is marked on every page of it', () => {
  const text = drawn({ shell: { ...shell, sandbox: { switchHref: '/switch', personName: 'Priya' } } })
  assert.match(text, /pretend councils, made-up answers/)
})

test('every page says that it is not for real confidences yet', () => {
  assert.match(drawn(), /Not for real confidences until independently tested/)
})
