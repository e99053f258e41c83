import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkedYaml } from './content-file.ts'
import { exitSandboxSchema, type ExitSandbox } from './exit-sandbox.ts'
import { exitPlanFlaws, exitPlanSchema } from './exit-plan.ts'
import type { ExitPlanContent } from './exit-plan.ts'
import type { Problem } from './problem.ts'
import {
  reorganisationFlaws,
  reorganisationsSchema,
  type Reorganisation,
  type Underway,
} from './reorganisation.ts'
import {
  workedPartnershipFlaws,
  workedPartnershipOf,
  workedPartnershipSchema,
  type WorkedPartnership,
} from './worked-partnership.ts'

/** What leaving rests on. Problems are added to those found before; what is undefined could not be read. */
export type ExitContent = {
  /** What an exit plan asks, and what leaving takes. */
  readonly exitPlan: ExitPlanContent
  /** Councils that are to be replaced on a day that is published. */
  readonly reorganisations: Reorganisation[]
  /** Areas where councils are expected to be replaced, and it is open by whom. */
  readonly underway: Underway[]
  /** Real partnerships from published facts, as the engine reads them. */
  readonly workedPartnerships: WorkedPartnership[]
  /** What the pretend councils have in their exit plans. */
  readonly exitSandbox: ExitSandbox
}

export function loadExit(
  root: string,
  authorities: readonly { readonly code: string }[],
  problems: Problem[],
): ExitContent | undefined {
  const codes = authorities.map(({ code }) => code)
  const plan = checkedYaml(root, 'exit/plan.yaml', exitPlanSchema, exitPlanFlaws, problems)
  const known = checkedYaml(
    root,
    'reorganisations.yaml',
    reorganisationsSchema,
    (file) => reorganisationFlaws(file, codes),
    problems,
  )
  const workedPartnerships = loadWorkedPartnerships(root, problems)
  const exitSandbox = checkedYaml(root, 'exit/sandbox.yaml', exitSandboxSchema, () => [], problems)
  return plan && known && exitSandbox
    ? {
        exitPlan: plan,
        reorganisations: known.reorganisations,
        underway: known.underway,
        workedPartnerships,
        exitSandbox,
      }
    : undefined
}

function loadWorkedPartnerships(root: string, problems: Problem[]): WorkedPartnership[] {
  const folder = 'worked-partnerships'
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : []
  return names.flatMap((name) => {
    const flaws = (worked: { readonly id: string } & Parameters<typeof workedPartnershipFlaws>[0]) => [
      ...workedPartnershipFlaws(worked),
      ...(name === `${worked.id}.yaml` ? [] : [{ path: ['id'], message: 'is not the name of the file' }]),
    ]
    const value = checkedYaml(root, `${folder}/${name}`, workedPartnershipSchema, flaws, problems)
    return value ? [workedPartnershipOf(value)] : []
  })
}
