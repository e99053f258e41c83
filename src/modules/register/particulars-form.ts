import { Check } from 'typebox/value'
import { readPounds } from '#ui/typed-money.ts'
import { exitTerms, particularsSchema, type Particulars } from './particulars.ts'

/** Reads how an arrangement is run; every part may be left empty. Problems go into `errors`, field by field. */
export function readParticulars(
  posted: Readonly<Record<string, string>>,
  errors: Record<string, string>,
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
    contact: fitting(
      'contact',
      'Enter an address that begins with https://, or the address of a shared mailbox',
    ),
  }
}

/** What stands in the boxes when a published entry is to be changed. */
export function particularsValues({ staff, budgetPence, ...rest }: Particulars): [string, string][] {
  return [
    ['staff', staff === null ? '' : String(staff)],
    ['budget', budgetPence === null ? '' : String(budgetPence / 100)],
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, value ?? '']),
  ]
}
