import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folder = join(import.meta.dirname, 'assets/css')
const sheets = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
const tokens = sheets.get('tokens.css') ?? ''
const colours = new Map(
  [...tokens.matchAll(/--hf-([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
)
const pairs = [...tokens.matchAll(/\b(text|graphic) ([a-z0-9-]+) on ([a-z0-9-]+)/g)].map(
  ([, kind = '', ink = '', ground = '']) => ({ kind, ink, ground }),
)

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(name: string): number {
  const hex = colours.get(name)
  assert.ok(hex, `"${name}" is in a pair but is no colour`)
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

test('words are at least 4.5 to 1 on their ground, and drawings 3 to 1', () => {
  assert.ok(pairs.length > 40)
  const faint = pairs
    .map((pair) => ({ ...pair, ratio: contrast(pair.ink, pair.ground) }))
    .filter(({ kind, ratio }) => ratio < (kind === 'text' ? 4.5 : 3))
  assert.deepEqual(faint, [])
})

test('no text colour and no ground is used that no measured pair mentions', () => {
  const inks = new Set(pairs.filter((pair) => pair.kind === 'text').map((pair) => pair.ink))
  const grounds = new Set(pairs.map((pair) => pair.ground))
  const used = (property: string): string[] =>
    [...sheets.values()].flatMap((css) =>
      [...css.matchAll(new RegExp(`[^-]\\b${property}: (?:[^;]*?)var\\(--hf-([a-z0-9-]+)\\)`, 'g'))].map(
        (m) => m[1] ?? '',
      ),
    )
  // Thin lines and the shade behind a dialog are grounds on which no words stand.
  const bare = new Set(['line', 'cord', 'grid', 'range', 'edge', 'green', 'ink'])
  assert.deepEqual(
    [...new Set(used('color'))].filter((name) => !inks.has(name)),
    [],
  )
  assert.deepEqual(
    [...new Set([...used('background-color'), ...used('background')])].filter(
      (name) => !grounds.has(name) && !bare.has(name),
    ),
    [],
  )
})

test('a colour is named in one file only', () => {
  const strays = [...sheets]
    .filter(([name]) => name !== 'tokens.css')
    .flatMap(([name, css]) =>
      [...css.matchAll(/#[0-9a-fA-F]{3,8}\b|\brgba?\(/g)].map((m) => `${name}: ${m[0]}`),
    )
  assert.deepEqual(strays, [])
})

test('every custom property a stylesheet uses is set', () => {
  const all = [...sheets.values()].join('\n')
  const set = new Set([...all.matchAll(/(--hf-[a-z0-9-]+):/g)].map((m) => m[1]))
  const used = [...all.matchAll(/var\((--hf-[a-z0-9-]+)/g)].map((m) => m[1])
  assert.deepEqual(
    [...new Set(used)].filter((name) => !set.has(name)),
    [],
  )
})
