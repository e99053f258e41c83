import type { FastifyInstance, FastifyRequest } from 'fastify'
import { councilOptions, type AuthoritiesTables } from '#modules/authorities/index.ts'
import type { Content } from '#content/content.ts'
import type { Clock } from '#platform/clock.ts'
import { toCsv } from '#platform/csv.ts'
import type { Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { sendFile, sendPage } from '#platform/http.ts'
import { toOds } from '#platform/ods.ts'
import { toXlsx } from '#platform/xlsx.ts'
import { readLike, likeQuery, type LikeAsked } from './like-form.ts'
import { councilsAlike } from './likeness-of-councils.ts'
import { links } from './links.ts'
import { presentCouncils } from './present-councils.ts'
import { shortlistBook } from './shortlist.ts'
import { likePage } from './views/like-page.ts'

export type LikePages = {
  readonly db: Database<AuthoritiesTables>
  readonly clock: Clock
  readonly url: string
  readonly content: Pick<Content, 'authorities' | 'successions' | 'authorityColumns'>
}

/** Councils like mine: public, and nothing of what is chosen is kept. */
export function likeRoutes(app: FastifyInstance, deps: LikePages): void {
  const columns = deps.content.authorityColumns

  app.get(links.like, async (request, reply) => {
    const { asked, councils } = await read(deps, request)
    const known = councils.map((each) => ({ ...each, endedOn: null, isListed: true }))
    return sendPage(
      reply,
      likePage(request.shell, {
        asked,
        alike: alikeFor(asked, councils),
        options: councilOptions(deps.content, known),
        columns,
      }),
      Object.keys(asked.errors).length > 0 ? 422 : 200,
    )
  })

  for (const format of ['csv', 'ods', 'xlsx'] as const)
    app.get(links.likeFile(format), async (request, reply) => {
      const { asked, councils } = await read(deps, request)
      const alike = alikeFor(asked, councils)
      if (!alike) throw new NotFound('No council, or nothing that counts.')
      const book = shortlistBook(alike, columns, `${deps.url}${links.like}?${likeQuery(asked)}`)
      const [sheet] = book.sheets
      if (!sheet) throw new Error('A shortlist has a sheet.')
      const bytes =
        format === 'csv' ? toCsv(sheet) : format === 'ods' ? await toOds(book) : await toXlsx(book)
      return sendFile(reply, {
        name: `councils-like-${alike.council.slug}.${format}`,
        type: types[format],
        bytes,
      })
    })
}

const types = {
  csv: 'text/csv; charset=utf-8',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

function alikeFor(asked: LikeAsked, councils: Content['authorities']) {
  if (!asked.council || Object.keys(asked.errors).length > 0) return null
  return councilsAlike(councils, asked.council, asked)
}

async function read(deps: LikePages, request: FastifyRequest) {
  const councils = await presentCouncils(deps)
  return { councils, asked: readLike(request.query, councils, request.viewer?.council ?? null) }
}
