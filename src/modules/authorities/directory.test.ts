import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authority, Succession } from '#content/authority.ts'
import { testContent } from '#test/support/database.ts'
import { directoryOf, districtsOf, findCouncil, predecessorsOf, successorsOf } from './directory.ts'
import { councilOptions } from './options.ts'
import { searchCouncils, type Hit } from './search.ts'

const content = testContent()
const directory = directoryOf(content)

const nameOf = (hit: Hit): string =>
  hit.type === 'council' ? hit.council.name : hit.type === 'former' ? hit.former.name : hit.body.name
const search = (typed: string): string[] => searchCouncils(directory, [], typed).map(nameOf)
const slugFor = (name: string): string | null => {
  const found = findCouncil(directory, name)
  return found?.type === 'moved' ? found.slug : null
}

test('every council that exists has a page, and so has every council that has ended', () => {
  assert.equal(directory.councils.length, 382)
  const slugs = [...directory.councils, ...directory.former].map(({ slug }) => slug)
  assert.equal(new Set(slugs).size, slugs.length)
  assert.equal(directory.former.length, new Set(content.successions.map((row) => row.predecessor)).size)
  for (const { slug } of directory.councils) assert.equal(findCouncil(directory, slug)?.type, 'council')
  for (const { slug } of directory.former) assert.equal(findCouncil(directory, slug)?.type, 'former')
})

test('every code leads to a page: nine characters, three letters, in any case, old or new', () => {
  assert.equal(slugFor('E07000223'), 'adur')
  assert.equal(slugFor('e07000223'), 'adur')
  assert.equal(slugFor('ADU'), 'adur')
  assert.equal(slugFor('adur-district-council'), 'adur')
  assert.equal(slugFor('E07000026'), 'allerdale-borough-council')
  assert.equal(slugFor('ALL'), 'allerdale-borough-council')
  assert.equal(slugFor('allerdale'), 'allerdale-borough-council')
  for (const { code, otherCodes, slug } of directory.councils)
    for (const each of [code, ...otherCodes]) assert.equal(slugFor(each), slug)
  assert.equal(findCouncil(directory, 'nowhere'), null)
  assert.equal(findCouncil(directory, ''), null)
})

test('where an old council and a new one share a name, the name leads to the one that exists', () => {
  const found = findCouncil(directory, 'somerset')
  assert.ok(found?.type === 'council')
  assert.equal(found.council.name, 'Somerset Council')
  const old = findCouncil(directory, 'somerset-county-council')
  assert.ok(old?.type === 'former')
  assert.deepEqual(
    successorsOf(directory, old.former).map(({ name }) => name),
    ['Somerset Council'],
  )
})

test('a county that was split has two successors, and one that ended twice leads to the council of today', () => {
  const followers = (slug: string): string[] => {
    const found = findCouncil(directory, slug)
    assert.ok(found?.type === 'former', slug)
    return successorsOf(directory, found.former)
      .map(({ name }) => name)
      .toSorted()
  }
  assert.deepEqual(followers('cumbria-county-council'), [
    'Cumberland Council',
    'Westmorland and Furness Council',
  ])
  assert.deepEqual(followers('taunton-deane-borough-council'), ['Somerset Council'])
  for (const former of directory.former)
    assert.ok(successorsOf(directory, former).length > 0, `${former.name} led to nobody`)
})

test('a council names those it replaced, and a county its districts', () => {
  const of = (slug: string): Authority => {
    const found = findCouncil(directory, slug)
    assert.ok(found?.type === 'council')
    return found.council
  }
  assert.deepEqual(
    predecessorsOf(directory, of('cumberland')).map(({ name }) => name),
    [
      'Allerdale Borough Council',
      'Carlisle City Council',
      'Copeland Borough Council',
      'Cumbria County Council',
    ],
  )
  assert.equal(districtsOf(directory, of('cambridgeshire')).length, 5)
  assert.deepEqual(districtsOf(directory, of('adur')), [])
})

test('a search finds a council by any word, by a code and with a letter wrong', () => {
  for (const typed of ['adur', 'ADUR', 'e07000223', 'adurr'])
    assert.equal(search(typed)[0], 'Adur District Council', typed)
  assert.equal(search('kensignton')[0], 'Royal Borough of Kensington and Chelsea')
  assert.equal(search('telford and wrekin')[0], 'Telford & Wrekin Council')
  assert.deepEqual(search('   '), [])
  assert.deepEqual(search('xqzzy'), [])
})

test('a search for a former name finds the council that ended', () => {
  assert.deepEqual(search('allerdale'), ['Allerdale Borough Council'])
  assert.deepEqual(search('alerdale'), ['Allerdale Borough Council'])
})

const known = content.authorities.map(({ code, kind, name, shortName }) => ({
  code,
  kind,
  name,
  shortName,
  endedOn: null,
  isListed: true,
}))

test('a form offers every council once, each with its former names and codes to look for', () => {
  const options = councilOptions(content, known)
  assert.equal(options.length, 382)
  assert.equal(new Set(options.map(({ text }) => text)).size, 382)
  const cumberland = options.find(({ text }) => text === 'Cumberland Council')
  assert.match(cumberland?.also ?? '', /Allerdale Borough Council/)
  assert.match(cumberland?.also ?? '', /E07000026/)
  assert.match(cumberland?.also ?? '', /\bCBD\b/)
})

test('a form leaves out a council already chosen, one that has ended and one that is no longer listed', () => {
  const [first, second, third] = known
  assert.ok(first && second && third)
  const gone = { ...first, code: 'E07009999', name: 'Gone District Council' }
  const options = councilOptions(content, [first, { ...second, endedOn: '2027-03-31' }, third, gone], {
    exclude: [third.code],
  })
  assert.deepEqual(
    options.map(({ value }) => value),
    [first.code],
  )
})

test('a body that an operator added is offered by its name and code', () => {
  const fire = {
    ...known[0]!,
    code: 'FIRE-1',
    kind: 'fire',
    name: 'Anyshire Fire',
    shortName: 'Anyshire',
    isListed: false,
  }
  assert.deepEqual(councilOptions(content, [fire]), [
    { value: 'FIRE-1', text: 'Anyshire Fire', also: 'Anyshire FIRE-1' },
  ])
})

test('a circle of successions that cannot be is not followed for ever', () => {
  const row = (predecessor: string, successor: string): Succession => ({
    predecessor,
    predecessorShort: 'AAA',
    predecessorName: `Council ${predecessor}`,
    lastDay: '2020-03-31',
    successor,
  })
  const odd = directoryOf({ authorities: [], successions: [row('E1', 'E2'), row('E2', 'E1')] })
  assert.deepEqual(
    odd.former.flatMap((former) => successorsOf(odd, former)),
    [],
  )
})
