import { NotFound } from '#platform/errors.ts'
import { inTransaction } from '#platform/database.ts'
import { newId, newSecret, type AuthorityCode, type PartnershipId } from '#platform/id.ts'
import { queueMail } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'
import { inviteBlockers, leadsCouncil, type PeopleRefusal } from './colleague.ts'
import { colleaguesOf, councilName, waitingFor } from './colleague-store.ts'
import { invitationDays, invitationHash, type InvitedRole } from './invitation.ts'
import { links } from './links.ts'
import type { PeopleDeps, PeopleTrx } from './store.ts'
import { asWords } from './text.ts'

/** Somebody invited. The link is there only where no mail server is set up: shown once, to hand over. */
export type Invited = { readonly done: { readonly link: string | null } }
export type InviteOutcome = Invited | { readonly refused: readonly PeopleRefusal[] }

export type WantedColleague = {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly office: Office | null
}

/** Invites somebody to act for one's own council. */
export async function inviteColleague(
  deps: PeopleDeps,
  by: CouncilViewer,
  wanted: WantedColleague,
): Promise<InviteOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const colleagues = await colleaguesOf(trx, by.council, { lock: true })
    const waiting = await waitingFor(trx, by.council, by.now)
    const refused = inviteBlockers(by, wanted, colleagues, waiting)
    if (refused.length > 0) return { refused }
    const link = await invite(trx, deps, by, { ...wanted, council: by.council, partnership: null })
    await append(
      trx,
      by,
      { council: by.council },
      { event: 'people.invited', facts: { role: wanted.role, office: wanted.office } },
    )
    return { done: { link } }
  })
}

export type WantedLead = {
  readonly council: AuthorityCode
  readonly partnership: PartnershipId
  readonly name: string
  readonly email: string
}

/**
 * Invites the first lead of a council that was invited to a partnership and has nobody here. Where somebody leads it already,
 * its own leads are told by mail and this address is left unused: who invites is not told which of the two it was, as long as
 * there is mail.
 */
export async function inviteToLeadWithin(
  trx: PeopleTrx,
  deps: PeopleDeps,
  by: CouncilViewer,
  wanted: WantedLead,
): Promise<Invited> {
  // The same entry in both cases: the record does not tell partners who is here and who is not.
  await append(
    trx,
    by,
    { partnership: wanted.partnership },
    { event: 'people.lead-asked-for', facts: { council: wanted.council } },
  )
  if (by.sandbox || (await isLed(trx, wanted.council))) return { done: { link: null } }
  return { done: { link: await invite(trx, deps, by, { ...wanted, role: 'lead', office: null }) } }
}

export function inviteToLead(deps: PeopleDeps, by: CouncilViewer, wanted: WantedLead): Promise<Invited> {
  return inTransaction(deps.db, by, (trx) => inviteToLeadWithin(trx, deps, by, wanted))
}

/** Invites somebody to manage a partnership: they keep the work moving and see no answers before the reveal. */
export async function inviteManager(
  deps: PeopleDeps,
  by: CouncilViewer,
  wanted: { readonly partnership: PartnershipId; readonly name: string; readonly email: string },
): Promise<InviteOutcome> {
  if (!leadsCouncil(by)) return { refused: [{ type: 'not-leading' }] }
  if (by.sandbox) return { refused: [{ type: 'sandbox' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const link = await invite(trx, deps, by, {
      ...wanted,
      role: 'partnership-manager',
      office: null,
      council: null,
    })
    await append(trx, by, { partnership: wanted.partnership }, { event: 'people.manager-invited' })
    return { done: { link } }
  })
}

type ToInvite = {
  readonly email: string
  readonly name: string
  readonly role: InvitedRole
  readonly office: Office | null
  readonly council: AuthorityCode | null
  readonly partnership: PartnershipId | null
}

/** Writes the invitation, and either the mail that carries its link or, without mail, the link itself. */
async function invite(
  trx: PeopleTrx,
  deps: PeopleDeps,
  by: CouncilViewer,
  wanted: ToInvite,
): Promise<string | null> {
  const id: string = newId()
  const secret = deps.mailOn ? null : newSecret()
  await trx
    .insertInto('people_invitation')
    .values({
      id,
      authority_code: wanted.council,
      partnership_id: wanted.partnership,
      email: wanted.email,
      name: wanted.name,
      role: wanted.role,
      office: wanted.office,
      invited_by: by.person,
      invited_for: by.council,
      token_hash: secret === null ? null : invitationHash(secret),
      made_at: by.now,
      expires_at: new Date(by.now.getTime() + invitationDays * 24 * 60 * 60_000),
      accepted_at: null,
      accepted_by: null,
      withdrawn_at: null,
    })
    .execute()
  if (secret !== null) return `${deps.url}${links.invitation(secret)}`
  const council = wanted.council === null ? null : await councilName(trx, wanted.council)
  await queueMail(
    trx,
    by,
    { address: wanted.email },
    {
      template: 'invitation',
      subject: 'You are invited to Handfast',
      facts: {
        invitation: id,
        name: wanted.name,
        by: by.name,
        council: await councilName(trx, by.council),
        as: asWords(wanted.role, wanted.office, council),
      },
    },
  )
  return null
}

async function isLed(trx: PeopleTrx, council: AuthorityCode): Promise<boolean> {
  const found = await trx
    .selectNoFrom((select) => select.fn<boolean>('council_has_lead', [select.val(council)]).as('led'))
    .executeTakeFirst()
  return found?.led ?? false
}

/** Takes back an invitation that one's own council sent; its link stops working at once. */
export async function withdrawInvitation(deps: PeopleDeps, by: CouncilViewer, id: string): Promise<void> {
  await inTransaction(deps.db, by, async (trx) => {
    const withdrawn = await trx
      .updateTable('people_invitation')
      .set({ withdrawn_at: by.now })
      .where('id', '=', id)
      .where('invited_for', '=', by.council)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .returning(['role', 'partnership_id'])
      .executeTakeFirst()
    if (!withdrawn) throw new NotFound('No such invitation, or not yours.')
    const where = withdrawn.partnership_id
      ? { partnership: withdrawn.partnership_id }
      : { council: by.council }
    await append(trx, by, where, { event: 'people.invitation-withdrawn', facts: { role: withdrawn.role } })
  })
}
