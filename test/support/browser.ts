import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import type { HtmlElement } from 'html-validate'
import { pageFaults, parsePage, valueOf, wordsIn } from './page-check.ts'

/** What came back: a page that has been checked, or a file. */
export type Seen = {
  readonly status: number
  /** Where it was found, after every "go and look there". */
  readonly path: string
  readonly html: string
  readonly h1: string
  readonly title: string
  /** The words of the page's main part. */
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

/**
 * Somebody at a browser without scripts: visits, fills and presses. Follows 303, keeps cookies, says where a post comes from,
 * sends what stands in the forms with their hidden fields, and checks every page it sees.
 */
export type Browser = {
  readonly visit: (path: string) => Promise<Seen>
  /** Types into a box, or chooses, in the page that is open. Several values tick several boxes. */
  readonly fill: (name: string, value: string | readonly string[]) => void
  /** Presses the button of that name; of several, the first whose form leads to `action`. */
  readonly press: (button: string, action?: string) => Promise<Seen>
  readonly follow: (link: string) => Promise<Seen>
  readonly page: () => Seen
  /** The links of the page's main part: words and addresses. */
  readonly links: () => { text: string; href: string }[]
  readonly cookies: Map<string, string>
}

const origin = 'http://localhost'
const mostSteps = 8

export function browser(app: FastifyInstance, cookie?: string): Browser {
  const cookies = new Map<string, string>()
  if (cookie) cookies.set(cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1))
  let seen: Seen | undefined
  let filled = new Map<string, string | readonly string[]>()

  async function go(method: 'GET' | 'POST', path: string, body?: string): Promise<Seen> {
    let step: { method: 'GET' | 'POST'; path: string; body?: string | undefined } = { method, path, body }
    for (let i = 0; i < mostSteps; i++) {
      const response = await app.inject({
        method: step.method,
        url: step.path,
        headers: {
          host: 'localhost',
          accept: 'text/html',
          ...(cookies.size > 0 ? { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } : {}),
          ...(step.method === 'POST' ? { origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(step.body === undefined ? {} : { payload: step.body }),
      })
      for (const set of response.cookies)
        if (set.value === '') cookies.delete(set.name)
        else cookies.set(set.name, set.value)
      if (response.statusCode !== 303)
        return look(step.path, response.statusCode, response.body, response.headers)
      step = { method: 'GET', path: String(response.headers.location) }
    }
    throw new Error(`${path} goes round in circles.`)
  }

  function look(path: string, status: number, html: string, headers: Record<string, unknown>): Seen {
    filled = new Map()
    const isPage = String(headers['content-type']).startsWith('text/html')
    if (isPage) assert.deepEqual(pageFaults(html), [], `${path} (${status}) is not a good page`)
    const root = isPage ? parsePage(html) : null
    seen = {
      status,
      path,
      html,
      h1: wordsIn(root?.querySelector('h1') ?? null),
      title: wordsIn(root?.querySelector('title') ?? null),
      text: wordsIn(root?.querySelector('main') ?? null),
      headers,
    }
    return seen
  }

  function page(): Seen {
    assert.ok(seen, 'Visit a page first.')
    return seen
  }

  return {
    cookies,
    page,
    visit: (path) => go('GET', path.startsWith(origin) ? path.slice(origin.length) : path),
    fill: (name, value) => void filled.set(name, value),
    follow(link) {
      const found = linksIn(page()).find(({ text }) => text === link)
      assert.ok(found, `There is no link “${link}” on ${page().path}: ${page().text}`)
      return go('GET', found.href)
    },
    links: () => linksIn(page()),
    press(button, action) {
      const form = formWith(page(), button, action)
      const sent = new URLSearchParams(fieldsOf(form, button, filled)).toString()
      const target = valueOf(form, 'action') ?? page().path
      return (valueOf(form, 'method') ?? 'get').toLowerCase() === 'post'
        ? go('POST', target, sent)
        : go('GET', `${target}?${sent}`)
    },
  }
}

function linksIn(seen: Seen): { text: string; href: string }[] {
  return parsePage(seen.html)
    .querySelectorAll('main a, nav a')
    .map((link) => ({ text: wordsIn(link), href: valueOf(link, 'href') ?? '' }))
}

function formWith(seen: Seen, button: string, action?: string): HtmlElement {
  const forms = parsePage(seen.html).querySelectorAll('form')
  const found = forms.find(
    (form) =>
      buttonsIn(form).some((candidate) => wordsIn(candidate) === button) &&
      (action === undefined || valueOf(form, 'action') === action),
  )
  assert.ok(found, `There is no button “${button}” on ${seen.path}: ${seen.text}`)
  return found
}

function buttonsIn(form: HtmlElement): HtmlElement[] {
  return form.querySelectorAll('button').filter((button) => valueOf(button, 'type') !== 'button')
}

type Filled = ReadonlyMap<string, string | readonly string[]>

/** What a browser would send: what stands in the boxes, unless it was filled in, and the name of the button. */
function fieldsOf(form: HtmlElement, button: string, filled: Filled): [string, string][] {
  const fields: [string, string][] = []
  const names = new Set<string>()
  for (const box of form.querySelectorAll('input, select, textarea')) {
    const name = valueOf(box, 'name')
    if (name === null || box.hasAttribute('disabled')) continue
    names.add(name)
    for (const value of standing(box, filled.get(name))) fields.push([name, value])
  }
  for (const name of filled.keys()) assert.ok(names.has(name), `There is no box “${name}” in this form.`)
  const pressed = buttonsIn(form).find((candidate) => wordsIn(candidate) === button)
  const name = pressed && valueOf(pressed, 'name')
  if (pressed && name) fields.push([name, valueOf(pressed, 'value') ?? ''])
  return fields
}

function standing(box: HtmlElement, filled: string | readonly string[] | undefined): string[] {
  const chosen = filled === undefined ? undefined : typeof filled === 'string' ? [filled] : filled
  const type = valueOf(box, 'type') ?? 'text'
  if (type === 'radio' || type === 'checkbox') {
    const value = valueOf(box, 'value') ?? 'on'
    const isOn = chosen ? chosen.includes(value) : box.hasAttribute('checked')
    return isOn ? [value] : []
  }
  if (chosen) return [...chosen]
  if (box.is('textarea')) return [wordsIn(box)]
  if (!box.is('select')) return [valueOf(box, 'value') ?? '']
  const options = box.querySelectorAll('option')
  const option = options.find((candidate) => candidate.hasAttribute('selected')) ?? options[0]
  return option ? [valueOf(option, 'value') ?? wordsIn(option)] : []
}
