import type { FastifyInstance } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { readForm, sendPage, textFrom } from '#platform/http.ts'
import { emptyForm } from '#ui/form.ts'
import { emailAddress, personName } from './address.ts'
import { becomeFirstOperator, isFirstOperatorSecret } from './first-operator.ts'
import { formOf, readNewPassword, type Reading } from './forms.ts'
import { links } from './links.ts'
import { enrol } from './sign-in.ts'
import { goOn } from './sign-in-routes.ts'
import { knownBy, type PeopleDeps } from './store.ts'
import { addressMissing, addressWrong, nameMissing } from './text.ts'
import { lookAtTicket, type Ticket } from './ticket.ts'
import { enrolPage, firstOperatorPage } from './views/enrol-pages.ts'
import { deadLinkPage } from './views/sign-in-pages.ts'

/** One-use links that start an account: the first operator's, and those an operator hands out. */
export function enrolRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  const required = !deps.mailOn

  app.get(links.enrol(':secret'), async (request, reply) => {
    const held = await holder(deps, textFrom(request, 'secret'))
    if (!held) return sendPage(reply, deadLinkPage(request.shell, 'enrol'), 410)
    return sendPage(reply, enrolPage(request.shell, { ...held, required, form: emptyForm }))
  })

  app.post(links.enrol(':secret'), async (request, reply) => {
    const held = await holder(deps, textFrom(request, 'secret'))
    if (!held) return sendPage(reply, deadLinkPage(request.shell, 'enrol'), 410)
    const read = readNewPassword(request.body, { required, own: [held.name, held.email] })
    if ('form' in read)
      return sendPage(reply, enrolPage(request.shell, { ...held, required, form: read.form }), 422)
    const outcome = await enrol(deps, held.secret, read.value)
    if ('refused' in outcome) return sendPage(reply, deadLinkPage(request.shell, 'enrol'), 410)
    return goOn(deps, request, reply, outcome)
  })

  app.get(links.firstOperator(':secret'), async (request, reply) => {
    const secret = textFrom(request, 'secret')
    if (!(await isFirstOperatorSecret(deps, secret)))
      return sendPage(reply, deadLinkPage(request.shell, 'first-operator'), 410)
    return sendPage(reply, firstOperatorPage(request.shell, { secret, required, form: emptyForm }))
  })

  app.post(links.firstOperator(':secret'), async (request, reply) => {
    const secret = textFrom(request, 'secret')
    const read = readFirstOperator(request.body, required)
    if ('form' in read)
      return sendPage(reply, firstOperatorPage(request.shell, { secret, required, form: read.form }), 422)
    const outcome = await becomeFirstOperator(deps, secret, read.value)
    if ('refused' in outcome) return sendPage(reply, deadLinkPage(request.shell, 'first-operator'), 410)
    return goOn(deps, request, reply, outcome)
  })
}

type Held = { secret: string; name: string; email: string; purpose: 'enrol' | 'reset' }

/** Whose link this is, for the page to greet them; null when it does not hold. */
async function holder(deps: PeopleDeps, secret: string): Promise<Held | null> {
  const now = deps.clock.now()
  const ticket: Ticket | null = await lookAtTicket(deps.db, secret, ['enrol', 'reset'], now)
  if (!ticket) return null
  const { person } = ticket
  const known = await inTransaction(deps.db, { kind: 'visitor', ticketPerson: person, now }, (trx) =>
    knownBy(trx, { person }),
  )
  const purpose = ticket.purpose === 'reset' ? 'reset' : 'enrol'
  return known ? { secret, name: known.name, email: known.email, purpose } : null
}

function readFirstOperator(
  body: unknown,
  required: boolean,
): Reading<{ name: string; email: string; password: string | null }> {
  const posted = readForm(body)
  const values = { name: posted['name'] ?? '', email: posted['email'] ?? '' }
  const name = personName(values.name)
  const email = emailAddress(values.email)
  const password = readNewPassword(body, { required, own: [values.name, values.email] })
  if (name !== null && email !== null && 'value' in password)
    return { value: { name, email, password: password.value } }
  return {
    form: formOf(values, {
      ...(name === null ? { name: nameMissing } : {}),
      ...(email === null ? { email: values.email.trim() === '' ? addressMissing : addressWrong } : {}),
      ...('form' in password ? { password: password.form.errors['password'] } : {}),
    }),
  }
}
