import { setTimeout as wait } from 'node:timers/promises'
import {
  addService,
  readAnyPart,
  publishedOn,
  caseViewFor,
  savePart,
  saveFigures,
  shareFigures,
  startBaseline,
  startCase,
} from '#modules/business-case/index.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** One measured thing: `run` returns its value in `unit`, and `target` is what it should stay under. */
type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

/** A case with so many councils and ten services, on the application as it runs, with everything in one process. */
type Site = { readonly built: TestApp; readonly cookie: string; readonly path: string; readonly home: string }

const services = 10
const years = 10

async function openSite(councils: number): Promise<Site> {
  const { db, empty } = await testDatabase()
  await empty()
  const built = await testApp()
  const codes = testContent()
    .authorities.slice(0, councils)
    .map(({ code }) => code)
  const leads = []
  for (const code of codes) leads.push(await make.person(db, code))
  const [first] = leads
  if (!first) throw new Error('There is nobody to begin with.')
  const partnership = await make.partnership(db, first, codes)
  const deps = { db }
  await startBaseline(deps, first, { partnership, year: '2026-27' })
  const ids: string[] = []
  for (let k = 0; k < services; k++) {
    const added = await addService(deps, first, { partnership, name: `Service ${k}`, unit: 'cases' })
    if ('done' in added) ids.push(added.done)
  }
  for (const [i, lead] of leads.entries()) {
    const figures = ids.flatMap((service, k) =>
      (
        [
          ['cost', 22_000_000 + 3_000_000 * i + 100_000 * k],
          ['fixed', 10_000_000],
          ['volume', 1000 * (i + 1)],
        ] as const
      ).map(([measure, value]) => ({ service, measure, value, source: 'A bench', owner: 'Nobody', seen: 0 })),
    )
    await saveFigures(deps, lead, { partnership, figures })
    await shareFigures(deps, lead, partnership)
  }
  const begun = await startCase(deps, first, { partnership, name: 'Everything' })
  if ('refused' in begun) throw new Error('The case did not begin.')
  const at = { partnership, case: begun.done }
  const says = { source: 'A bench', owner: 'Nobody' }
  const range = (name: string, likely: number) => ({
    [`${name}-low`]: String(Math.round(likely * 0.8)),
    [`${name}-likely`]: String(likely),
    [`${name}-high`]: String(Math.round(likely * 1.3)),
  })
  const parts: [string, Record<string, string>][] = [
    [
      'frame',
      {
        ...says,
        years: String(years),
        sharing: 'usage',
        discount: 'standard',
        realisation: 'reference',
        optimism: 'none',
        seed: '1',
        draws: '20000',
      },
    ],
    ...ids.map((id): [string, Record<string, string>] => [
      `service.${id}`,
      {
        ...says,
        host: first.council,
        ...range('fixed', 250_000),
        ...range('unit', 90),
        elasticity: '95',
        'coordination-likely': '10000',
        ...range('setup', 100_000),
        ...Object.assign({}, ...codes.map((code) => range(`moving-${code}`, 20_000))),
        first: '1',
        takes: '2',
        phase: '60 40',
        double: '10',
        'stranded-low': '5',
        'stranded-likely': '10',
        'stranded-high': '30',
        'stranded-years': '2',
        growth: '1',
        drift: '0',
        less: 'no',
      },
    ]),
  ]
  for (const [part, boxes] of parts) {
    const { baseline, parts: known } = await caseViewFor(deps, first, at)
    if (!baseline) throw new Error('There is no baseline.')
    const read = readAnyPart(part, boxes, {
      baseline,
      parts: known,
      published: publishedOn(testContent(), '2026-06-01'),
    })
    if (!read || 'form' in read) throw new Error(`${part}: ${JSON.stringify(read?.form.errors)}`)
    await savePart(deps, first, { ...at, part, seen: 0 }, read.value)
  }
  const cookie = await built.signInAs(first)
  return {
    built,
    cookie,
    home: `/partnerships/${partnership}`,
    path: `/partnerships/${partnership}/business-case/${begun.done}`,
  }
}

const headers = (cookie: string) => ({ host: 'localhost', origin: 'http://localhost', cookie })

/** One run: how long it took, how long other pages took meanwhile (milliseconds), and the address of its result. */
type Work = { readonly ms: number; readonly others: readonly number[]; readonly result: string }

/** Presses "Work it out" and waits for the result, asking for another page all the while. */
async function work({ built, cookie, path, home }: Site): Promise<Work> {
  const began = performance.now()
  const asked = await built.app.inject({
    method: 'POST',
    url: `${path}/run`,
    headers: { ...headers(cookie), 'content-type': 'application/x-www-form-urlencoded' },
  })
  const result = String(asked.headers.location)
  if (asked.statusCode !== 303) throw new Error(asked.body)
  const others: number[] = []
  const { owner } = await testDatabase()
  for (;;) {
    const start = performance.now()
    await built.app.inject({ url: home, headers: headers(cookie) })
    others.push(performance.now() - start)
    const found = await owner.query<{ state: string }>('select state from business_case_run where id = $1', [
      result.split('/').at(-1),
    ])
    const state = found.rows[0]?.state
    if (state === 'done') return { ms: performance.now() - began, others, result }
    if (state === 'failed') throw new Error('The run broke off.')
    await wait(5)
  }
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN

function once<Value>(makeIt: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= makeIt())
}

/** Six councils: the first run, which starts the thread, and five more. */
const six = once(async () => {
  const site = await openSite(6)
  const first = await work(site)
  const runs: Work[] = []
  for (let k = 0; k < 5; k++) runs.push(await work(site))
  return { site, first, runs }
})

const middle = (runs: readonly Work[]) =>
  quantile(
    runs.map(({ ms }) => ms),
    0.5,
  )

/** How long a run of a case takes from the press of the button to the stored result, and what others notice of it. */
export const benches: readonly Bench[] = [
  {
    name: 'a run: 20,000 draws, 6 councils, 10 services, 10 years, button to stored result, middle of 5',
    unit: 'ms',
    target: 1000,
    run: async () => middle((await six()).runs),
  },
  {
    name: '  the first run after a start, which also starts the thread',
    unit: 'ms',
    run: async () => (await six()).first.ms,
  },
  {
    name: '  another page meanwhile, 95 of 100',
    unit: 'ms',
    target: 100,
    run: async () =>
      quantile(
        (await six()).runs.flatMap(({ others }) => others),
        0.95,
      ),
  },
  {
    name: '  the page of the stored run, 95 of 100',
    unit: 'ms',
    target: 300,
    run: async () => {
      const { site, runs } = await six()
      const times: number[] = []
      for (let k = 0; k < 110; k++) {
        const start = performance.now()
        await site.built.app.inject({ url: runs[0]?.result ?? '', headers: headers(site.cookie) })
        times.push(performance.now() - start)
      }
      return quantile(times.slice(10), 0.95)
    },
  },
  {
    name: 'the same with 12 councils, middle of 3',
    unit: 'ms',
    target: 2000,
    run: async () => {
      const site = await openSite(12)
      await work(site)
      const runs: Work[] = []
      for (let k = 0; k < 3; k++) runs.push(await work(site))
      return middle(runs)
    },
  },
]
