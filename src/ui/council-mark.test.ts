import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { councilMarks, councilName } from './council-mark.ts'

const six = councilMarks(['Fenwick', 'Ashby', 'Eastholme', 'Barnshire', 'Dunmere', 'Coldwell'])

test('marks are given in alphabetical order, whatever the order of the councils', () => {
  assert.deepEqual(
    six.map((mark) => mark.council[0]),
    ['A', 'B', 'C', 'D', 'E', 'F'],
  )
  assert.deepEqual(councilMarks(['Coldwell', 'Ashby']), councilMarks(['Ashby', 'Coldwell', 'Ashby']))
})

test('six councils have six shapes and six colours', () => {
  assert.equal(new Set(six.map((mark) => mark.shape)).size, 6)
  assert.equal(new Set(six.map((mark) => mark.colour)).size, 6)
})

test('twelve councils can still be told apart: the second six are outlines', () => {
  const twelve = councilMarks('ABCDEFGHIJKL'.split(''))
  assert.equal(new Set(twelve.map((mark) => `${mark.shape} ${mark.hollow}`)).size, 12)
})

test('the colours are those the style sheet names', () => {
  const tokens = readFileSync(join(import.meta.dirname, 'assets/css/tokens.css'), 'utf8')
  six.forEach((mark, i) => assert.match(tokens, new RegExp(`--hf-council-${i + 1}: ${mark.colour};`)))
})

test('a name is text, never markup', () => {
  const [mark] = councilMarks(['A <b> & "c"'])
  assert.ok(mark)
  assert.match(councilName(mark).html, /A &lt;b&gt; &amp; &quot;c&quot;/)
})

type Triple = readonly [number, number, number]

/** How the three kinds of colour blindness see linear light (Machado, Oliveira and Fernandes 2009, severity 1). */
const eyes: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function light(hex: string): Triple {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return [r, g, b]
}

function seenBy(eye: readonly [Triple, Triple, Triple], [r, g, b]: Triple): Triple {
  const channel = ([x, y, z]: Triple): number => Math.min(1, Math.max(0, x * r + y * g + z * b))
  return [channel(eye[0]), channel(eye[1]), channel(eye[2])]
}

/** CIE L*a*b* of linear light, daylight (D65). */
function lab([r, g, b]: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function closest(distance: (a: Triple, b: Triple) => number, see: (colour: Triple) => Triple): number {
  const seen = six.map((mark) => lab(see(light(mark.colour))))
  return Math.min(...seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b))))
}

test('in greyscale no two of six councils are closer than 7.5 steps of lightness', () => {
  assert.ok(
    closest(
      (a, b) => Math.abs(a[0] - b[0]),
      (colour) => colour,
    ) > 7.5,
  )
})

test('colour-blind readers see six different colours', () => {
  for (const [name, eye] of Object.entries(eyes)) {
    const nearest = closest(
      (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]),
      (colour) => seenBy(eye, colour),
    )
    assert.ok(nearest > 15, `${name} ${nearest}`)
  }
})
