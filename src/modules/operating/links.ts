import type { PersonId } from '#platform/id.ts'

/** Every address of this module. */
export const links = {
  overview: '/operator',
  testMail: '/operator/test-mail',
  enrol: '/operator/enrol',
  people: '/operator/people',
  person: (id: PersonId | ':person') => `/operator/people/${id}`,
  replace: (id: PersonId | ':person') => `/operator/people/${id}/replace`,
  nameOperator: '/operator/people/operator',
  outbox: '/operator/outbox',
  retry: (id: string) => `/operator/outbox/${id}/retry`,
  addBody: '/operator/bodies/new',
}
