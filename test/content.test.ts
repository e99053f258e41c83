import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { neededLevel, statementsOf, type LevelNumber, type Statement } from '#content/framework.ts'
import { termFinder } from '#content/glossary-match.ts'
import { textsOf } from '#content/glossary.ts'
import { loadContent } from '#content/load.ts'
import { readingAge, sentencesOf } from '#test/support/readability.ts'

const content = loadContent(join(import.meta.dirname, '../content'))
const { frameworks, glossary, authorities, sandbox } = content
const [readiness, lifeCycle] = frameworks
assert.ok(readiness && lifeCycle)
const all = frameworks.flatMap((framework) => statementsOf(framework))

/** What one statement's page says. */
const pageOf = ({ question, statement, why, levels, ask }: Statement) =>
  [question, statement, why.text, ...levels, ask].join('\n')
const quantile = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? 0

test('the main framework has twelve areas of five statements, and seventeen gates', () => {
  assert.equal(readiness.id, 'shared-service-readiness')
  assert.deepEqual(
    readiness.areas.map(({ statements }) => statements.length),
    Array.from({ length: 12 }, () => 5),
  )
  assert.deepEqual(
    statementsOf(readiness)
      .filter(({ gate }) => gate)
      .map(({ number }) => number),
    gates,
  )
})
const gates = '1.1 2.1 2.3 3.1 4.1 5.2 6.1 7.1 7.2 8.1 8.3 9.2 10.1 10.2 11.1 12.1 12.2'.split(' ')

test('the second framework has the eight stages, its own levels and its own ambitions', () => {
  assert.deepEqual(
    lifeCycle.areas.map(({ statements }) => statements.length),
    Array.from({ length: 8 }, () => 2),
  )
  assert.notDeepEqual(lifeCycle.levels, readiness.levels)
  const shared = new Set(readiness.ambitions.map(({ id }) => id))
  assert.ok(lifeCycle.ambitions.every(({ id }) => !shared.has(id)))
})

test('a bolder ambition never needs less of any area', () => {
  for (const { ambitions, areas } of frameworks)
    for (const { id } of areas) {
      const needs = ambitions.map((ambition) => ambition.needs[id] ?? 0)
      assert.deepEqual(
        needs,
        needs.toSorted((a, b) => a - b),
        `${id}: ${needs.join(' ')}`,
      )
    }
})

test('no two statements ask the same, and no level is told twice', () => {
  for (const pick of [
    (each: Statement) => each.id,
    (each: Statement) => each.question,
    (each: Statement) => each.statement,
    (each: Statement) => each.ask,
  ])
    assert.equal(new Set(all.map(pick)).size, all.length)
  const levels = all.flatMap((each) => each.levels)
  assert.deepEqual(
    levels.filter((level, i) => levels.indexOf(level) !== i),
    [],
  )
})

test('a level is told as a fact: no shades such as fairly, mostly or fully stand for it', () => {
  const shades = /\b(fairly|mostly|fully|partly|somewhat|largely|quite|very|good level)\b/i
  assert.deepEqual(
    all.flatMap((each) => each.levels.filter((level) => shades.test(level))),
    [],
  )
})

test('every office answers something in every phase that needs it, and everyone answers about bad news', () => {
  for (const office of [
    'chief-executive',
    'cio',
    'section-151',
    'monitoring',
    'member',
    'service-manager',
    'staff',
  ] as const)
    for (const { id } of [readiness, lifeCycle]) {
      const framework = frameworks.find((each) => each.id === id)
      assert.ok(framework && statementsOf(framework, { office }).length > 0, `${office} in ${id}`)
    }
  const [first] = statementsOf(readiness).filter(({ offices }) => offices.length === 7)
  assert.equal(first?.id, 'trust.bad-news-early')
})

test('the statements asked when a partner leaves are those that the field asks', () => {
  assert.deepEqual(
    statementsOf(readiness, { phase: 'leaving' }).map(({ number }) => number),
    '2.5 4.1 4.5 5.2 5.4 5.5 6.1 7.5 8.1 8.3 8.4 8.5 9.2 9.5 12.2 12.3 12.5'.split(' '),
  )
})

test('pages are easy to read: half at the age of nine or less, nearly all at twelve', () => {
  const pages = all.map((each) => ({ id: each.id, age: readingAge(pageOf(each)) }))
  const ages = pages.map(({ age }) => age)
  assert.ok(quantile(ages, 0.5) <= 9, `median ${quantile(ages, 0.5)}`)
  assert.ok(quantile(ages, 0.95) <= 12, `95% ${quantile(ages, 0.95)}`)
  assert.deepEqual(
    pages.filter(({ age }) => age > 12),
    [],
  )
})

test('no single text of six words or more is harder than the age of sixteen', () => {
  const texts = frameworks.flatMap(textsOf).filter((text) => text.split(' ').length >= 6)
  assert.deepEqual(
    texts.filter((text) => readingAge(text) > 16),
    [],
  )
})

test('the glossary and the pretend answers are as easy to read', () => {
  const meanings = glossary.map(({ meaning }) => readingAge(meaning))
  assert.ok(quantile(meanings, 0.95) <= 12, `95% ${quantile(meanings, 0.95)}`)
  assert.ok(readingAge(glossary.map(({ meaning }) => meaning).join('\n')) <= 10)
  const reasons = sandbox.councils.map(({ id }) =>
    readingAge(sandbox.answers.flatMap(({ council, reason }) => (council === id ? [reason] : [])).join('\n')),
  )
  assert.ok(Math.max(...reasons) <= 9)
})

/** What trust, aims, terms and the pulse ask and say, a page or a question each. */
const conversations = [
  ...content.alignment.terms.map(({ question, meaning, ask, ...term }) =>
    [
      question,
      meaning,
      ask,
      ...(term.kind === 'options' ? term.options.map((each) => each.meaning) : []),
    ].join('\n'),
  ),
  content.alignment.aims.map(({ meaning }) => meaning).join('\n'),
  content.alignment.ladder.map(({ meaning }) => meaning).join('\n'),
  ...content.alignment.session.map(({ why, questions }) => [why, ...questions].join('\n')),
  content.trust.intro,
  ...content.trust.statements.map(({ why, levels, ask }) => [why, ...levels, ask].join('\n')),
  content.pulse.questions.map(({ says, falls }) => `${says}\n${falls}`).join('\n'),
  [content.pulse.hours.says, content.pulse.hours.hint, content.pulse.hours.falls].join('\n'),
]

test('the questions of trust, aims, terms and the pulse are as easy to read', () => {
  const ages = conversations.map((text) => readingAge(text))
  assert.ok(quantile(ages, 0.95) <= 12, `95% ${quantile(ages, 0.95)}`)
  assert.ok(readingAge(conversations.join('\n')) <= 10, `${readingAge(conversations.join('\n'))}`)
})

test('no sentence is longer than twenty-five words', () => {
  const texts = [...frameworks.flatMap(textsOf), ...glossary.map(({ meaning }) => meaning), ...conversations]
  const long = texts.flatMap(sentencesOf).filter((words) => words.length > 25)
  assert.deepEqual(
    long.map((words) => words.join(' ')),
    [],
  )
})

test('words that officers like and others do not are left out', () => {
  const heavy =
    /\b(leverage|stakeholders?|synerg\w+|going forward|deliverables?|holistic|robust|utilise|facilitate|key learnings|buy-in|operationalise)\b/i
  const texts = [...frameworks.flatMap(textsOf), ...glossary.map(({ meaning }) => meaning)]
  assert.deepEqual(
    texts.filter((text) => heavy.test(text)),
    [],
  )
})

test('every capital-letter short form in a text is explained in the glossary', () => {
  const find = termFinder(glossary)
  const known = new Set(['IT', 'HR', 'UK', 'GDPR', 'LGSS', 'RASP'])
  const unexplained = frameworks.flatMap(textsOf).flatMap((text) => {
    const explained = new Set(find(text).map(({ start, end }) => text.slice(start, end)))
    return (text.match(/\b[A-Z]{2,}\b/g) ?? []).filter(
      (word) => !known.has(word) && ![...explained].some((form) => form.includes(word)),
    )
  })
  assert.deepEqual([...new Set(unexplained)], [])
})

test('the pretend councils bear the name of no real one', () => {
  const real = new Set(
    authorities.flatMap(({ name, shortName }) => [name.toLowerCase(), shortName.toLowerCase()]),
  )
  for (const { name, shortName } of sandbox.councils) {
    assert.ok(!real.has(name.toLowerCase()) && !real.has(shortName.toLowerCase()), name)
    assert.ok(!authorities.some((each) => each.name.includes(shortName)), shortName)
  }
})

test('the pretend round tells its story: 31 ready, 14 not ready, 9 seen differently, 6 unknown', () => {
  const story = { ready: 0, notReady: 0, differently: 0, unknown: 0 }
  const grouped = Map.groupBy(sandbox.answers, ({ statement }) => statement)
  for (const [statement, answers] of grouped) {
    const need = neededLevel(readiness, sandbox.ambition, statement) ?? 5
    const given = answers.map(({ level }) => level)
    const levels = given.filter((level): level is LevelNumber => typeof level === 'number')
    const reach = levels.filter((level) => level >= need).length
    const isApart = Math.max(...levels) - Math.min(...levels) >= 2
    if (given.includes('unknown')) story.unknown++
    else if (isApart || (reach > 0 && reach < levels.length)) story.differently++
    else if (reach > 0) story.ready++
    else story.notReady++
  }
  assert.deepEqual(story, { ready: 31, notReady: 14, differently: 9, unknown: 6 })
  assert.ok(sandbox.answers.some(({ level }) => level === 'not-applicable'))
})

test('in the pretend round a gate always counts most, and some staff groups are too small to show', () => {
  const isGate = new Map(statementsOf(readiness).map(({ id, gate }) => [id, gate]))
  assert.ok(sandbox.answers.every(({ statement, importance }) => !isGate.get(statement) || importance === 3))
  const sizes = sandbox.staffCounts.map(({ levels, unknown }) => levels.reduce((sum, n) => sum + n, unknown))
  assert.ok(sizes.some((size) => size < 5) && sizes.some((size) => size >= 5))
})

test('in each council with offices, an office answers only what its office is asked', () => {
  const officeOf = new Map(sandbox.people.map(({ id, office }) => [id, office]))
  const asked = new Map(statementsOf(readiness).map(({ id, offices }) => [id, offices]))
  for (const { person, statement } of sandbox.officeAnswers) {
    const office = officeOf.get(person)
    assert.ok(office && asked.get(statement)?.includes(office), `${person} on ${statement}`)
  }
})
