import type { AuthorityCode, PartnershipId, PersonId, RoundId } from '#platform/id.ts'

export type TrustTables = {
  trust_figure: {
    partnership_id: PartnershipId
    round_id: RoundId
    statement: string
    /** In tenths of a point, 10 to 50; null where too few councils said something. */
    mean_tenths: number | null
  }
  trust_shown_self: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    statement: string
    itself_tenths: number
    others_tenths: number
    shown_by: PersonId
    shown_at: Date
  }
}
