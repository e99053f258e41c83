import type { PartnershipId } from '#platform/id.ts'
import type { Whose } from './store.ts'

type P = PartnershipId | ':partnership'
type W = Whose | ':whose'

/** Every address of this module. A council's thoughts of leaving stand under the same kind of address as any answer. */
export const links = {
  home: (id: P) => `/partnerships/${id}/exit`,
  plan: (id: P, whose: W) => `/partnerships/${id}/exit/${whose}`,
  answer: (id: P, whose: W, heading: string) => `/partnerships/${id}/exit/${whose}/answers/${heading}`,
  register: (id: P, whose: W, register: string) => `/partnerships/${id}/exit/${whose}/registers/${register}`,
  newEntry: (id: P, whose: W, register: string) =>
    `/partnerships/${id}/exit/${whose}/registers/${register}/new`,
  emptyRegister: (id: P, whose: W, register: string) =>
    `/partnerships/${id}/exit/${whose}/registers/${register}/empty`,
  entry: (id: P, whose: W, entry: string) => `/partnerships/${id}/exit/${whose}/entries/${entry}`,
  removeEntry: (id: P, whose: W, entry: string) =>
    `/partnerships/${id}/exit/${whose}/entries/${entry}/remove`,
  rehearsals: (id: P, whose: W) => `/partnerships/${id}/exit/${whose}/rehearsals`,
  review: (id: P, whose: W) => `/partnerships/${id}/exit/${whose}/review`,
  load: (id: P, whose: W) => `/partnerships/${id}/exit/${whose}/load`,
  file: (id: P, whose: W, name: string) => `/partnerships/${id}/exit/${whose}/files/${name}`,
  share: (id: P) => `/partnerships/${id}/exit/share`,
  shared: (id: P, council: string) => `/partnerships/${id}/exit/shared/${council}`,
  terms: (id: P) => `/partnerships/${id}/exit/terms`,
  approveTerms: (id: P) => `/partnerships/${id}/exit/terms/agree`,
  notice: (id: P) => `/partnerships/${id}/exit/notice`,
  leaving: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}`,
  move: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/move`,
  leavingTasks: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/tasks`,
  agreeWithdrawal: (id: P, leaving: string) =>
    `/partnerships/${id}/exit/leavings/${leaving}/agree-to-take-back`,
  withdraw: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/take-back`,
  settlement: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/settlement`,
  removeLine: (id: P, leaving: string, line: string) =>
    `/partnerships/${id}/exit/leavings/${leaving}/settlement/${line}/remove`,
  approveSettlement: (id: P, leaving: string) =>
    `/partnerships/${id}/exit/leavings/${leaving}/settlement/agree`,
  settlementFile: (id: P, leaving: string, name: string) =>
    `/partnerships/${id}/exit/leavings/${leaving}/settlement/files/${name}`,
  calendar: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/timeline.ics`,
  lessons: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/lessons`,
  approveLessons: (id: P, leaving: string) => `/partnerships/${id}/exit/leavings/${leaving}/lessons/agree`,
  reorganisation: (id: P) => `/partnerships/${id}/exit/reorganisation`,
  tasks: (id: P) => `/partnerships/${id}/exit/reorganisation/tasks`,
  task: (id: P, task: string) => `/partnerships/${id}/exit/tasks/${task}`,
  publicLessons: '/lessons',
}
