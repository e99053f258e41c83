import type { AlignmentTables } from '#modules/alignment/index.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import type { BusinessCaseTables } from '#modules/business-case/index.ts'
import type { CostSharingTables } from '#modules/cost-sharing/index.ts'
import type { ExitTables } from '#modules/exit/index.ts'
import type { PartnershipTables } from '#modules/partnership/index.ts'
import type { PartnerFindingTables } from '#modules/partner-finding/index.ts'
import type { PeopleTables } from '#modules/people/index.ts'
import type { ReadinessTables } from '#modules/readiness/index.ts'
import type { RegisterTables } from '#modules/register/index.ts'
import type { SandboxTables } from '#modules/sandbox/index.ts'
import type { GovernanceTables } from '#modules/governance/index.ts'
import type { MonitoringTables } from '#modules/monitoring/index.ts'
import type { TrustTables } from '#modules/trust/index.ts'
import type { RoundDatabase, RoundTables } from '#modules/round/index.ts'
import type { MailTables } from '#platform/mail.ts'
import type { RecordTables } from '#platform/record.ts'

/** Every table of the instance: the sum of what the modules own. Types only. */
export type Tables = AuthoritiesTables &
  PeopleTables &
  PartnershipTables &
  RoundTables &
  RoundDatabase &
  ReadinessTables &
  TrustTables &
  MonitoringTables &
  GovernanceTables &
  AlignmentTables &
  SandboxTables &
  BusinessCaseTables &
  CostSharingTables &
  ExitTables &
  PartnerFindingTables &
  RegisterTables &
  RecordTables &
  MailTables
