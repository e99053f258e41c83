export { addService, saveFigures, startBaseline } from './baseline-commands.ts'
export { confirmBaseline, shareFigures } from './agree-commands.ts'
export { readFigures } from './baseline-forms.ts'
export { baselineHash, writesFigures } from './baseline.ts'
export { askForRun, savePart, startCase } from './case-commands.ts'
export { readAnyPart } from './part-forms.ts'
export { publishedOn } from './published.ts'
export type { Baseline, BaselineRefusal, BaselineService, Deviation, Task } from './baseline.ts'
export { amountOf, figureOf, measures, takesPart, type Figure, type Measure } from './figure.ts'
export { optionIds, type CaseParts, type OptionId, type Range, type RequiredReturn } from './case-part.ts'
export { likelyOf, uncertainOf } from './case-years.ts'
export type { CaseRefusal, CaseWarning } from './case.ts'
export { findingsOf, type CaseRunView, type OptionFindings, type RunInputs } from './run.ts'
export {
  baselineFor,
  lockedFiguresFor,
  type BusinessCaseDatabase,
  type BusinessCaseDeps,
  type BusinessCaseTables,
  type BusinessCaseTrx,
  type CaseId,
  type CaseLine,
  type RunId,
} from './store.ts'
export { caseViewFor, casesFor, caseModelFor, newestRunFor, runFor, type CaseModelFor } from './queries.ts'
export { links as businessCaseLinks } from './links.ts'
export { mailPaths as businessCaseMailPaths, mails as businessCaseMails } from './mails.ts'
export type { AskedReturn } from './asked-return.ts'
export type { BusinessCasePages } from './pages.ts'
export { caseRunner, type CaseRunner } from './runner.ts'
export { businessCaseApi } from './api.ts'
export { businessCaseRoutes } from './routes.ts'
