import type { FastifyInstance } from 'fastify'
import { addBody, type AuthoritiesTables, type NewBody } from '#modules/authorities/index.ts'
import { readForm, requireOperator, seeOther, sendPage } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { OperatingDeps } from './deps.ts'
import { links } from './links.ts'
import { isBodyKind, refusalWords } from './text.ts'
import { addBodyPage } from './views/enrol-page.ts'

/** Adding a police, fire or health body, or a company. */
export function bodyRoutes(app: FastifyInstance, deps: OperatingDeps): void {
  app.get(links.addBody, async (request, reply) => {
    requireOperator(request)
    return sendPage(reply, addBodyPage(request.shell, { form: emptyForm }))
  })

  app.post(links.addBody, async (request, reply) => {
    const viewer = requireOperator(request)
    const read = readBody(request.body)
    if ('form' in read) return sendPage(reply, addBodyPage(request.shell, read), 422)
    const outcome = await addBody(deps.db.$pickTables<keyof AuthoritiesTables>(), viewer, read.value)
    if ('done' in outcome) return seeOther(reply, links.enrol)
    const errors = { name: outcome.refused.map(refusalWords).join(' ') }
    return sendPage(
      reply,
      addBodyPage(request.shell, { form: { values: readForm(request.body), errors } }),
      409,
    )
  })
}

const longest = { name: 120, short: 40 }

function readBody(body: unknown): { value: NewBody } | { form: Form } {
  const values = readForm(body)
  const clean = (field: keyof typeof longest) => (values[field] ?? '').replaceAll(/\s+/g, ' ').trim()
  const [name, shortName, kind] = [clean('name'), clean('short'), values['kind'] ?? '']
  const errors: Record<string, string> = {}
  if (name === '' || name.length > longest.name)
    errors['name'] = `Enter its name, in ${longest.name} characters or fewer`
  if (shortName === '' || shortName.length > longest.short)
    errors['short'] = `Enter its everyday name, in ${longest.short} characters or fewer`
  if (!isBodyKind(kind)) return { form: { values, errors: { ...errors, kind: 'Choose what it is' } } }
  return Object.keys(errors).length > 0 ? { form: { values, errors } } : { value: { name, shortName, kind } }
}
