import { Type, type Static } from 'typebox'

/**
 * What a program is told when something cannot be done: problem details (RFC 9457) in plain English. `type` is the place on
 * the page about the API that explains this kind; `reasons` are the rules' own reasons, each with its facts and a sentence.
 */
export const Problem = Type.Object(
  {
    type: Type.String({
      description: 'Where this kind of problem is explained.',
      examples: ['/api#refused'],
    }),
    title: Type.String({ description: 'What went wrong, in a few words.' }),
    status: Type.Integer({ description: 'The status of this answer once more.' }),
    detail: Type.String({ description: 'What went wrong and what to do, in sentences.' }),
    reasons: Type.Optional(
      Type.Array(
        Type.Object(
          {
            type: Type.String({ description: 'The name of the rule that says no.' }),
            says: Type.String({ description: 'The same in a sentence.' }),
          },
          { additionalProperties: true, description: 'Besides these two, the facts of the reason.' },
        ),
      ),
    ),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.String({
            description: 'The field, such as `lead.email`. Empty for the whole of what was sent.',
          }),
          says: Type.String({ description: 'What is wrong with it and what to do.' }),
        }),
      ),
    ),
    current: Type.Optional(
      Type.Unknown({ description: 'What stands there now, when somebody else changed it.' }),
    ),
    sent: Type.Optional(Type.Unknown({ description: 'What you sent and was not saved.' })),
  },
  { title: 'Problem', description: 'What went wrong, in plain English (RFC 9457).' },
)

export type Problem = Readonly<Static<typeof Problem>>
export type Reason = { readonly type: string; readonly says: string; readonly [fact: string]: unknown }
export type FieldError = { readonly field: string; readonly says: string }

/** Every kind of problem: its status, and what the page about the API says of it. */
export const problemKinds = {
  unreadable: { status: 400, title: 'We could not read what was sent' },
  'no-token': { status: 401, title: 'Give a token that works' },
  'not-allowed': { status: 403, title: 'This token may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  refused: { status: 409, title: 'This cannot be done now' },
  'still-at-work': { status: 409, title: 'The first request with this key has no answer yet' },
  changed: { status: 412, title: 'Somebody else changed it meanwhile' },
  'too-large': { status: 413, title: 'That is too large' },
  'not-json': { status: 415, title: 'Send JSON' },
  invalid: { status: 422, title: 'Some fields are not right' },
  'key-used': { status: 422, title: 'This idempotency key was used for something else' },
  'version-needed': { status: 428, title: 'Say which version you have seen' },
  'too-many': { status: 429, title: 'Too many requests' },
  fault: { status: 500, title: 'Sorry, there is a problem with the service' },
} as const
export type ProblemKind = keyof typeof problemKinds

export function problem(
  kind: ProblemKind,
  detail: string,
  more: Pick<Partial<Problem>, 'reasons' | 'errors' | 'current' | 'sent'> = {},
): Problem {
  return { type: `/api#${kind}`, ...problemKinds[kind], detail, ...more }
}

export const notFound = problem(
  'not-found',
  'There is nothing at this address for this token. Check the address, and that the token is for the right council.',
)

/** The rules say no. Each reason keeps its type and facts; `say` puts it in words. */
export function refused<Refusal extends { readonly type: string }>(
  reasons: readonly Refusal[],
  say: (reason: Refusal) => string,
): { readonly problem: Problem } {
  const said = reasons.map((reason) => ({ ...reason, says: say(reason) }))
  return { problem: problem('refused', said.map(({ says }) => says).join(' '), { reasons: said }) }
}

export function invalid(errors: readonly FieldError[]): { readonly problem: Problem } {
  const named = errors.map(({ field, says }) => (field === '' ? says : `${field}: ${says}`))
  return { problem: problem('invalid', named.join(' '), { errors: [...errors] }) }
}

/** Somebody else saved in between: both versions, so that whoever asks can choose. */
export function changed(current: unknown, sent: unknown): { readonly problem: Problem } {
  const detail =
    'Nothing was saved. “current” is what stands there now, “sent” what you sent. Read it again, and send its ETag as If-Match.'
  return { problem: problem('changed', detail, { current, sent }) }
}
