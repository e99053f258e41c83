import type { AuthorityCode, PartnershipId, SandboxId } from '#platform/id.ts'

/** How close the councils have come. The words are those of the five levels; a partnership may also have ended. */
export const stages = ['co-exist', 'communicate', 'co-operate', 'collaborate', 'combine', 'ended'] as const
export type Stage = (typeof stages)[number]

export type Member = {
  readonly council: AuthorityCode
  readonly name: string
  readonly shortName: string
  /** Null while the council has been invited and nobody has joined for it. */
  readonly joinedAt: Date | null
  readonly leftAt: Date | null
}

/** Several councils with something in common to decide. With one member it is that council's own private room. */
export type Partnership = {
  readonly id: PartnershipId
  readonly name: string
  readonly service: string
  readonly stage: Stage
  readonly sandbox: SandboxId | null
  readonly createdFor: AuthorityCode
  readonly createdAt: Date
  /** In alphabetical order, so that nobody looks senior. */
  readonly members: readonly Member[]
}

/** Members who have neither left nor are yet to join. */
export function presentMembers(partnership: Partnership): Member[] {
  return partnership.members.filter((member) => member.joinedAt !== null && member.leftAt === null)
}

/** A room that one council keeps to itself: nobody else is told that it exists. */
export function isPrivate(partnership: Partnership): boolean {
  return partnership.members.length === 1
}
