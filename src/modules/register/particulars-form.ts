import { Check } from 'typebox/value'
import { readPounds } from '#ui/typed-money.ts'
import { partialDate, webAddress } from '#content/arrangement.ts'
import { lastDayOf } from './partial-date.ts'
import { exitTerms, particularsSchema, presentRoles, type Particulars } from './particulars.ts'

/** Reads how an arrangement is run; every part may be left empty. Problems go into `errors`, field by field. */
export function readParticulars(
  posted: Readonly<Record<string, string>>,
  errors: Record<string, string>,
  councils: readonly string[],
): Particulars {
  /** What a box says: null when it is empty, and when it cannot be read, which is an error. */
  const said = <Value>(name: string, wrong: string, read: (text: string) => Value | null): Value | null => {
    const text = (posted[name] ?? '').replaceAll(/\s+/g, ' ').trim()
    const value = text === '' ? null : read(text)
    if (text !== '' && value === null) errors[name] = wrong
    return value
  }
  const fitting = (name: 'reviewOn' | 'splitRule' | 'contact', wrong: string) =>
    said(name, wrong, (text) => (Check(particularsSchema.properties[name], text) ? text : null))
  return {
    reviewOn: fitting('reviewOn', 'Enter a year, a month or a day, such as 2028, 2028-07 or 2028-07-01'),
    staff: said('staff', 'Enter how many full-time posts, as a whole number', (text) => {
      const posts = Number(text.replaceAll(',', ''))
      return Check(particularsSchema.properties.staff, posts) ? posts : null
    }),
    budgetPence: said('budget', 'Enter the budget in pounds, such as 1.2 million or 350,000', (text) => {
      const read = readPounds(text, { name: 'the budget' })
      return 'value' in read ? read.value : null
    }),
    splitRule: fitting('splitRule', 'Use between 5 and 200 characters'),
    exitTerms: exitTerms.find((each) => each === posted['exitTerms']) ?? null,
    councils: councils.flatMap((council) => readCouncil(posted, errors, council)),
    decisions: readDecisions(posted, errors),
    contact: fitting(
      'contact',
      'Enter an address that begins with https://, or the address of a shared mailbox',
    ),
  }
}

type OfCouncil = Particulars['councils'][number]

/** What one council is in it, and since when; nothing where nothing is said. */
function readCouncil(
  posted: Readonly<Record<string, string>>,
  errors: Record<string, string>,
  council: string,
): OfCouncil[] {
  const role = presentRoles.find((each) => each === posted[`role-${council}`]) ?? 'member'
  const date = (name: string): string | null => {
    const text = (posted[name] ?? '').trim()
    if (text === '') return null
    if (Check(partialDate, text)) return text
    errors[name] = 'Enter a year, a month or a day, such as 2018, 2018-07 or 2018-07-01'
    return null
  }
  const from = date(`from-${council}`)
  const to = date(`to-${council}`)
  if (from !== null && to !== null && lastDayOf(to) < from)
    errors[`to-${council}`] = 'Enter a time that is not before it joined'
  return role === 'member' && from === null && to === null ? [] : [{ council, role, from, to }]
}

function readDecisions(posted: Readonly<Record<string, string>>, errors: Record<string, string>): string[] {
  const found = [...new Set((posted['decisions'] ?? '').split(/\s+/).filter(Boolean))]
  if (found.length > 10) errors['decisions'] = 'Give 10 addresses at most'
  else if (!found.every((each) => Check(webAddress, each)))
    errors['decisions'] = 'Each address must begin with https:// and stand on a line of its own'
  return found
}

/** What stands in the boxes when a published entry is to be changed. */
export function particularsValues({
  staff,
  budgetPence,
  councils,
  decisions,
  ...rest
}: Particulars): [string, string][] {
  return [
    ['staff', staff === null ? '' : String(staff)],
    ['budget', budgetPence === null ? '' : String(budgetPence / 100)],
    ...councils.flatMap(({ council, role, from, to }): [string, string][] => [
      [`role-${council}`, role],
      [`from-${council}`, from ?? ''],
      [`to-${council}`, to ?? ''],
    ]),
    ['decisions', decisions.join('\n')],
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, value ?? '']),
  ]
}
