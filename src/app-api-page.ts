import type { FastifyInstance } from 'fastify'
import { problemKinds } from '#platform/api-problem.ts'
import { requestLimits } from '#platform/api-limit.ts'
import { apiBase } from '#platform/api.ts'
import { sendPage } from '#platform/http.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { documentOf, tags } from './app-api-document.ts'
import type { Deps } from './app-deps.ts'

/** One operation, as the list on the page shows it. */
type Listed = {
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly needs: string
  readonly tag: string
}

/** The page that explains the API to people, with its list drawn from the same document that programs read. */
export function apiPage(app: FastifyInstance, api: FastifyInstance, deps: Pick<Deps, 'url'>): void {
  app.get('/api', async (request, reply) => {
    const listed = operationsIn(documentOf(api))
    return sendPage(reply, draw(request.shell, deps.url, listed))
  })
}

function operationsIn(document: Record<string, unknown>): Listed[] {
  return entriesOf(document['paths']).flatMap(([path, methods]) =>
    entriesOf(methods).map(([method, found]) => {
      const told = Object.fromEntries(entriesOf(found))
      const needs = /that may \*(\w+)\*/.exec(String(told['description']))?.[1] ?? 'no token'
      const [tag] = Array.isArray(told['tags']) ? told['tags'].map(String) : []
      return { method: method.toUpperCase(), path, summary: String(told['summary']), needs, tag: tag ?? '' }
    }),
  )
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function draw(shell: Shell, url: string, listed: readonly Listed[]): Html {
  const base = `${url}${apiBase}`
  return page({
    title: 'For programs',
    shell,
    whoSees: whoSees({ kind: 'public' }),
    body: html`<h1 class="hf-headline">For programs</h1>
      <p class="hf-lead">
        A program of your council can do here what you can do on the pages: read a round, fill in answers, and take
        away what is open.
      </p>
      ${part(
        'Make a token',
        say(
          'The lead or a deputy makes a token on the page ',
          link('/people/tokens', 'Programs that act for your council'),
          '. It works for one council and acts as the person who made it. It may read, or read and write answers, or do all that they may do.',
        ),
        say(
          'It ends on the day you choose, when you revoke it, or when the person stops acting for the council. It never shows another council’s answers before they open.',
        ),
      )}
      ${part(
        'A first request',
        say('Put your token in place of TOKEN. This asks which council it is for:'),
        code('A first request', `curl -H "Authorization: Bearer TOKEN" ${base}/token`),
        say('Write an answer. If-Match names the version that you have seen; for a new answer it is "0":'),
        code(
          'Writing an answer',
          [
            `curl -X PATCH ${base}/rounds/ROUND/answers/purpose.same-reason \\`,
            '  -H "Authorization: Bearer TOKEN" -H "Content-Type: application/json" \\',
            `  -H 'If-Match: "0"' -d '{"reading": "level-3", "reason": "Cabinet agreed it in May"}'`,
          ].join('\n'),
        ),
        say(
          'If somebody else saved it meanwhile, nothing is written and you get both versions to choose from.',
        ),
        say(
          'Everything else is in the ',
          link(`${apiBase}/openapi.json`, 'description for programs (OpenAPI 3.1)'),
          ', which most tools can read.',
        ),
      )}
      ${part(
        'How often you may ask',
        say(
          `A token may ask ${requestLimits.token} times a minute. Without one it is ${requestLimits.address} times for each address. Each answer says how many are left, in RateLimit-Remaining, and when the count starts again, in RateLimit-Reset.`,
        ),
      )}
      ${part(
        'Asking twice, and asking again',
        say(
          'If you do not know whether a POST was done, send it again with the same Idempotency-Key. For a day the same key gives the same answer, and it is done once.',
        ),
        say(
          'Each answer has an ETag. Send it as If-None-Match, and you get 304 and no text when nothing has changed. Long lists come in pieces: send what a piece gives as next, as cursor.',
        ),
      )}
      ${part(
        'When something goes wrong',
        say(
          'You get a status and a short text in plain English, with the reasons of the rules and the fields that are not right:',
        ),
        code(
          'A refusal',
          `{ "type": "/api#refused", "status": 409, "title": "${problemKinds.refused.title}",\n  "detail": "1 of 2 councils have sealed.",\n  "reasons": [{ "type": "not-all-sealed", "sealed": 1, "of": 2,\n                "says": "1 of 2 councils have sealed." }] }`,
        ),
        problems(),
      )}
      ${part(
        'What you can ask',
        tags.map(({ name, description }) => operations(name, description, listed)),
      )}
      ${part(
        'What will not change',
        say(
          'Addresses, names and ids stay. A change that could stop a program gets a new version, and 12 months of notice.',
        ),
      )}`,
  })
}

function problems(): Html {
  return html`<div class="hf-scroll" role="region" aria-label="Problems" tabindex="0">
    <table class="govuk-table hf-table">
      <caption class="govuk-visually-hidden">Problems</caption>
      <thead>
        <tr><th scope="col">Status</th><th scope="col">Kind</th><th scope="col">What it means</th></tr>
      </thead>
      <tbody>
        ${Object.entries(problemKinds).map(
          ([kind, { status, title }]) =>
            html`<tr id="${kind}"><th scope="row">${status}</th><td><code>${kind}</code></td><td>${title}</td></tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function operations(name: string, description: string, listed: readonly Listed[]): Html {
  const own = listed.filter(({ tag }) => tag === name)
  return html`<h3 class="govuk-heading-m">${name}</h3>
    <p class="hf-text">${description}</p>
    <div class="hf-scroll" role="region" aria-label="${name}" tabindex="0">
      <table class="govuk-table hf-table">
        <caption class="govuk-visually-hidden">${name}</caption>
        <thead>
          <tr><th scope="col">What</th><th scope="col">Request</th><th scope="col">The token may</th></tr>
        </thead>
        <tbody>
          ${own.map(
            ({ method, path, summary, needs }) =>
              html`<tr><th scope="row">${summary}</th><td><code>${method} ${path}</code></td><td>${needs}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

function part(title: string, ...content: readonly Content[]): Html {
  return html`<h2 class="hf-heading">${title}</h2>
    ${content}`
}

function say(...words: readonly Content[]): Html {
  return html`<p class="hf-text">${words}</p>`
}

function code(what: string, text: string): Html {
  return html`<div class="hf-scroll" role="region" aria-label="${what}" tabindex="0"><pre><code>${text}</code></pre></div>`
}

function link(href: string, words: string): Html {
  return html`<a class="hf-link" href="${href}">${words}</a>`
}
