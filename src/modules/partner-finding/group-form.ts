import type { Content } from '#content/content.ts'
import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import {
  assumptionNames,
  assumptionWords,
  runningIt,
  usualAssumptions,
  usualCostPerHead,
  type AssumptionName,
} from './group-assumptions.ts'
import type { GroupWanted } from './group-game.ts'
import { isService } from './services.ts'

export const usualReach = 57
export const mostReach = 800

/** What the form shows at first for a service: the usual assumptions. */
export function usualValues(
  service: string,
  content: Pick<Content, 'authorities' | 'serviceBudgets'>,
): Record<string, string> {
  const cost = isService(service)
    ? usualCostPerHead(service, content.authorities, content.serviceBudgets)
    : null
  const usual = usualAssumptions(cost)
  return Object.fromEntries(
    assumptionNames.map((name) => [name, usual[name] === null ? '' : String(usual[name])]),
  )
}

/** Reads the form; every problem at once, and what was typed with it. */
export function readGroup(
  body: unknown,
  content: Pick<Content, 'authorities' | 'serviceBudgets'>,
): { value: GroupWanted } | { form: Form & { readonly errors: Readonly<Record<string, string>> } } {
  const values = readForm(body)
  const errors: Record<string, string> = {}
  const { service = '', size = '', reach = '' } = values
  const named = values['council'] ?? ''
  if (!isService(service)) errors['service'] = 'Choose a service'
  const among = runningIt(service, content.authorities, content.serviceBudgets)
  const own = content.authorities.find(({ code }) => code === named)
  if (named !== '' && !own) errors['council'] = 'Choose a council from the list, or none'
  if (own && own.nation !== 'England')
    errors['council'] =
      `Groups are looked for in England only, where councils’ budgets can be compared. ${own.shortName} is in ${own.nation}`
  else if (own && !among.includes(own))
    errors['council'] = `${own.shortName} does not run this service: its budget has next to nothing for it`
  if (!/^[2-5]$/.test(size)) errors['size'] = 'Choose how many councils: 2 to 5'
  const kilometres = numberFrom(reach)
  if (reach.trim() !== '' && (kilometres === null || kilometres < 1 || kilometres > mostReach))
    errors['reach'] = `Give a distance from 1 to ${mostReach} km, or leave it empty for no limit`
  const usual = usualValues(service, content)
  const read: Partial<Record<AssumptionName, number>> = {}
  for (const name of assumptionNames) {
    const { label, least, most } = assumptionWords[name]
    const typed = (values[name] ?? '').trim()
    const given = numberFrom(typed === '' ? (usual[name] ?? '') : typed)
    if (given !== null && given >= least && given <= most) read[name] = given
    else if (typed === '' && name === 'costPerHead')
      errors[name] = 'No public budget has a line for this service. Say what it costs a year for each person'
    else errors[name] = `Give a number from ${least} to ${most} for “${label}”`
  }
  if (Object.keys(errors).length > 0) return { form: { values, errors } }
  return {
    value: {
      service,
      withCouncil: own?.code ?? null,
      size: Number(size),
      reach: reach.trim() === '' ? null : kilometres,
      // Each name is there: one that is missing is an error above.
      assumptions: read as GroupWanted['assumptions'],
    },
  }
}

function numberFrom(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(',', '')
    .replace(/^£/, '')
    .replace(/\s*(?:%|km)$/, '')
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null
}
