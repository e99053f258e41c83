import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { councilMarks } from '../council-mark.ts'
import type { Html } from '../html.ts'
import { dotGap, dotGapAxis, type DotGap, type DotLevel } from './dot-gap.ts'

const levelNames = ['co-exist', 'communicate', 'co-operate', 'collaborate', 'combine']
const names = ['Ashby', 'Barnshire', 'Coldwell', 'Dunmere', 'Eastholme', 'Fenwick']

function gap(levels: readonly DotLevel[], more: Partial<DotGap> = {}): string {
  const marks = councilMarks(names.slice(0, levels.length)).map((mark, i) => ({
    ...mark,
    level: levels[i] ?? 1,
  }))
  return drawn(dotGap({ marks, needed: 4, levelNames, id: 'row', sentence: 'They differ <b>', ...more }))
}

/** As drawn, without the line breaks of the template. */
function drawn({ html }: Html): string {
  return html.replace(/\s+/g, ' ').replaceAll(' >', '>').replaceAll('> ', '>')
}

function shapes(svg: string): { x: number; y: number }[] {
  return [...svg.matchAll(/class="hf-mark[^>]*translate\(([\d.]+) ([\d.]+)\)/g)].map((m) => ({
    x: Number(m[1]),
    y: Number(m[2]),
  }))
}

test('a screen reader hears the sentence, then each council by name and level, then the level needed', () => {
  const svg = gap([4, 1, 'unknown'])
  assert.match(svg, /role="img"\s+aria-labelledby="row-title"\s+aria-describedby="row-desc"/)
  assert.match(svg, /<title id="row-title">They differ &lt;b&gt;<\/title>/)
  assert.match(
    svg,
    /Ashby: collaborate \(4 of 5\)\. Barnshire: co-exist \(1 of 5\)\. Coldwell: does not know\. Level needed: collaborate \(4 of 5\)\./,
  )
})

test('a higher level stands further to the right, evenly', () => {
  const at = shapes(gap([1, 2, 3, 4, 5])).map(({ x }) => x)
  const steps = at.slice(1).map((x, i) => x - (at[i] ?? 0))
  assert.equal(new Set(steps).size, 1)
  assert.ok((steps[0] ?? 0) > 0)
})

test('councils at the same level stand apart, and none alone on the line while another is not', () => {
  const svg = gap([2, 2])
  const [a, b] = shapes(svg)
  assert.ok(a && b)
  assert.equal(a.x, b.x)
  assert.ok(b.y - a.y >= 15)
  assert.equal(a.y + b.y, Number(/ height="(\d+)"/.exec(svg)?.[1]))
})

test('who does not know and to whom it does not apply stand to the right of every level, with a sign', () => {
  const svg = gap([5, 'unknown', 'not-applicable'])
  const [top, ...aside] = shapes(svg)
  assert.ok(top && aside.every(({ x }) => x > top.x + 20))
  assert.match(svg, />\?<\/text>/)
  assert.match(svg, />n\/a<\/text>/)
})

test('the range runs from the lowest to the highest level, and is not drawn when there is none', () => {
  assert.match(gap([1, 4, 2]), /class="hf-chart__range" d="M30 [\d.]+H228"/)
  assert.doesNotMatch(gap([3, 3, 'unknown']), /hf-chart__range/)
  assert.doesNotMatch(gap(['unknown', 'unknown']), /hf-chart__range|Infinity|NaN/)
})

test('the level needed is drawn when one is needed', () => {
  assert.match(gap([1], { needed: 3 }), /class="hf-chart__needed" d="M162 /)
  const marks = councilMarks(['Ashby']).map((mark) => ({ ...mark, level: 1 as const }))
  assert.doesNotMatch(
    drawn(dotGap({ marks, levelNames, id: 'a', sentence: 's' })),
    /hf-chart__needed|hf-chart__ready|needed:/,
  )
})

test('a drawing that stands alone names its councils and its levels, and shortens a long name', () => {
  const marks = councilMarks(['Ashby Borough Council', 'Bournemouth, Christchurch and Poole Council']).map(
    (mark) => ({
      ...mark,
      level: 2 as const,
    }),
  )
  const svg = drawn(dotGap({ marks, levelNames, id: 'a', sentence: 's', named: true }))
  assert.match(svg, />Ashby<\/text>/)
  assert.match(svg, />Bournemouth, Christch…<\/text>/)
  assert.match(svg, /Bournemouth, Christchurch and Poole Council: communicate/)
  for (const level of levelNames) assert.match(svg, new RegExp(`>${level}</text>`))
})

test('in a drawing that stands alone, who does not know says so, off the scale', () => {
  const svg = gap([2, 'unknown', 'not-applicable'], { named: true })
  assert.match(svg, />Barnshire does not know<\/text>/)
  assert.match(svg, />Coldwell: not applicable<\/text>/)
  assert.equal(svg.match(/hf-chart__clear/g)?.length, 2)
})

test('the axis names every level once', () => {
  const svg = drawn(dotGapAxis(levelNames))
  for (const level of levelNames) assert.equal(svg.match(new RegExp(`>${level}</text>`, 'g'))?.length, 1)
})

test('whatever six councils answer, no shape hides another or leaves the drawing', () => {
  const level = fc.constantFrom<DotLevel>(1, 2, 3, 4, 5, 'unknown', 'not-applicable')
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 6 }), fc.boolean(), (levels, named) => {
      const svg = gap(levels, { named })
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)?.map(Number) ?? []
      assert.ok(width && height)
      const placed = shapes(svg)
      assert.equal(placed.length, levels.length)
      for (const { x, y } of placed)
        assert.ok(x >= 10 && x <= width - 10 && y >= 9 && y <= height - 9, `${x} ${y}`)
      placed.forEach((a, i) =>
        placed.slice(i + 1).forEach((b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 16, levels.join())),
      )
    }),
    { numRuns: 200 },
  )
})
