import assert from 'node:assert/strict'
import {
  addService,
  baselineFor,
  baselineHash,
  caseViewFor,
  confirmBaseline,
  publishedOn,
  readAnyPart,
  saveFigures,
  savePart,
  shareFigures,
  startBaseline,
  startCase,
  type CaseId,
} from '#modules/business-case/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Tables } from '#root/tables.ts'
import { testContent } from './database.ts'

/** A baseline and a case by the real commands, for stories that begin where those end. */

export type Amounts = { readonly cost: number; readonly fixed: number; readonly volume: number }

/** One service with each council's figures in whole pence, shared by all. Returns the service. */
export async function makeBaseline(
  db: Database<Tables>,
  partnership: PartnershipId,
  people: readonly CouncilViewer[],
  amounts: Amounts = { cost: 10_000_000, fixed: 6_000_000, volume: 100 },
): Promise<string> {
  const deps = { db }
  const [first] = people
  assert.ok(first)
  await startBaseline(deps, first, { partnership, year: '2026-27' })
  const added = await addService(deps, first, { partnership, name: 'Service desk', unit: 'calls' })
  assert.ok('done' in added, JSON.stringify(added))
  for (const by of people) {
    const figures = (['cost', 'fixed', 'volume'] as const).map((measure) => ({
      service: added.done,
      measure,
      value: amounts[measure],
      source: 'Made up for a test',
      owner: 'Finance',
      seen: 0,
    }))
    await saveFigures(deps, by, { partnership, figures })
    const shared = await shareFigures(deps, by, partnership)
    assert.ok('done' in shared, JSON.stringify(shared))
  }
  return added.done
}

/** Every section 151 officer confirms; the last of them locks it. */
export async function lockBaseline(
  db: Database<Tables>,
  partnership: PartnershipId,
  officers: readonly CouncilViewer[],
): Promise<void> {
  for (const officer of officers) {
    const baseline = await inTransaction(db, officer, (trx) => baselineFor(trx, officer, partnership))
    assert.ok(baseline)
    const hash = baselineHash(baseline)
    const outcome = await confirmBaseline({ db }, officer, { partnership, hash, successions: [] })
    assert.ok('done' in outcome, JSON.stringify(outcome))
  }
}

/** A case of three years in which one service is shared for less than it costs alone. */
export async function makeCase(
  db: Database<Tables>,
  partnership: PartnershipId,
  people: readonly CouncilViewer[],
): Promise<CaseId> {
  const [first] = people
  assert.ok(first)
  const service = await makeBaseline(db, partnership, people)
  const begun = await startCase({ db }, first, { partnership, name: 'One desk' })
  assert.ok('done' in begun)
  const says = { source: 'Made up for a test', owner: 'Finance' }
  const boxes: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      'frame',
      {
        ...says,
        years: '2',
        sharing: 'equal',
        discount: 'standard',
        realisation: 'all',
        optimism: 'none',
        seed: '1',
        draws: '1000',
      },
    ],
    [
      `service.${service}`,
      {
        ...says,
        host: first.council,
        'fixed-likely': '90000',
        'unit-likely': '300',
        elasticity: '100',
        'coordination-likely': '0',
        'setup-likely': '1000',
        phase: '100 0 0',
        ...Object.fromEntries(people.map(({ council }) => [`moving-${council}-likely`, '0'])),
        first: '1',
        takes: '1',
        double: '0',
        'stranded-likely': '0',
        'stranded-years': '0',
        growth: '0',
        drift: '0',
        less: 'no',
      },
    ],
  ]
  for (const [part, typed] of boxes)
    await savePartOf(db, first, { partnership, case: begun.done }, part, typed)
  return begun.done
}

async function savePartOf(
  db: Database<Tables>,
  by: CouncilViewer,
  at: { readonly partnership: PartnershipId; readonly case: CaseId },
  part: string,
  boxes: Readonly<Record<string, string>>,
): Promise<void> {
  const { baseline, parts } = await caseViewFor({ db }, by, at)
  assert.ok(baseline)
  const published = publishedOn(testContent(), '2026-06-01')
  const read = readAnyPart(part, boxes, { baseline, parts, published })
  assert.ok(read && 'value' in read, JSON.stringify(read))
  const saved = await savePart({ db }, by, { ...at, part, seen: 0 }, read.value)
  assert.ok('done' in saved)
}
