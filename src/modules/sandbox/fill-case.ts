import type { Content } from '#content/content.ts'
import {
  addService,
  askForRun,
  baselineFor,
  baselineHash,
  caseViewFor,
  confirmBaseline,
  publishedOn,
  readAnyPart,
  readFigures,
  savePart,
  saveFigures,
  shareFigures,
  startBaseline,
  startCase,
  type BusinessCaseDeps,
  type CaseRunner,
} from '#modules/business-case/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { actsForCouncil, type CouncilViewer } from '#platform/viewer.ts'
import type { Pretender } from './commands.ts'

type Where = {
  readonly partnership: PartnershipId
  readonly people: readonly Pretender[]
  /** In the order of the content's councils. */
  readonly leads: readonly CouncilViewer[]
  readonly past: (days: number) => Date
}
type CaseContent = Pick<Content, 'sandbox' | 'parameters'>

/** A locked baseline and a case between the three, by the same forms and commands as everybody else's; and its first run. */
export async function fillBusinessCase(
  deps: BusinessCaseDeps,
  content: CaseContent,
  where: Where,
  runner: CaseRunner | undefined,
): Promise<void> {
  const services = await fillBaseline(deps, content, where)
  await confirmAll(deps, where)
  await fillCase(deps, content, where, services, runner)
}

function done<Done>(outcome: { done: Done } | { refused: unknown }): Done {
  if ('done' in outcome) return outcome.done
  throw new Error(`The sandbox case was refused: ${JSON.stringify(outcome.refused)}`)
}

async function fillBaseline(
  deps: BusinessCaseDeps,
  { sandbox }: CaseContent,
  { partnership, leads, past }: Where,
): Promise<ReadonlyMap<string, string>> {
  const { businessCase, councils } = sandbox
  const [first] = leads
  if (!first) throw new Error('A sandbox needs somebody who leads.')
  const by = { ...first, now: past(20) }
  done(await startBaseline(deps, by, { partnership, year: businessCase.year }))
  const services = new Map<string, string>()
  for (const { id, name, unit } of businessCase.services)
    services.set(id, done(await addService(deps, by, { partnership, name, unit })))
  for (const [at, { id: council }] of councils.entries()) {
    const lead = leads[at]
    if (!lead) continue
    const own = { ...lead, now: past(18) }
    const figures = Object.entries(businessCase.figures[council] ?? {}).flatMap(([id, boxes]) => {
      const { save, errors } = readFigures(boxes, { service: services.get(id) ?? '', own: [] })
      if (Object.keys(errors).length > 0) throw new Error(`${council}, ${id}: ${JSON.stringify(errors)}`)
      return save
    })
    done(await saveFigures(deps, own, { partnership, figures }))
    done(await shareFigures(deps, own, partnership))
  }
  return services
}

/** Every section 151 officer, one after the other; the last locks it. */
async function confirmAll(deps: BusinessCaseDeps, { partnership, people, past }: Where): Promise<void> {
  for (const { viewer } of people) {
    if (viewer.office !== 'section-151' || !actsForCouncil(viewer)) continue
    const by = { ...viewer, now: past(14) }
    const baseline = await inTransaction(deps.db, by, (trx) => baselineFor(trx, by, partnership))
    if (!baseline) throw new Error('The sandbox has no baseline.')
    done(await confirmBaseline(deps, by, { partnership, hash: baselineHash(baseline), successions: [] }))
  }
}

async function fillCase(
  deps: BusinessCaseDeps,
  content: CaseContent,
  { partnership, leads, past }: Where,
  services: ReadonlyMap<string, string>,
  runner: CaseRunner | undefined,
): Promise<void> {
  const { businessCase, councils } = content.sandbox
  const [first] = leads
  if (!first) return
  const by = { ...first, now: past(12) }
  const id = done(await startCase(deps, by, { partnership, name: businessCase.name }))
  const codes = new Map(councils.map((council, at) => [council.id, leads[at]?.council ?? '']))
  const published = publishedOn(content, londonDay(by.now))
  for (const [name, boxes] of Object.entries(businessCase.parts)) {
    const { baseline, parts } = await caseViewFor(deps, by, { partnership, case: id })
    if (!baseline) throw new Error('The sandbox has no baseline.')
    const [kind, of = ''] = name.split('.')
    const part = of === '' ? name : `${kind}.${services.get(of) ?? codes.get(of) ?? of}`
    const read = readAnyPart(part, inCodes(boxes, codes), { baseline, parts, published })
    if (!read || 'form' in read)
      throw new Error(`${name}: ${JSON.stringify(read?.form.errors ?? 'no such part')}`)
    done(await savePart(deps, by, { partnership, case: id, part, seen: 0 }, read.value))
  }
  const {
    inputs,
    seed,
    draws,
    id: run,
  } = done(await askForRun(deps, by, { partnership, case: id, successions: [] }))
  runner?.start({ inputs, seed, draws, by, at: { partnership, case: id, run } })
}

/** The same boxes, with each council's code where the content has its id. */
function inCodes(
  boxes: Readonly<Record<string, string>>,
  codes: ReadonlyMap<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(boxes).map(([name, value]) => [
      name.replace(/^(moving|key)-([a-z]+)/, (whole, what: string, id: string) =>
        codes.has(id) ? `${what}-${codes.get(id)}` : whole,
      ),
      codes.get(value) ?? value,
    ]),
  )
}
