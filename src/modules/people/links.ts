import type { PartnershipId, PersonId } from '#platform/id.ts'

/** Every address of this module, and the two of others that it sends people on to. */
export const links = {
  start: '/',
  partnership: (id: PartnershipId) => `/partnerships/${id}`,

  signIn: (next = '/') => (next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`),
  signInMethod: '/sign-in/method',
  signInPassword: '/sign-in/password',
  signInCode: '/sign-in/code',
  signInSent: '/sign-in/sent',
  signInLink: (secret: string) => `/sign-in/link/${secret}`,
  signOut: '/sign-out',
  extend: '/session/extend',
  enrol: (secret: string) => `/enrol/${secret}`,
  firstOperator: (secret: string) => `/first-operator/${secret}`,
  invitation: (secret: string) => `/invitation/${secret}`,

  actingFor: (next = '/') => (next === '/' ? '/acting-for' : `/acting-for?next=${encodeURIComponent(next)}`),

  people: '/people',
  invite: '/people/invite',
  withdrawInvitation: (id: string) => `/people/invitations/${id}/withdraw`,
  colleague: (id: PersonId | ':person') => `/people/${id}`,
  changeRole: (id: PersonId | ':person') => `/people/${id}/role`,
  handOver: (id: PersonId | ':person') => `/people/${id}/hand-over`,
  endMandate: (id: PersonId | ':person') => `/people/${id}/end`,

  account: '/account',
  accountName: '/account/name',
  accountPassword: '/account/password',
  accountCodes: '/account/codes',
  accountCodesOff: '/account/codes/off',
  accountSessions: '/account/sessions',
  leaveCouncil: (code: string) => `/account/leave/${code}`,
}
