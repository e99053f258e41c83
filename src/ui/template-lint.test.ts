/**
 * What the `html` tag cannot judge, found by reading the sources: it escapes text, but a page can still be broken into
 * where a value stands without quotes, in a script, or as an address. Tests are not read; they may be hostile.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** The text of a template with each hole as one `hole` character, and what stood in the holes. */
type Template = {
  readonly tag: string
  readonly text: string
  readonly holes: readonly string[]
  readonly line: number
}

const hole = '\uFFFC'

/** All template literals of a source, outermost first; strings, comments and regular expressions are passed over. */
function templatesIn(source: string): Template[] {
  const found: Template[] = []
  const lineAt = (at: number) => source.slice(0, at).split('\n').length

  function code(from: number): number {
    let at = from
    let depth = 0
    while (at < source.length) {
      const passed = afterPassage(source, at)
      if (passed > at) at = passed
      else if (source[at] === '`') at = template(at)
      else if (source[at] === '}' && depth-- === 0) return at
      else if (source[at++] === '{') depth++
    }
    return at
  }

  function template(from: number): number {
    const place = found.length
    const tag = /[\w$]*$/.exec(source.slice(Math.max(0, from - 40), from))?.[0] ?? ''
    const holes: string[] = []
    let text = ''
    let at = from + 1
    while (at < source.length && source[at] !== '`') {
      if (source.startsWith('${', at)) {
        const end = code(at + 2)
        holes.push(source.slice(at + 2, end))
        text += hole + '\n'.repeat(source.slice(at, end).split('\n').length - 1)
        at = end + 1
      } else {
        text += source[at]
        at += source[at] === '\\' ? 2 : 1
      }
    }
    found.splice(place, 0, { tag, text, holes, line: lineAt(from) })
    return at + 1
  }

  code(0)
  return found
}

const passages = [/\/\/.*/y, /\/\*[^]*?\*\//y, /'(?:\\.|[^'\\\n])*'/y, /"(?:\\.|[^"\\\n])*"/y]
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y

function afterPassage(source: string, at: number): number {
  const patterns = /(?:^|[(,=:[!&|?{};+>]|\breturn|\bcase)\s*$/.test(source.slice(Math.max(0, at - 20), at))
    ? [...passages, regularExpression]
    : passages
  for (const pattern of patterns) {
    pattern.lastIndex = at
    if (pattern.test(source)) return pattern.lastIndex
  }
  return at
}

type Offence = { readonly line: number; readonly what: string }

// An attribute in a tag: its name, and its value with the quotes, if any.
const attribute = /([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?/g
// A tag with its attributes, a comment, or what a script or style holds.
const markup =
  /<!--[^]*?-->|<(script|style)\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([^]*?)<\/\1>|<[a-z\uFFFC](?:"[^"]*"|'[^']*'|[^"'>])*>?/gi

function offencesIn(source: string): Offence[] {
  const templates = templatesIn(source)
  return templates
    .filter(({ tag }) => tag === 'html')
    .flatMap((template) => templateOffences(template, source))
    .concat(
      [...source.matchAll(/["'=`]\s*javascript:(?!`)/gi)].map((match) => ({
        line: source.slice(0, match.index).split('\n').length,
        what: 'a javascript: address',
      })),
    )
}

function templateOffences(template: Template, source: string): Offence[] {
  const { text, holes } = template
  const offences: Offence[] = []
  const say = (index: number, what: string) =>
    offences.push({ line: template.line + text.slice(0, index).split('\n').length - 1, what })
  for (const match of text.matchAll(markup)) {
    const [all, name, rest, inside] = match
    if (inside?.includes(hole)) say(match.index, 'a value inside a script or style')
    if (!all.startsWith('<!--')) tag(name === undefined ? all : `<${name}${rest}>`, match.index)
  }
  // A piece that begins with an attribute will be put into a tag.
  if (/^\s+[a-z-]+="/.test(text)) tag(text, 0)
  for (const found of text.matchAll(new RegExp(hole, 'g')))
    if (/^[^<>=!]*\.length\s*&&/.test(codeAt(found.index)))
      say(found.index, 'a length before &&, which draws 0')
  return offences

  function codeAt(index: number): string {
    return holes[text.slice(0, index).split(hole).length - 1] ?? ''
  }

  function tag(tag: string, start: number): void {
    const name = /^<[^\s"'=>/]*/.exec(tag)?.[0] ?? ''
    for (const found of tag.slice(name.length).matchAll(attribute)) {
      const [, key = '', value = ''] = found
      const at = start + name.length + found.index
      if (/^style$/i.test(key)) say(at, 'an inline style')
      if (/^on[a-z]/i.test(key)) say(at, `an inline handler, ${key}`)
      if (value.includes(hole) && !value.startsWith('"')) say(at, `a value of ${key} without double quotes`)
      const code = key.includes(hole) ? codeAt(at + key.indexOf(hole)) : ''
      if (code !== '' && !drawsAttributes(code, source))
        say(at, `attributes made by neither attribute() nor html: ${code.trim().slice(0, 40)}`)
    }
  }
}

/** Whether a hole among attributes is filled by the tag or by attribute() and attributes(), directly or by name. */
function drawsAttributes(code: string, source: string): boolean {
  const makes = /\battributes?\(|html`/
  if (makes.test(code)) return true
  const name = /^\s*([\w$]+)(?:\([^]*\))?\s*$/.exec(code)?.[1]
  if (name === undefined) return false
  // The declaration: its line, and the lines after it that are further in or close it.
  const declared = new RegExp(
    `^( *)(?:export )?(?:const|function) ${name}\\b.*(?:\\n\\1 +.*|\\n\\1[\\])}].*)*`,
    'm',
  ).exec(source)
  return declared !== null && makes.test(declared[0])
}

test('no page template can be broken into', () => {
  const root = new URL('../../', import.meta.url)
  const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  assert.ok(files.length > 40)
  const offences = files.flatMap((file) =>
    offencesIn(readFileSync(new URL(file, root), 'utf8')).map(({ line, what }) => `${file}:${line} ${what}`),
  )
  assert.deepEqual(offences, [])
})

const bad: readonly [string, RegExp][] = [
  ['html`<p>\n<a href=${x}>y</a>`', /^2 a value of href without/],
  ["html`<a href='${x}'>y</a>`", /^1 a value of href without/],
  ['html`<a href=/a/${x}>y</a>`', /^1 a value of href without/],
  ['html`<p>${a && html`<b id=${x}>`}</p>`', /^1 a value of id without/],
  ['html`<p title="a > b" class=${x}>`', /^1 a value of class without/],
  ['/`/.test(x)\n// `\nhtml`<b id=${x}>`', /^3 a value of id without/],
  ['html`${a}\n${() => {\n return {}\n}}\n<b id=${x}>`', /^5 a value of id without/],
  ['html`<a href="JavaScript:alert(1)">y</a>`', /^1 a javascript: address/],
  ["const href = 'javascript:void(0)'", /^1 a javascript: address/],
  ['\nconst href = `javascript:${x}`', /^2 a javascript: address/],
  ['html`<p style="color: red">`', /^1 an inline style/],
  ['html` style="color: red"`', /^1 an inline style/],
  ['html`<svg><path d="M0" STYLE="x"/></svg>`', /^1 an inline style/],
  ['html`<button type="button"\n onclick="go()">`', /^2 an inline handler, onclick/],
  ['html`<script>const x = "${x}"</script>`', /^1 a value inside a script/],
  ['html`<style>p { color: ${x} }</style>`', /^1 a value inside a script or style/],
  ['html`<p ${x}>`', /^1 attributes made by neither/],
  ['const x = typed.name\nhtml`<p ${x}>`', /^2 attributes made by neither/],
  ['html`<p>${list.length && html`<ul></ul>`}</p>`', /^1 a length before &&/],
]

test('each way to break into a page is found, with its line', () => {
  for (const [source, expected] of bad) {
    const found = offencesIn(source).map(({ line, what }) => `${line} ${what}`)
    assert.equal(found.length, 1, `${source}: ${found.join('; ')}`)
    assert.match(found[0] ?? '', expected)
  }
})

test('a sound template is let through', () => {
  const sound = [
    'html`<a href="${x}" class="a ${b}" hidden>${y}=${z}</a>`',
    "html`<p ${attribute('id', x)}${attributes(y)}>a < b ${c}</p>`",
    "const rest = [\n  attribute('id', x),\n]\nhtml`<p ${rest}>`",
    "function extent(cell) {\n  return [attribute('id', x)]\n}\n\nhtml`<p ${extent(cell)}>`",
    'html`<p ${here && html` aria-current="page"`}>`',
    'html`<h${level} class="a">${x}</h${level}>`',
    'html`<p>style=${x} onclick=${y}</p><!-- <p style="x"> -->`',
    'sql`<a href=${x}>`',
    'html`<script type="module" src="${x}"></script>`',
  ]
  for (const source of sound) assert.deepEqual(offencesIn(source), [], source)
})
