import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCsv } from '#content/csv.ts'
import { arrangementsFile, membersFile, nationalFile } from '../scripts/content/arrangements.ts'

const content = join(import.meta.dirname, '../content/arrangements')
const collected = join(import.meta.dirname, '../../shared/data')
const rowsOf = (name: string) =>
  readCsv(readFileSync(join(collected, name), 'utf8')).rows.map(({ cells }) => cells)

test('a collected row keeps its facts and loses its sentences and what is no address', () => {
  const row = {
    id: 'a-b',
    name: 'A & B (Ayton, Beeton)',
    services: 'ict;multiple',
    model: 'joint_committee>lead_authority',
    started: '2010',
    ended: '2012',
    status: 'partly_ended',
    status_as_of: '2012-05',
    start_basis: 'approximate or inferred',
    note: 'A note that stays behind.',
    source_urls: 'https://example.org/a github:someone/something',
  }
  const [made] = readCsv(arrangementsFile([row])).rows
  assert.deepEqual(made?.cells, {
    id: 'a-b',
    name: 'A and B',
    services: 'ict many-services',
    forms: 'joint-committee lead-council',
    status: 'partly-ended',
    started: '2010',
    isStartInferred: 'yes',
    ended: '',
    isEndPlanned: '',
    evidenceOf: '2012-05',
    sources: 'https://example.org/a',
  })
})

test('the files in the project are those that the script makes of the collected data', (t) => {
  if (!existsSync(collected)) return t.skip('the collected data is not on this machine')
  const held = (name: string) => readFileSync(join(content, name), 'utf8')
  assert.equal(arrangementsFile(rowsOf('arrangements.csv')), held('arrangements.csv'))
  assert.equal(membersFile(rowsOf('arrangement_members.csv')), held('members.csv'))
  assert.equal(nationalFile(rowsOf('sector_benchmarks.csv')), held('national.csv'))
})
