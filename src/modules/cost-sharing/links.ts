import type { PartnershipId } from '#platform/id.ts'

type Partnership = PartnershipId | ':partnership'
const home = (id: Partnership) => `/partnerships/${id}/sharing`

/** Every address of this module. */
export const links = {
  home,
  figures: (id: Partnership) => `${home(id)}/figures`,
  groups: (id: Partnership) => `${home(id)}/groups`,
  fromCase: (id: Partnership) => `${home(id)}/from-case`,
  rules: (id: Partnership) => `${home(id)}/rules`,
  hold: (id: Partnership) => `${home(id)}/hold`,
  fairness: (id: Partnership) => `${home(id)}/fairness`,
  mix: (id: Partnership) => `${home(id)}/mix`,
  propose: (id: Partnership) => `${home(id)}/propose`,
  proposal: (id: Partnership) => `${home(id)}/proposal`,
  agree: (id: Partnership) => `${home(id)}/proposal/agree`,
  dissent: (id: Partnership) => `${home(id)}/proposal/dissent`,
  leaving: (id: Partnership) => `${home(id)}/leaving`,
  trueUp: (id: Partnership) => `${home(id)}/true-up`,
  trueUpYear: (id: Partnership) => `${home(id)}/true-up/year`,
  rebase: (id: Partnership) => `${home(id)}/rebase`,
  paper: (id: Partnership) => `${home(id)}/paper`,
  file: (id: Partnership, name: string) => `${home(id)}/files/${name}`,
} as const
