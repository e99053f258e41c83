import type { CaseInput, CaseService } from '#engine/business-case-input.ts'
import { membersOf, type Coalition } from '#engine/coalition.ts'
import { aloneCost, sharedCost } from '#engine/cost-function.ts'
import { likelyValue, type Uncertain } from '#engine/distribution.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { groupsOf, type ServiceFigures, type SplitFigures } from './figures.ts'

type Council = { readonly code: AuthorityCode; readonly shortName: string }

/**
 * The figures of a split from a business case: what each council pays alone today and what every group would pay in a year
 * once all has moved, at the likely value of every number. A council that would share a service with nobody goes on alone.
 */
export function figuresFromCase(
  { input, partnerOf }: { input: CaseInput; partnerOf: Readonly<Record<AuthorityCode, string>> },
  councils: readonly Council[],
  { year, name }: { year: string; name: string },
): SplitFigures {
  const partners = councils.map(({ code }) => partnerOf[code] ?? code)
  const groups = groupsOf(councils.length).map((group) => [
    String(group),
    pence(costOf(input, partners, group)),
  ])
  const setUp = input.services.reduce(
    (sum, { integration, members }) =>
      sum + likely(integration) + members.reduce((total, member) => total + likely(member.integration), 0),
    0,
  )
  return {
    councils: councils.map(({ code, shortName }, i) => ({
      code,
      name: shortName,
      alone: pence(costOf(input, partners, 2 ** i)),
      volume: volumeOf(input, partners[i] ?? ''),
      people: null,
    })),
    year,
    source: `Business case “${name}”`.slice(0, 200),
    owner: 'Those named beside each figure in the baseline',
    setUp: pence(setUp),
    method: 'cost',
    groups: Object.fromEntries(groups),
    platform: null,
    service: null,
    services: input.services.map((service) => serviceOf(service, partners)),
  }
}

/** What every group pays for one service. */
function serviceOf(service: CaseService, partners: readonly string[]): ServiceFigures {
  const volumes = partners.map((partner) => service.members.find((each) => each.partner === partner)?.volume)
  const known = volumes.map((volume) => (volume === undefined ? 0 : likely(volume)))
  return {
    name: service.name,
    values: Array.from({ length: 2 ** partners.length }, (_, group) =>
      pence(costOf({ services: [service] }, partners, group)),
    ),
    volumes: known.every((volume) => volume > 0) ? known : null,
  }
}

/** What a group pays a year for all services, in pounds. */
function costOf(
  { services }: Pick<CaseInput, 'services'>,
  partners: readonly string[],
  group: Coalition,
): number {
  const names = new Set(membersOf(group).map((i) => partners[i]))
  return services.reduce((sum, service) => {
    const inIt = service.members.filter(({ partner }) => names.has(partner))
    return sum + (inIt.length < 2 ? apart(service, inIt) : together(service, inIt))
  }, 0)
}

function apart(service: CaseService, members: CaseService['members']): number {
  return members.reduce(
    (sum, { fixedAlone, unitAlone, volume }) =>
      sum +
      aloneCost(
        {
          fixedAlone: likely(fixedAlone),
          unitAlone: likely(unitAlone),
          elasticityAlone: likely(service.elasticityAlone ?? service.elasticity),
          ...shared(service),
        },
        likely(volume),
      ),
    0,
  )
}

function together(service: CaseService, members: CaseService['members']): number {
  const volume = members.reduce((sum, member) => sum + likely(member.volume), 0)
  return sharedCost({ fixedAlone: 0, unitAlone: 0, ...shared(service) }, volume, members.length)
}

function shared({ fixedShared, unitShared, elasticity, coordination }: CaseService) {
  return {
    fixedShared: likely(fixedShared),
    unitShared: likely(unitShared),
    elasticity: likely(elasticity),
    coordination: likely(coordination),
  }
}

/** Volumes of different services cannot be added up: known where the case is of one service. */
function volumeOf({ services }: CaseInput, partner: string): number | null {
  const [only, ...others] = services
  const member = others.length === 0 ? only?.members.find((each) => each.partner === partner) : undefined
  return member ? likely(member.volume) : null
}

function likely(value: Uncertain | undefined): number {
  return value === undefined ? 0 : likelyValue(value)
}

function pence(pounds: number): number {
  return Math.round(pounds * 100)
}
