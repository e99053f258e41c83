import type { Form } from '#ui/form.ts'
import { caseWords, optionIds } from './case-part.ts'
import type { ReadPart } from './part-reader.ts'
import type { PartContext } from './part-context.ts'
import { frameForm, readFrame } from './frame-form.ts'
import { planForm, readPlan } from './plan-form.ts'
import { lineForm, readLine, readRisk, readTransfer, riskForm, transferForm } from './line-forms.ts'
import { readOption, readRequired, readWords, requiredForm } from './word-forms.ts'

/** Reads any part by its name; null for a name that is none. */
export function readAnyPart(part: string, body: unknown, context: PartContext): ReadPart<object> | null {
  const [kind = '', id] = [part.split('.')[0], part.slice(part.indexOf('.') + 1)]
  const { baseline } = context
  if (part === 'frame') return readFrame(body, context)
  if (kind === 'service' && baseline.services.some((service) => service.id === id))
    return readPlan(body, context)
  if (kind === 'line') return readLine(body, context)
  if (kind === 'transfer') return readTransfer(body, context)
  if (kind === 'risk') return readRisk(body, context)
  if (kind === 'option' && optionIds.some((option) => option === id)) return readOption(body)
  if (kind === 'words' && caseWords.some((words) => words === id)) return readWords(body)
  if (kind === 'required' && baseline.councils.some(({ code }) => code === id))
    return readRequired(body, context)
  return null
}

/** What stands in the boxes of any part. */
export function anyPartForm(part: string, context: PartContext): Form {
  const [kind = '', id] = [part.split('.')[0], part.slice(part.indexOf('.') + 1)]
  const { parts, published } = context
  if (part === 'frame') return frameForm(parts.frame, published)
  if (kind === 'service') return planForm(parts.services[id], context)
  if (kind === 'line') return lineForm(parts.lines[id])
  if (kind === 'transfer') return transferForm(parts.transfers[id])
  if (kind === 'risk') return riskForm(parts.risks[id])
  if (kind === 'required') return requiredForm(parts.required[id])
  if (kind === 'words')
    return {
      values: { text: Object.entries(parts.words).find(([name]) => name === id)?.[1] ?? '' },
      errors: {},
    }
  const option = Object.entries(parts.options).find(([name]) => name === id)?.[1]
  return { values: option ? { what: option.what, why: option.why } : {}, errors: {} }
}
