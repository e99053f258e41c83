import type { AuthorityCode, Id, PartnershipId, PersonId } from '#platform/id.ts'
import type { Json } from '#platform/canonical.ts'
import type { Generated, JSONColumnType } from 'kysely'

type Kept<Value extends object | null> = JSONColumnType<Value>

export type BusinessCaseTables = {
  business_case_baseline: {
    partnership_id: PartnershipId
    version: number
    id: Id<'baseline'>
    year: string
    reason: string | null
    started_by: PersonId
    started_for: AuthorityCode
    started_at: Date
    locked_at: Date | null
    hash: string | null
  }
  business_case_service: {
    partnership_id: PartnershipId
    version: number
    id: string
    name: string
    unit: string
    place: number
  }
  business_case_figure: {
    partnership_id: PartnershipId
    version: number
    authority_code: AuthorityCode
    service_id: string
    measure: string
    value: Json
    source: string
    owner: string
    entered_by: PersonId
    seen: number
  }
  business_case_shared: {
    partnership_id: PartnershipId
    version: number
    authority_code: AuthorityCode
    shared_by: PersonId
    shared_at: Date
  }
  business_case_task: {
    partnership_id: PartnershipId
    version: number
    id: string
    service_id: string
    name: string
    in_scope: boolean
    process_of: AuthorityCode | null
    deviations: Kept<readonly Json[]>
    seen: number
  }
  business_case_import: {
    partnership_id: PartnershipId
    version: number
    authority_code: AuthorityCode
    id: string
    file_name: string
    rows: Kept<readonly Json[]>
    undo: Kept<readonly Json[]> | null
    made_by: PersonId
  }
  business_case_case: {
    partnership_id: PartnershipId
    id: Id<'case'>
    name: string
    started_by: PersonId
    started_for: AuthorityCode
    started_at: Date
  }
  business_case_part: {
    partnership_id: PartnershipId
    case_id: Id<'case'>
    part: string
    value: Json
    entered_by: PersonId
    entered_for: AuthorityCode
    seen: number
  }
  business_case_run: {
    partnership_id: PartnershipId
    case_id: Id<'case'>
    id: Id<'run'>
    number: number
    state: 'waiting' | 'running' | 'done' | 'failed'
    baseline_version: number
    baseline_locked: boolean
    seed: number
    draws: number
    engine_version: string
    inputs: Json
    input_hash: string
    done_of_hundred: Generated<number>
    summary: Json
    saved: Json
    trouble: string | null
    asked_by: PersonId
    asked_for: AuthorityCode
    asked_at: Date
    beat_at: Date
    done_at: Date | null
  }
}
