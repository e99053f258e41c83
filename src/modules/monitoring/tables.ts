import type { ColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import type { Counted, Quarter } from './pulse.ts'

export type MonitoringTables = {
  monitoring_pulse: {
    partnership_id: PartnershipId
    quarter: Quarter
    questions: string
    started_by: PersonId
    started_for: AuthorityCode
    started_at: Date
    closed_at: Date | null
  }
  monitoring_pulse_answer: {
    partnership_id: PartnershipId
    quarter: Quarter
    id: string
    respondent: string
    sealed: Buffer
  }
  monitoring_pulse_count: {
    partnership_id: PartnershipId
    quarter: Quarter
    measure: string
    counted: ColumnType<Counted, string, string>
  }
}
