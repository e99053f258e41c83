import { countTry } from '#platform/attempt.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { hashPassword, verifyPassword } from '#platform/password.ts'
import { keyedDigest, sealValue } from '#platform/sealing.ts'
import { totpSecret, totpStep } from '#platform/totp.ts'
import type { Viewer } from '#platform/viewer.ts'
import { choicesWithin } from './acting.ts'
import { leaveCouncil, type PeopleOutcome } from './colleague-commands.ts'
import { spendCode, totpPlace } from './sign-in.ts'
import { keepCredential, knownBy, type PeopleDeps, type PeopleTrx } from './store.ts'

/** Everything here is for the person of the account alone. */

export async function changeName(deps: PeopleDeps, viewer: Viewer, name: string): Promise<void> {
  await inTransaction(deps.db, viewer, (trx) =>
    trx.updateTable('people_person').set({ name }).where('id', '=', viewer.person).execute(),
  )
}

/**
 * Whether the old password has to be given to set a new one: when there is one, and this session was not started with a link.
 * Who forgot the old one signs in with a link and sets a new one.
 */
export async function oldPasswordNeeded(deps: PeopleDeps, viewer: Viewer): Promise<boolean> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const known = await knownBy(trx, { person: viewer.person })
    if (!known?.passwordHash) return false
    const session = await trx
      .selectFrom('people_session')
      .select('proved')
      .where('token_hash', '=', viewer.session)
      .executeTakeFirst()
    return session?.proved !== 'link'
  })
}

/** Sets a password and ends every other session: whoever had the old one is out. */
export async function setPassword(
  deps: PeopleDeps,
  viewer: Viewer,
  change: { old: string; password: string },
): Promise<{ done: true } | { refused: 'old-wrong' }> {
  if (await oldPasswordNeeded(deps, viewer)) {
    await countPerson(deps, viewer, 'old-password')
    const known = await inTransaction(deps.db, viewer, (trx) => knownBy(trx, { person: viewer.person }))
    if (!(await verifyPassword(change.old, known?.passwordHash ?? null))) return { refused: 'old-wrong' }
  }
  const hash = await hashPassword(change.password)
  await inTransaction(deps.db, viewer, async (trx) => {
    await keepCredential(trx, viewer.person, viewer.now, { password_hash: hash })
    await endOthers(trx, viewer)
  })
  return { done: true }
}

async function countPerson(deps: PeopleDeps, viewer: Viewer, purpose: string): Promise<void> {
  const limit = { purpose: `account-${purpose}`, key: viewer.person, most: 10, minutes: 15 }
  await countTry(deps.db, deps.instanceKey, viewer.now, [limit])
}

/**
 * The secret to type into an authenticator app, before it is confirmed. Worked out from the instance key, the person and the
 * session, so that it is the same when the page is loaded again and is kept nowhere until then.
 */
export function secretToConfirm(deps: Pick<PeopleDeps, 'instanceKey'>, viewer: Viewer): string {
  const digest = keyedDigest(deps.instanceKey, 'totp-to-confirm', `${viewer.person}\n${viewer.session}`)
  return totpSecret(Buffer.from(digest, 'hex'))
}

/** Turns codes on, once the app has shown a right one. */
export async function turnCodesOn(deps: PeopleDeps, viewer: Viewer, code: string): Promise<boolean> {
  await countPerson(deps, viewer, 'codes')
  const secret = secretToConfirm(deps, viewer)
  const step = totpStep(secret, code, viewer.now)
  if (step === null) return false
  const sealed = sealValue({ bytes: deps.instanceKey }, totpPlace(viewer.person), secret)
  await inTransaction(deps.db, viewer, (trx) =>
    keepCredential(trx, viewer.person, viewer.now, { totp_sealed: sealed, totp_last_step: String(step) }),
  )
  return true
}

/** Turns codes off, with a code: a session left open is not enough. */
export async function turnCodesOff(deps: PeopleDeps, viewer: Viewer, code: string): Promise<boolean> {
  await countPerson(deps, viewer, 'codes')
  if (!(await spendCode(deps, viewer.person, code))) return false
  await inTransaction(deps.db, viewer, (trx) =>
    keepCredential(trx, viewer.person, viewer.now, { totp_sealed: null, totp_last_step: null }),
  )
  return true
}

/** Ends every session of this person but the one that asks. */
export async function endOtherSessions(deps: PeopleDeps, viewer: Viewer): Promise<void> {
  await inTransaction(deps.db, viewer, (trx) => endOthers(trx, viewer))
}

async function endOthers(trx: PeopleTrx, viewer: Viewer): Promise<void> {
  await trx
    .deleteFrom('people_session')
    .where('person_id', '=', viewer.person)
    .where('token_hash', '!=', viewer.session)
    .execute()
}

/** Leaves one of the councils the person acts for, whichever it is. Null when they do not act for it. */
export async function leave(
  deps: PeopleDeps,
  viewer: Viewer,
  council: AuthorityCode,
): Promise<PeopleOutcome | null> {
  const choices = await inTransaction(deps.db, viewer, (trx) => choicesWithin(trx, viewer))
  const own = choices.find((choice) => choice.kind === 'council' && choice.council === council)
  if (own?.kind !== 'council') return null
  return leaveCouncil(deps, { ...viewer, council, role: own.role, office: own.office })
}
