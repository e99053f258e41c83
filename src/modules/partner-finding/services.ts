/**
 * Services that councils share, in the words of the register (`content/arrangements/services.yaml`) where it has them, each with the divisions and groups of the Common Procurement Vocabulary that buy for it.
 */
export type SharedService = {
  readonly id: string
  readonly label: string
  /** Leading digits of CPV codes. The longest that fits decides. */
  readonly cpv: readonly string[]
}

export const sharedServices: readonly SharedService[] = [
  { id: 'adult-social-care', label: 'Adult social care', cpv: ['85'] },
  { id: 'asset-management', label: 'Land and buildings', cpv: ['70'] },
  { id: 'building-control', label: 'Building control', cpv: ['715'] },
  { id: 'cemeteries', label: 'Cemeteries and crematoria', cpv: ['9837'] },
  { id: 'chief-executive', label: 'Chief executive', cpv: ['7941'] },
  { id: 'childrens-services', label: 'Children’s services', cpv: ['80', '8531111', '8531112', '8531113'] },
  { id: 'communications', label: 'Communications', cpv: ['7934', '79416'] },
  { id: 'community-safety', label: 'Community safety and CCTV', cpv: ['797', '3512', '9222'] },
  { id: 'customer-services', label: 'Customer services', cpv: ['795', '79342'] },
  { id: 'debt-enforcement', label: 'Debt collection', cpv: ['7994'] },
  { id: 'economic-development', label: 'Economic development', cpv: ['75112'] },
  { id: 'emergency-planning', label: 'Planning for emergencies', cpv: ['7525'] },
  { id: 'environmental-health', label: 'Environmental health', cpv: ['9091', '9092', '907'] },
  { id: 'facilities', label: 'Facilities', cpv: ['79993', '507', '9091'] },
  { id: 'finance', label: 'Finance', cpv: ['66', '7921'] },
  { id: 'highways', label: 'Roads', cpv: ['4523', '34', '50230'] },
  { id: 'homelessness', label: 'Homelessness', cpv: ['853112'] },
  { id: 'hr', label: 'Human resources', cpv: ['796', '7941420'] },
  { id: 'housing', label: 'Housing', cpv: ['70333', '4521'] },
  { id: 'ict', label: 'IT and digital', cpv: ['72', '48', '302', '64', '32', '503'] },
  { id: 'internal-audit', label: 'Internal audit', cpv: ['79212'] },
  { id: 'legal', label: 'Legal', cpv: ['791'] },
  { id: 'leisure', label: 'Leisure and sport', cpv: ['926', '92'] },
  { id: 'libraries', label: 'Libraries', cpv: ['925', '2211'] },
  { id: 'licensing', label: 'Licensing', cpv: ['75130'] },
  { id: 'parking', label: 'Parking', cpv: ['6371', '9835'] },
  { id: 'parks', label: 'Parks and open spaces', cpv: ['773', '4511'] },
  { id: 'payroll', label: 'Payroll', cpv: ['79211110'] },
  { id: 'planning', label: 'Planning', cpv: ['714', '71410'] },
  { id: 'printing', label: 'Printing', cpv: ['798', '22'] },
  { id: 'procurement', label: 'Procurement', cpv: ['79418'] },
  { id: 'public-health', label: 'Public health', cpv: ['851', '33'] },
  { id: 'revenues-benefits', label: 'Revenues and benefits', cpv: ['75310', '75330', '75340', '79940'] },
  { id: 'street-cleansing', label: 'Street cleaning', cpv: ['9061'] },
  { id: 'trading-standards', label: 'Trading standards', cpv: ['7513'] },
  { id: 'waste', label: 'Waste and recycling', cpv: ['9051', '905', '34144'] },
  { id: 'other', label: 'Another service', cpv: [] },
]

const byId = new Map(sharedServices.map((service) => [service.id, service]))

/** The name of a service; one that is in the list no more goes by its id. */
export function serviceLabel(id: string): string {
  return byId.get(id)?.label ?? id
}

export function isService(id: string): boolean {
  return byId.has(id)
}

/** The service that a CPV code buys for: by the longest leading digits that fit; `other` where none do. */
export function serviceOfCpv(cpv: string): string {
  let best = { id: 'other', length: 0 }
  for (const { id, cpv: prefixes } of sharedServices)
    for (const prefix of prefixes)
      if (prefix.length > best.length && cpv.startsWith(prefix)) best = { id, length: prefix.length }
  return best.id
}

/** Choices for a form, A to Z, with nothing chosen at first. */
export const serviceItems: readonly { readonly value: string; readonly text: string }[] = [
  { value: '', text: 'Choose a service' },
  ...sharedServices
    .filter(({ id }) => id !== 'other')
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
    .map(({ id, label }) => ({ value: id, text: label })),
  { value: 'other', text: 'Another service' },
]
