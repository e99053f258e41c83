import type { Office } from '#content/framework.ts'

/** The offices by their names. */
export const officeWords: Record<Office, string> = {
  'chief-executive': 'chief executive',
  cio: 'chief information officer',
  'section-151': 'section 151 officer',
  monitoring: 'monitoring officer',
  member: 'elected member',
  'service-manager': 'service manager',
  staff: 'staff',
}
