import type { Arrangement, Collection, NationalFigure, Service } from './arrangement.ts'
import type { AlignmentContent } from './alignment.ts'
import type { SandboxAlignment } from './sandbox-alignment.ts'
import type { SandboxPulse } from './sandbox-pulse.ts'
import type { Authority, Succession } from './authority.ts'
import type { BankHolidayCalendar } from './bank-holidays.ts'
import type { AuthorityColumn } from './authority-column.ts'
import type { Case } from './case.ts'
import type { BenefitRealisation, DiscountRates, OptimismBias, Parameter } from './parameter.ts'
import type { ReferenceCase } from './reference-case.ts'
import type { Framework } from './framework.ts'
import type { Term } from './term.ts'
import type { TermGuidance } from './guidance.ts'
import type { ExitSandbox } from './exit-sandbox.ts'
import type { ExitPlanContent } from './exit-plan.ts'
import type { Reorganisation, Underway } from './reorganisation.ts'
import type { WorkedPartnership } from './worked-partnership.ts'
import type { Pulse } from './pulse.ts'
import type { Sandbox } from './sandbox.ts'
import type { ServiceBudget } from './service-budget.ts'
import type { TrustStatements } from './trust.ts'

/** Everything the reviewed files hold, checked and frozen by `load.ts`. */
export type Content = {
  frameworks: Framework[]
  glossary: Term[]
  authorities: Authority[]
  successions: Succession[]
  /** What each column of the authorities means and where it is from, for the page that shows it. */
  authorityColumns: AuthorityColumn[]
  /** What English councils planned to spend on each service; councils without a return are missing. */
  serviceBudgets: ServiceBudget[]
  /** The ladder, aims, terms and the walk of a pre-nup session. */
  alignment: AlignmentContent
  /** What the pretend councils said of their aims and terms. */
  sandboxAlignment: SandboxAlignment
  /** What their people answered in the pulse, and how they would vote. */
  sandboxPulse: SandboxPulse
  sandbox: Sandbox
  /** Dated, sourced numbers that a business case takes up. */
  parameters: {
    discountRate: Parameter<DiscountRates>
    optimismBias: Parameter<OptimismBias>
    benefitRealisation: Parameter<BenefitRealisation>
  }
  /** Published forecasts of shared services, and what came of them. */
  referenceCases: readonly ReferenceCase[]
  /** Real shared services, as last evidenced: the seed of the public register. */
  arrangements: Arrangement[]
  services: Service[]
  /** Where the arrangements are from, and how they were found. */
  collection: Collection
  /** What others published about the whole country. */
  national: NationalFigure[]
  /** What councils say of each other in a trust round. */
  trust: TrustStatements
  /** What the pulse asks once a quarter. */
  pulse: Pulse
  /** By which working days are counted: the bank holidays of England and Wales. */
  holidays: BankHolidayCalendar
  /** Real cases with what happened and the lesson, A to Z by name. */
  cases: Case[]
  /** What to do about the words of the glossary. */
  termGuidance: TermGuidance
  /** What an exit plan asks, and what leaving takes. */
  exitPlan: ExitPlanContent
  /** Councils that are to be replaced on a day that is published. */
  reorganisations: Reorganisation[]
  underway: Underway[]
  /** Real partnerships from published facts, as the engine reads them. */
  workedPartnerships: WorkedPartnership[]
  /** What the pretend councils have in their exit plans. */
  exitSandbox: ExitSandbox
}
