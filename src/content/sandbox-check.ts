import { statementsOf, type Framework } from './framework.ts'
import type { Flaw } from './framework-schema.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * What does not fit in the sandbox: names of people, councils and statements that do not resolve, and gaps.
 * Of what stands in a council's own file the path is `answers`, `officeAnswers` or `staffCounts`, then council.
 */
export function sandboxFlaws(sandbox: Sandbox, frameworks: Framework[]): Flaw[] {
  const framework = frameworks.find(({ id }) => id === sandbox.framework)
  if (!framework) return [{ path: ['framework'], message: `"${sandbox.framework}" is not a framework here` }]
  const statements = statementsOf(framework).map(({ id }) => id)
  return [
    ...nameFlaws(sandbox, framework),
    ...strangers(sandbox, new Set(statements)),
    ...answerFlaws(sandbox, statements),
  ]
}

function nameFlaws({ ambition, councils, people }: Sandbox, framework: Framework): Flaw[] {
  const flaws: Flaw[] = []
  if (!framework.ambitions.some(({ id }) => id === ambition))
    flaws.push({ path: ['ambition'], message: `"${ambition}" is not an ambition of the framework` })
  people.forEach(({ id, council, role, office }, i) => {
    if (people.findIndex((person) => person.id === id) < i)
      flaws.push({ path: ['people', i, 'id'], message: `"${id}" is used twice` })
    if (!councils.some((each) => each.id === council))
      flaws.push({ path: ['people', i, 'council'], message: `"${council}" is not a council here` })
    if (role === 'contributor' && office === undefined)
      flaws.push({ path: ['people', i], message: 'contributes, so must hold an office' })
  })
  for (const { id } of councils)
    if (!people.some(({ council, role }) => council === id && role === 'lead'))
      flaws.push({ path: ['councils'], message: `${id} has no lead` })
  return flaws
}

/** Statements and people named somewhere that do not exist, or belong to another council. */
function strangers(sandbox: Sandbox, statements: Set<string>): Flaw[] {
  const { officeAnswers, outcomes, people, councils } = sandbox
  const flaws: Flaw[] = (['answers', 'officeAnswers', 'staffCounts'] as const).flatMap((key) =>
    sandbox[key]
      .filter(({ statement }) => !statements.has(statement))
      .map(({ council, statement }) => ({ path: [key, council, statement], message: 'is no statement' })),
  )
  for (const { person, council, statement } of officeAnswers)
    if (!people.some(({ id, council: own, office }) => id === person && own === council && office))
      flaws.push({
        path: ['officeAnswers', council, statement],
        message: `names "${person}", who holds no office there`,
      })
  outcomes.forEach(({ statement, actions, secondLook }, i) => {
    const path = ['outcomes', i]
    if (!statements.has(statement)) flaws.push({ path, message: `"${statement}" is no statement` })
    for (const { owner } of actions)
      if (!people.some(({ id }) => id === owner))
        flaws.push({ path: [...path, 'actions'], message: `name "${owner}", who is not here` })
    for (const { council } of secondLook)
      if (!councils.some(({ id }) => id === council))
        flaws.push({ path: [...path, 'secondLook'], message: `names "${council}", which is not here` })
  })
  return flaws
}

function answerFlaws({ councils, answers }: Sandbox, statements: string[]): Flaw[] {
  const given = new Set(answers.map(({ council, statement }) => `${council} ${statement}`))
  const missing = councils.flatMap(({ id }) =>
    statements
      .filter((statement) => !given.has(`${id} ${statement}`))
      .map((statement) => ({ path: ['answers', id], message: `lack ${statement}` })),
  )
  const unproven = answers
    .filter(({ grade, evidence }) => (grade === 'assertion') !== (evidence === undefined))
    .map(({ council, statement }) => ({
      path: ['answers', council, statement],
      message: 'names evidence if, and only if, its grade is above assertion',
    }))
  return [...missing, ...unproven]
}
