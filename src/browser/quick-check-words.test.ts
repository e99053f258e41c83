import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Level } from '#engine/gap.ts'
import { quickCheck } from '#engine/quick-check.ts'
import { advice, headline, resultBody, type Spoken } from './quick-check-words.ts'

const statements = [
  { id: 'a', gate: true, needs: [2, 4] as Level[] },
  { id: 'b', gate: false, needs: [2, 4] as Level[] },
]
const names = ['One', 'Two', 'Three', 'Four', 'Five']
const about = (id: string) => ({
  number: '1.1',
  area: 'Purpose',
  said: `Statement <${id}>`,
  question: '?',
  levels: names,
})

function spoken(a: Level | 'unknown' | null, b: Level | 'unknown' | null, notAsked = 0): Spoken {
  const given = [
    ['a', a],
    ['b', b],
  ] as const
  const answers = given.flatMap(([statement, said]) =>
    said === null
      ? []
      : [
          {
            statement,
            answer: said === 'unknown' ? { kind: said } : ({ kind: 'level', level: said } as const),
          },
        ],
  )
  return {
    result: quickCheck(statements, answers, 1),
    set: notAsked > 0 ? 'gates' : 'all',
    notAsked,
    ambition: 1,
    ambitions: ['Learn', 'Lead'],
    levelNames: names,
    about,
  }
}
const says = (each: Spoken): string => `${headline(each)}. ${advice(each)}`

test('each finding has a sentence that a leader could repeat', () => {
  assert.match(says(spoken(null, null)), /^You have not answered anything yet\./)
  assert.match(says(spoken(4, null)), /^You have answered 1 of 2\. Answer the rest/)
  assert.equal(
    says(spoken(4, 5)),
    'You are ready for what you want to do. Nothing here stands in the way of “Lead”.',
  )
  assert.match(says(spoken(4, 1)), /^No gate stands in your way\. .*Below the level you need for “Lead”: 1\./)
  assert.match(says(spoken(3, 5)), /one gate is not met\. You could share less now: “Learn” asks for no more/)
  assert.match(says(spoken(1, 5)), /one gate is not met\. No smaller step .* Do not share yet\.$/)
})

test('when only the gates were asked, a good result is not taken for a yes', () => {
  const good = spoken(5, 5, 43)
  assert.equal(headline(good), 'Every gate is met')
  assert.match(advice(good), /The other 43 statements were not asked\. This is not a yes yet\./)
})

test('the result names what needs work, escapes it, and prints no percentage', () => {
  const { html } = resultBody(spoken(3, 'unknown'))
  assert.match(html, /Gates that are not met/)
  assert.match(html, /Statement &lt;a&gt;/)
  assert.match(html, /You: level 3, three\. You need: level 4, four\./)
  assert.match(html, /we do not know/)
  assert.doesNotMatch(html, /%|per cent/)
})
