import type { FastifyInstance } from 'fastify'
import type { Reorganisation } from '#content/reorganisation.ts'
import { inputs, type WorkedPartnership } from '#content/worked-partnership.ts'
import { NotFound } from '#platform/errors.ts'
import { sendFile, sendPage, textFrom } from '#platform/http.ts'
import { findingsOf } from './findings.ts'
import { links } from './links.ts'
import { listPage, workedPage } from './views/worked-pages.ts'
import { warningsOf, type Warning } from './words.ts'

export type WorkedPages = {
  readonly content: {
    readonly workedPartnerships: readonly WorkedPartnership[]
    readonly reorganisations: readonly Reorganisation[]
  }
}

/** Real partnerships worked through, for anybody: pages and the files they are made of. */
export function workedPartnershipRoutes(app: FastifyInstance, { content }: WorkedPages): void {
  const all = content.workedPartnerships
  const named = (id: string) => {
    const found = all.find((one) => one.id === id)
    if (!found) throw new NotFound('No such worked partnership.')
    return found
  }
  // Content does not change while the program runs, so what is worked out from it is worked out once.
  const known = new Map<string, readonly Warning[]>()
  const warningsFor = (worked: WorkedPartnership) => {
    const found = known.get(worked.id) ?? warningsOf(findingsOf(worked, content.reorganisations))
    known.set(worked.id, found)
    return found
  }
  app.get(links.list, async (request, reply) => sendPage(reply, listPage(request.shell, all)))
  app.get(links.one(':worked'), async (request, reply) => {
    const worked = named(textFrom(request, 'worked'))
    return sendPage(reply, workedPage(request.shell, { worked, warnings: warningsFor(worked) }))
  })
  app.get(links.input(':worked', ':file'), async (request, reply) => {
    const worked = named(textFrom(request, 'worked'))
    const input = inputs.find((each) => `${each}.yaml` === textFrom(request, 'file'))
    const text = input && worked.texts[input]
    if (!text) throw new NotFound('No such file.')
    return sendFile(reply, {
      name: `${worked.id}-${input}.yaml`,
      type: 'application/yaml; charset=utf-8',
      bytes: text,
    })
  })
}
