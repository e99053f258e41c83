import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAuthorities, readSuccessions } from '#content/authority-file.ts'
import { readCsv } from '#content/csv.ts'
import { authoritiesFile, codeFinder, successionsFile } from '../scripts/content/authorities.ts'

const content = join(import.meta.dirname, '../content')
const collected = join(import.meta.dirname, '../../shared/data')
const rowsOf = (name: string) =>
  readCsv(readFileSync(join(collected, name), 'utf8')).rows.map(({ cells }) => cells)

const row = {
  la_code: 'SHN',
  gss_code: 'E08000013',
  name: 'St  Helens Council',
  short_name: 'St. Helens',
  slug: 'st.-helens',
  type_code: 'MD',
  tier: 'single',
  nation: 'England',
  region: 'North West',
  start_date: '2005-06-08',
  lat: '53.4591234567',
  long: '-2.7',
  easting: '353000.4',
  northing: '395000',
  area_km2: '136',
  population_mid2020: '181095',
  density_per_km2: '1331.6',
  imd_uk_score_2019pop: '31.2',
  imd_pct_pop_most_deprived_uk_quintile: '43.1',
  rural_pct_pop: '2',
  ra_basis: 'not_returned',
}

test('a collected row becomes one of ours: spaces and stops mended, doubtful first days dropped', () => {
  const { authorities, problems } = readAuthorities('a.csv', authoritiesFile([row], codeFinder([row], [])))
  assert.deepEqual(problems, [])
  const [authority] = authorities
  assert.equal(authority?.name, 'St Helens Council')
  assert.equal(authority?.shortName, 'St Helens')
  assert.equal(authority?.slug, 'st-helens')
  assert.equal(authority?.startDate, null)
  assert.equal(authority?.latitude, 53.45912)
  assert.equal(authority?.budgetBasis, 'not-returned')
  assert.equal(authority?.budgetThousands, null)
})

test('a code that is nowhere is not made up: the row is refused', () => {
  const lost = { ...row, county_la_code: 'XYZ' }
  const { problems } = readAuthorities('a.csv', authoritiesFile([lost], codeFinder([lost], [])))
  assert.match(problems[0]?.message ?? '', /county is not as it should be/)
})

test('the files in the project are those that the script makes of the collected data', (t) => {
  if (!existsSync(collected)) return t.skip('the collected data is not on this machine')
  const authorities = rowsOf('authorities.csv')
  const successions = rowsOf('successions.csv')
  const committed = (name: string) => readFileSync(join(content, name), 'utf8')
  const codeOf = codeFinder(authorities, successions)
  assert.equal(authoritiesFile(authorities, codeOf), committed('authorities.csv'))
  assert.equal(successionsFile(successions), committed('successions.csv'))
  return assert.equal(
    readSuccessions('s', committed('successions.csv')).successions.length,
    successions.length,
  )
})
