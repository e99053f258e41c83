import type { FastifyRequest } from 'fastify'
import { casesFor, type CaseId } from '#modules/business-case/index.ts'
import {
  partnershipFor,
  presentMembers,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireViewer } from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Game } from '#engine/game.ts'
import { noLimits, type Limits } from '#engine/mixed-share.ts'
import { gameOf, type FiguresFault, type SplitFigures } from './figures.ts'
import type { Laboratory } from './laboratory.ts'
import type { SplitView } from './proposal.ts'
import { splitIn, type CostSharingDeps } from './store.ts'
import { laboratoryFor } from './working.ts'

/** What the pages need besides what the commands need. */
export type CostSharingPages = CostSharingDeps & {
  /** Where the partnership's newest round stands, for the navigation. */
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
}

export type Council = { readonly code: string; readonly name: string; readonly shortName: string }

/** A partnership, its councils in the order of the figures, and its split, as far as this asker may see them. */
export type Place = {
  readonly partnership: Partnership
  readonly councils: readonly Council[]
  readonly split: SplitView | null
  /** The newest business case, whose figures can be taken; null when there is none. */
  readonly newestCase: { readonly id: CaseId; readonly name: string } | null
  readonly readiness: string
}

export type Loaded = Place & { readonly viewer: Viewer }

export async function splitFor(
  deps: CostSharingDeps,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Omit<Place, 'readiness'>> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    const councils = presentMembers(partnership)
      .map(({ council, name, shortName }) => ({ code: council, name, shortName }))
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    const mayRead = viewer.council === null || councils.some(({ code }) => code === viewer.council)
    if (!mayRead) throw new NotFound('Not in this partnership yet.')
    const [newest] = await casesFor(trx, viewer, id)
    return { partnership, councils, split: await splitIn(trx, id), newestCase: newest ?? null }
  })
}

export async function load(deps: CostSharingPages, request: FastifyRequest): Promise<Loaded> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const place = await splitFor(deps, viewer, id)
  return { ...place, viewer, readiness: await deps.readinessHref(viewer, id) }
}

/** Everything that the laboratory says, or what is missing for it. */
export type Worked =
  | { readonly figures: SplitFigures; readonly game: Game; readonly laboratory: Laboratory }
  | { readonly refused: readonly FiguresFault[] }

export type WorkedOut = Extract<Worked, { game: unknown }>

export async function workedOut(
  { split, councils }: Pick<Place, 'split' | 'councils'>,
  limits: Limits = noLimits,
): Promise<Worked> {
  const figures = split?.figures ?? null
  const found = gameOf(
    figures,
    councils.map(({ code }) => code),
  )
  if ('refused' in found || !figures) return { refused: 'refused' in found ? found.refused : [] }
  return {
    figures,
    game: found.game,
    laboratory: await laboratoryFor(found.game, figures, limits),
  }
}
