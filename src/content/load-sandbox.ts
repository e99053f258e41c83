import type { AlignmentContent } from './alignment.ts'
import type { Framework } from './framework.ts'
import type { Problem } from './problem.ts'
import type { Pulse } from './pulse.ts'
import { sandboxCouncilSchema, sandboxFileSchema, sandboxOf, type Sandbox } from './sandbox.ts'
import { sandboxCaseSchema } from './sandbox-case.ts'
import { sandboxPulseFlaws, sandboxPulseSchema, type SandboxPulse } from './sandbox-pulse.ts'
import { sandboxAlignmentFlaws, sandboxAlignmentSchema, type SandboxAlignment } from './sandbox-alignment.ts'
import { sandboxFlaws } from './sandbox-check.ts'
import { checkedYaml, yamlOf } from './content-file.ts'

export function loadSandbox(
  root: string,
  known: Framework[] | undefined,
  problems: Problem[],
): Sandbox | undefined {
  const main = yamlOf(root, 'sandbox/sandbox.yaml', sandboxFileSchema, problems)
  if (!main.value) return undefined
  const files = new Map(
    main.value.councils.map(({ id }) => [
      id,
      yamlOf(root, `sandbox/${id}.yaml`, sandboxCouncilSchema, problems),
    ]),
  )
  const councils = [...files.values()].flatMap(({ value }) => (value ? [value] : []))
  const { value: businessCase } = yamlOf(root, 'sandbox/business-case.yaml', sandboxCaseSchema, problems)
  if (councils.length < files.size || !businessCase) return undefined
  const sandbox = sandboxOf(main.value, councils, businessCase)
  for (const { path, message } of known ? sandboxFlaws(sandbox, known) : []) {
    const [key = '', council, ...rest] = path
    const own = files.get(String(council))
    const file = own ? `sandbox/${council}.yaml` : 'sandbox/sandbox.yaml'
    const line = own ? own.lineOf([key, ...rest]) : main.lineOf(path)
    problems.push({ file, line, message: `${own ? [key, ...rest].join('.') : path.join('.')} ${message}` })
  }
  return sandbox
}

export function loadSandboxAlignment(
  root: string,
  alignment: AlignmentContent,
  problems: Problem[],
): SandboxAlignment | undefined {
  const flaws = (value: SandboxAlignment) => sandboxAlignmentFlaws(value, alignment)
  return checkedYaml(root, 'sandbox/alignment.yaml', sandboxAlignmentSchema, flaws, problems)
}

export function loadSandboxPulse(
  root: string,
  pulse: Pulse | undefined,
  problems: Problem[],
): SandboxPulse | undefined {
  const flaws = (value: SandboxPulse) => (pulse ? sandboxPulseFlaws(value, pulse) : [])
  return checkedYaml(root, 'sandbox/pulse-and-power.yaml', sandboxPulseSchema, flaws, problems)
}
