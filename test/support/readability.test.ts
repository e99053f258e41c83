import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingAge, sentencesOf, syllablesIn } from './readability.ts'

const spoken: Record<number, string> = {
  1: 'we you each trust price priced share shared plan planned named asked staff cost costs months words 2026 rule year tried closed used raised called caused does whose leaves through',
  2: 'council councils money table agreed settled handled rated people being client review notice exit able moment purpose leader written little players worried copies causes choices science noticed rehearsed issue valued ranking',
  3: 'services agreement partnership employer decision together areas officer manager family possible initial various elected resilience financial supplier experience',
  4: 'authority reality community priority identity security information society variety exercises',
}

test('syllables are counted as a reader would say the words', () => {
  for (const [count, words] of Object.entries(spoken))
    for (const word of words.split(' ')) assert.equal(syllablesIn(word), Number(count), word)
})

test('a full stop, a question mark and the end of a list item each end a sentence', () => {
  assert.equal(sentencesOf('We share. Do you?\nOne item\nTwo items: three').length, 5)
  assert.deepEqual(sentencesOf('It costs £1.5m a year.'), [['It', 'costs', '1.5m', 'a', 'year']])
})

test('the age is the grade of the published formula plus five', () => {
  // 10 words, 1 sentence, 12 syllables: 0.39 × 10 + 11.8 × 1.2 − 15.59 = 2.47.
  const text = 'We can all say in one short sentence why sharing'
  assert.equal(
    text.split(' ').reduce((sum, word) => sum + syllablesIn(word), 0),
    12,
  )
  assert.ok(Math.abs(readingAge(text) - 7.47) < 1e-9)
})

test('longer words and longer sentences both make a text older', () => {
  const plain = 'We tell each other what went wrong. We do it soon.'
  const long = 'We tell each other what went wrong and we do it soon after we know of it ourselves.'
  const grand = 'Organisations communicate deteriorating circumstances expeditiously.'
  assert.ok(readingAge(plain) < readingAge(long))
  assert.ok(readingAge(long) < readingAge(grand))
})

test('names that nobody can choose do not count', () => {
  const text = 'The plan failed in Westmorland and Furness.'
  assert.ok(readingAge(text, ['Westmorland and Furness']) < readingAge(text, []))
  assert.equal(readingAge('', []), 5)
})
