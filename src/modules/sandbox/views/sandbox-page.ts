import { govukButton } from '#ui/button.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import type { SandboxPersonLine } from '../commands.ts'

export type SandboxPageModel = {
  readonly story: string
  readonly people: readonly SandboxPersonLine[]
  readonly current: string
}

const roles: Readonly<Record<string, string>> = {
  lead: 'council lead',
  deputy: 'deputy',
  contributor: 'contributor',
  approver: 'approver',
  reader: 'reader',
}
const offices: Readonly<Record<string, string>> = {
  'chief-executive': 'chief executive',
  cio: 'chief information officer',
  'section-151': 'section 151 officer',
  monitoring: 'monitoring officer',
  member: 'elected member',
  'service-manager': 'service manager',
  staff: 'member of staff',
}

/** The pretend councils' story, and everybody whose place one may take. */
export function sandboxPage(shell: Shell, { story, people, current }: SandboxPageModel): Html {
  const title = 'Three pretend councils'
  const groups = [...new Set(people.map(({ councilName }) => councilName))]
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${story}</p>
    <p class="govuk-body">Everything here is made up and counts nowhere. One round is finished. Another is open, so that you can answer, seal and open it yourself. A pulse is open too: answer it, close it, and see what changed since last quarter.</p>
    <p class="govuk-body">To see how an interest stays hidden until it is mutual, <a class="govuk-link" href="/partner-finding/interests">look for a partner</a>: name Barnshire for payroll, and see what happens. Nobody could have told you that it had named you.</p>
    <p><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="/">Look round</a></p>
    <h2 class="hf-heading">Take somebody’s place</h2>
    ${groups.map(
      (
        council,
      ) => html`<h3 class="hf-heading hf-heading--small">${council ?? 'For the partnership as a whole'}</h3>
        <ul class="govuk-list">${people.filter(({ councilName }) => councilName === council).map((line) => personLine(line, current))}</ul>`,
    )}
    <h2 class="hf-heading">When you have seen enough</h2>
    <div class="hf-actions">
      <form method="post" action="/sandbox/reset" novalidate>${govukButton({ text: 'Begin again', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>
      <form method="post" action="/sandbox/delete" novalidate>${govukButton({ text: 'Leave and remove everything', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>
    </div>`
  return page({ title, body, shell })
}

function personLine({ person, name, role, office }: SandboxPersonLine, current: string): Html {
  const place = office ? (offices[office] ?? office) : role ? (roles[role] ?? role) : 'partnership manager'
  return html`<li class="hf-row">
    <span><strong>${name}</strong>, ${place}${role && office && ` (${roles[role] ?? role})`}</span>
    ${
      person === current
        ? statusTag('You are here', 'good')
        : html`<form method="post" action="/sandbox/switch" novalidate>
            <input type="hidden" name="person" value="${person}" />
            <button type="submit" class="govuk-button govuk-button--secondary hf-small" data-module="govuk-button">Be ${name}</button>
          </form>`
    }
  </li>`
}
