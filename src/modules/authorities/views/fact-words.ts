import { kindWords, tierWords } from '../text.ts'
import type { AuthorityKind, Tier } from '#content/authority.ts'
import { formatDay, formatNumber, formatPounds, formatPoundsShort } from '#ui/format.ts'
import type { Source } from '#ui/who-says.ts'
import type { Fact } from '../facts.ts'

const penceInThousand = 100_000
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** What a fact says, in the words of the page; what nobody has given is said, never left blank. */
export function factValue({ column, value }: Fact): string {
  if (value === null) return missing[column.column] ?? 'We have no figure for this council'
  if (typeof value === 'object') return value.join(', ')
  if (typeof value === 'string') return named(column.column, value)
  if (column.unit === 'thousand pounds') return formatPoundsShort(value * penceInThousand)
  if (column.unit === 'per cent') return `${oneDecimal.format(value)}%`
  if (column.unit === 'square kilometres') return `${formatNumber(value)} square kilometres`
  return Number.isInteger(value) ? formatNumber(value) : oneDecimal.format(value)
}

const missing: Readonly<Record<string, string>> = {
  startDate: 'The list does not say when this council began',
  combinedAuthority: 'None',
  otherCodes: 'None',
}

function named(column: string, value: string): string {
  if (column === 'kind') return sentence(kindWords[value as AuthorityKind])
  if (column === 'tier') return tierWords[value as Tier]
  return column === 'startDate' ? formatDay(value) : value
}

/** Who says a fact. The exact figure stands in the working when the page rounds it. */
export function factSource({ column, value }: Fact): Source {
  const { source, note, unit } = column
  const exact =
    unit === 'thousand pounds' && typeof value === 'number'
      ? `In full: ${formatPounds(value * penceInThousand)}. The return gives thousands of pounds.`
      : undefined
  const working = [exact, note].filter((part) => part !== undefined).join(' ')
  return {
    source: source.name,
    ...(source.url === undefined ? {} : { href: source.url }),
    owner: source.publisher,
    date: source.date,
    ...(working === '' ? {} : { working }),
  }
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
