import type { PartnershipId } from '#platform/id.ts'

type Where = PartnershipId | ':partnership'

/** Every address of this module. */
export const links = {
  power: (partnership: Where) => `/partnerships/${partnership}/power`,
  powerPaper: (partnership: Where, format: string) => `/partnerships/${partnership}/power/papers/${format}`,
}
