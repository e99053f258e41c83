import type { PartnershipId } from '#platform/id.ts'

type Where = PartnershipId | ':partnership'

/** Every address of this module. */
export const links = {
  pulse: (partnership: Where) => `/partnerships/${partnership}/pulse`,
  answer: (partnership: Where) => `/partnerships/${partnership}/pulse/answer`,
  start: (partnership: Where) => `/partnerships/${partnership}/pulse/start`,
  close: (partnership: Where) => `/partnerships/${partnership}/pulse/close`,
  paper: (partnership: Where, format: string) => `/partnerships/${partnership}/pulse/papers/${format}`,
}
