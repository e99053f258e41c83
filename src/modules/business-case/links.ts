import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { CaseId, RunId } from './store.ts'

type Partnership = PartnershipId | ':partnership'
type Case = CaseId | ':case'
type Run = RunId | ':run'

const baseline = (id: Partnership) => `/partnerships/${id}/baseline`
const caseAt = (id: Partnership, of: Case) => `/partnerships/${id}/business-case/${of}`

/** Every address of this module. */
export const links = {
  home: (id: Partnership) => `/partnerships/${id}/business-case`,
  baseline,
  version: (id: Partnership, version: number | ':version') => `${baseline(id)}/versions/${version}`,
  start: (id: Partnership) => `${baseline(id)}/start`,
  year: (id: Partnership) => `${baseline(id)}/year`,
  services: (id: Partnership) => `${baseline(id)}/services`,
  figures: (id: Partnership, service: string) => `${baseline(id)}/figures/${service}`,
  council: (id: Partnership, council: AuthorityCode) => `${baseline(id)}/councils/${council}`,
  share: (id: Partnership) => `${baseline(id)}/share`,
  confirm: (id: Partnership) => `${baseline(id)}/confirm`,
  correct: (id: Partnership) => `${baseline(id)}/correct`,
  tasks: (id: Partnership) => `${baseline(id)}/tasks`,
  task: (id: Partnership, task: string) => `${baseline(id)}/tasks/${task}`,
  sheet: (id: Partnership) => `${baseline(id)}/sheet`,
  template: (id: Partnership, format: string) => `${baseline(id)}/sheet/template.${format}`,
  checkSheet: (id: Partnership) => `${baseline(id)}/sheet/check`,
  dropSheet: (id: Partnership) => `${baseline(id)}/sheet/drop`,
  undoSheet: (id: Partnership) => `${baseline(id)}/sheet/undo`,
  newCase: (id: Partnership) => `/partnerships/${id}/business-case/new`,
  case: caseAt,
  part: (id: Partnership, of: Case, part: string) => `${caseAt(id, of)}/part/${part}`,
  removePart: (id: Partnership, of: Case, part: string) => `${caseAt(id, of)}/part/${part}/remove`,
  run: (id: Partnership, of: Case) => `${caseAt(id, of)}/run`,
  result: (id: Partnership, of: Case, run: Run) => `${caseAt(id, of)}/runs/${run}`,
  paper: (id: Partnership, of: Case, run: Run) => `${caseAt(id, of)}/runs/${run}/paper`,
  file: (id: Partnership, of: Case, run: Run, name: string) => `${caseAt(id, of)}/runs/${run}/files/${name}`,
} as const
