/*
 * The engine as others see it: `import { shapley } from 'handfast/engine'`. What is named here keeps its name, units and
 * meaning from one version to the next; what is not is the engine's own business. It imports nothing outside this
 * folder, so the same files run on a server, on the command line and in a browser. Methods, sources and limits: README.md.
 */

// What goes wrong, and long work
export { BadInput } from './bad-input.ts'
export { refuse, type Problem } from './problem.ts'
export { Cancelled, type LongWork, type Progress } from './long-work.ts'

// Groups and games
export {
  coalitionOf,
  grandCoalition,
  hasMember,
  membersOf,
  MOST_PARTNERS,
  namesOf,
  sizeOf,
  sumsByCoalition,
  withMember,
  withoutMember,
  type Coalition,
} from './coalition.ts'
export {
  costGame,
  gameFromCostFunction,
  gameFromTable,
  jointCost,
  jointSaving,
  savings,
  savingsGame,
  separableCosts,
  standAloneCosts,
  type Game,
} from './game.ts'
export {
  gameProperties,
  isConvex,
  isMonotone,
  isSuperadditive,
  type GameProperties,
  type Verdict,
} from './game-properties.ts'
export { essentialCoalitions, subadditiveClosure, type Closure } from './subadditive-closure.ts'

// Sharing rules
export { allocate, allocateAll, type Allocation } from './allocation.ts'
export { explainUndefined } from './allocation-words.ts'
export {
  SIMPLE_RULES,
  type AllocationNote,
  type AllocationProof,
  type Rule,
  type RuleId,
  type SimpleRule,
  type WhyUndefined,
} from './sharing-rule.ts'
export { shapley } from './shapley.ts'
export { ordersNeeded, sampleShapley, type SampledGame, type SampledShapley } from './shapley-sampling.ts'
export {
  banzhafValue,
  dividends,
  myersonShares,
  owenShares,
  weightedShapley,
  weightedUnionShares,
} from './harsanyi.ts'
export {
  equalSavingShares,
  equalShares,
  gatelyShares,
  proportionalShares,
  separableCostShares,
  separablePlusEqualShares,
  type SeparableCostShares,
} from './share-rules.ts'
export { tauShares, type TauShares } from './tau.ts'
export { nucleolus, prenucleolus, type Nucleolus, type NucleolusOptions } from './nucleolus.ts'
export {
  checkKohlberg,
  type Certificate,
  type KohlbergCheck,
  type Level as CertificateLevel,
  type Weighted,
} from './kohlberg.ts'
export { equalProfitShares, type EqualProfitShares } from './equal-profit.ts'
export { nearestInCore } from './nearest-in-core.ts'
export { aggregateMonotonicity, type AggregateMonotonicity } from './aggregate-monotonicity.ts'

// Stability
export {
  everybodyCanGain,
  groupPropensityToDisrupt,
  groupsBetterAlone,
  leastCore,
  propensityToDisrupt,
  stabilityOf,
  type LeastCore,
  type Stability,
} from './core.ts'
export type { Complaint, Measure } from './excess.ts'
export { smallestFix, type SmallestFix, type Transfer } from './smallest-fix.ts'

// Money
export { penceFromPounds, poundsFromPence, roundToPence, splitPence, type Pence } from './money.ts'
export { chargeInPence, type Charges } from './charge-in-pence.ts'

// Linear programmes and exact fractions
export { orExactly, solveExactly } from './simplex.ts'
export type { LinearProgramme, LpAnswer, LpRow, SolveLp } from './lp.ts'
export { rational, toNumber, type Rational } from './rational.ts'

// Votes, maps and partners
export {
  powerAgainstCost,
  votingPower,
  type Committee,
  type PowerAgainstCost,
  type VotingPower,
} from './voting-power.ts'
export { doubleMajorityPower } from './double-majority.ts'
export {
  bestPartition,
  MOST_FOR_EXACT_PARTITION,
  regretOf,
  type BestPartition,
  type Partition,
} from './partition.ts'
export { searchPartition, type Candidate, type FoundPartition } from './partition-search.ts'
export { searchPartitionOfTable } from './partition-of-table.ts'
export { bestGroupsFor, type GroupWish, type RankedGroup } from './partner-choice.ts'
export {
  bestGroups,
  groupChunks,
  mergeGroups,
  pairCosts,
  type BestGroups,
  type GroupSearch,
  type PairCosts,
  type ScoredGroup,
} from './best-group.ts'
export {
  bestSavingGroups,
  mergeSavingGroups,
  savingTable,
  type SavingGame,
  type SavingGroup,
  type SavingGroups,
  type SavingSearch,
} from './saving-group.ts'
export {
  LEAST_KNOWN,
  likenessOf,
  likenessTable,
  neighboursOf,
  type Contribution,
  type Feature,
  type FeatureScale,
  type Likeness,
  type LikenessTable,
  type Neighbour,
  type PairFeature,
  type Subject,
} from './likeness.ts'

// Costs, discounting and cash
export {
  aloneCost,
  calibrate,
  costElasticity,
  costTable,
  fitElasticity,
  movingCost,
  sharedCost,
  stickyShare,
  strandedCost,
  type ServiceCosts,
  type Sticky,
  type YearOfMoving,
} from './cost-function.ts'
export {
  deflate,
  discountFactors,
  flatRate,
  rateIn,
  type DiscountSchedule,
  type RateBand,
} from './discount.ts'
export {
  benefitCostRatio,
  equivalentAnnual,
  internalRate,
  paybackYear,
  presentValue,
  type CashFlow,
} from './cash-flow.ts'

// Chance
export { fillUniforms, philox, randomOrder, uniform } from './random.ts'
export { fromNormal, likelyValue, meanOf, quantileOf, type Pert, type Uncertain } from './distribution.ts'
export { pertParameters, pertSd } from './pert.ts'
export { betaCdf, betaQuantile } from './beta.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export {
  correlationRoot,
  nearestCorrelation,
  pearsonFromSpearman,
  type Matrix,
  type Repair,
} from './correlation.ts'
export type { CorrelationPair } from './copula.ts'
export { inputSampler, type Chance, type InputSampler, type NamedInput } from './input-sampler.ts'
export { sobolPoints, type SobolPoints } from './sobol-points.ts'
export {
  joinChunks,
  simulateChunk,
  simulateUntil,
  stretches,
  type Chunk,
  type Model,
  type Run,
} from './simulate.ts'
export { halfWidth, isChanceSettled, isSettled, usualTarget, type Target } from './stopping.ts'
export {
  chanceInterval,
  expectedShortfall,
  pairedDifference,
  quantile,
  quantileInterval,
  sorted,
  summarise,
  type ChanceInterval,
  type Summary,
} from './summary.ts'

// The business case
export { businessCase, runCase } from './business-case.ts'
export {
  caseFigures,
  caseReport,
  type CaseFigures,
  type CaseReport,
  type CaseRun,
} from './business-case-report.ts'
export type {
  CaseInput,
  CaseItem,
  CaseService,
  CaseSharing,
  CaseTransfer,
  ServiceMember,
} from './business-case-input.ts'
export type { CaseModel } from './business-case-model.ts'
export { caseFindings, type CaseFindings } from './business-case-findings.ts'
export { caseProblems } from './business-case-problems.ts'
export { ledgers, type Account, type Ledgers } from './business-case-ledger.ts'
export {
  correlation,
  onCube,
  rankCorrelations,
  spearman,
  tornado,
  type OnCube,
  type TornadoBar,
} from './sensitivity.ts'
export { switchingValues, type SwitchingValue } from './switching.ts'
export { morris, type Screening } from './morris.ts'
export { sobolIndices, type SobolIndex } from './sobol.ts'
export { shapleyEffects, type ShapleyEffects } from './shapley-effects.ts'
export { partialInformation, perfectInformation, type Information } from './information.ts'
export {
  exitRight,
  optimalStart,
  treeOption,
  type ExitRight,
  type OptionValue,
  type Paths,
} from './real-option.ts'
export {
  benefitReport,
  type Benefit,
  type BenefitReport,
  type Delivery,
  type WaterfallStep,
} from './benefit.ts'

// Withdrawal and the price of it
export {
  atLikely,
  withdrawalProblems,
  type WithdrawalInput,
  type WithdrawalPartner,
} from './withdrawal-input.ts'
export { withdrawal, type Withdrawal } from './withdrawal.ts'
export { gainsOfLeaving } from './withdrawal-gain.ts'
export {
  cascade,
  contagion,
  orderRange,
  type Cascade,
  type CascadeOptions,
  type Contagion,
  type Departure,
  type Ending,
  type OrderRange,
  type Turn,
} from './cascade.ts'
export {
  cascadeScale,
  feeSchedule,
  feesByNotice,
  feesOf,
  holdHarmlessFees,
  settlement,
  strandedFees,
  unilateralFees,
  type CascadeScale,
  type FeeKind,
} from './exit-fee.ts'
export { coalitionProofFees, isCoalitionProof, type CoalitionProofFees } from './exit-fee-coalition.ts'
export { rightToLeave, unilateralFeesAtRisk } from './exit-fee-risk.ts'
export { designFees, type FeeDesign, type FeeDesignMeta, type FeeGoal } from './exit-fee-design.ts'
export { exitReport, type ExitReport } from './exit-report.ts'
export { playHistories, type HistoryOptions } from './withdrawal-history.ts'
export {
  historyReport,
  withdrawalHistories,
  withdrawalUntil,
  type HistoryMeta,
  type HistoryReport,
} from './withdrawal-report.ts'

// Readiness: answers, agreement and trust
export {
  agreementCounts,
  compareGaps,
  statementGap,
  type AgreementCounts,
  type CouncilAnswer,
  type GapGroup,
  type Importance,
  type Level,
  type LevelAnswer,
  type StatementGap,
} from './gap.ts'
export { commonPoints, type CommonPoints } from './common-points.ts'
export { advise, type AmbitionAdvice } from './advice.ts'
export { readAgreement, varietyBlockers, type AgreementOptions, type AgreementReading } from './agreement.ts'
export { krippendorffAlpha, type Alpha, type AlphaMetric, type Ratings } from './concordance.ts'
export {
  evenSpreadVariance,
  withinGroupAgreement,
  withinGroupAgreementOver,
  type WithinGroup,
} from './within-group.ts'
export { groupIntraclass, raterIntraclass, type GroupIntraclass, type RaterIntraclass } from './intraclass.ts'
export { socialRelations, type SocialRelations } from './social-relations.ts'
export { trustReport, type TrustRatings, type TrustReport } from './trust-matrix.ts'

// Monitoring
export {
  controlChart,
  FEWEST_POINTS,
  type ChartOptions,
  type ChartPoint,
  type ControlChart,
  type Measurement,
  type Rebase,
} from './control-chart.ts'
export { periodName, periodOf, readPeriod, type Period } from './period.ts'

// Sharing as councils agree it
export {
  boundedShares,
  compositeKey,
  trueUp,
  type Bounds,
  type CompositeShares,
  type Driver,
} from './composite-share.ts'
export { leavingEffects, type EffectOn, type LeavingEffects } from './leaving-effects.ts'

// What made a result
export { engineVersion } from './version.ts'

// Registers
export { survivalOf, survivingAfter, type Lifetime, type Survival, type SurvivalStep } from './survival.ts'
export { centreOf, hexMap, leastAssignment, type HexCell, type Place } from './hex-map.ts'

// Days
export { addDays, addMonths, weekdayOf, type Day, type Weekday } from './day.ts'
export {
  bankHolidayOn,
  checkCalendar,
  easterSunday,
  usualBankHolidays,
  type HolidayCalendar,
  type Nation,
} from './bank-holiday.ts'
export {
  clearDaysBetween,
  EVERY_DAY,
  publishBy,
  WORKING_DAYS,
  type ClearDays,
  type CountRule,
  type DayLine,
  type PublishBy,
} from './clear-days.ts'
export { noticePeriod, type NoticeEnd, type NoticeLength, type NoticePeriod } from './notice-period.ts'
export { callIn, lastCallIn, type CallIn } from './call-in.ts'
export { instantOf, londonTime, type LondonTime, type TimeOfDay } from './london-time.ts'
