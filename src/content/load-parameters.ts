import { bankHolidaysSchema, type BankHolidayCalendar } from './bank-holidays.ts'
import type { Content } from './content.ts'
import type { Problem } from './problem.ts'
import {
  benefitRealisationSchema,
  discountRateSchema,
  optimismBiasSchema,
  parameterFlaws,
  type BenefitRealisation,
  type DiscountRates,
  type OptimismBias,
  type Parameter,
} from './parameter.ts'
import { referenceCasesSchema, type ReferenceCase } from './reference-case.ts'
import type { readYaml } from './yaml-file.ts'
import { yamlOf } from './content-file.ts'

export function loadParameters(root: string, problems: Problem[]): Content['parameters'] | undefined {
  const read = <Value>(
    name: string,
    schema: Parameters<typeof readYaml>[2],
  ): Parameter<Value> | undefined => {
    const file = `parameters/${name}.yaml`
    const { value, lineOf } = yamlOf(root, file, schema, problems)
    // Its schema has just passed: that is what the compiler cannot see.
    const parameter = value as Parameter<Value> | undefined
    for (const { path, message } of parameter ? parameterFlaws(parameter) : [])
      problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
    return parameter
  }
  const discountRate = read<DiscountRates>('discount-rate', discountRateSchema)
  const optimismBias = read<OptimismBias>('optimism-bias', optimismBiasSchema)
  const benefitRealisation = read<BenefitRealisation>('benefit-realisation', benefitRealisationSchema)
  return discountRate && optimismBias && benefitRealisation
    ? { discountRate, optimismBias, benefitRealisation }
    : undefined
}

export function loadReferenceCases(root: string, problems: Problem[]): readonly ReferenceCase[] {
  return yamlOf(root, 'reference-cases.yaml', referenceCasesSchema, problems).value ?? []
}

export function loadHolidays(root: string, problems: Problem[]): BankHolidayCalendar | undefined {
  const file = 'parameters/bank-holidays.yaml'
  const { value, lineOf } = yamlOf(root, file, bankHolidaysSchema, problems)
  const calendar = value?.calendars[value.nations.england]
  if (value && !calendar)
    problems.push({ file, line: lineOf(['nations', 'england']), message: 'has no calendar for England' })
  return calendar
}
