import type { Filter } from './entry.ts'

/** Every address of this module. An entry keeps its address for ever, even when it is taken away. */
export const links = {
  list: '/register',
  search: '/search',
  filtered: (filter: Filter, page?: number) => withQuery('/register', filter, page),
  entry: (id: string) => `/register/arrangements/${encodeURIComponent(id)}`,
  council: (slug: string) => `/register/councils/${encodeURIComponent(slug)}`,
  service: (id: string) => `/register/services/${encodeURIComponent(id)}`,
  form: (id: string) => `/register/forms/${encodeURIComponent(id)}`,
  map: '/register/map',
  mapOf: (filter: Filter) => withQuery('/register/map', filter),
  totals: '/register/totals',
  endings: '/register/endings',
  data: '/register/data',
  feed: '/register/feed.atom',
  schema: '/register/schemas/1/arrangement.json',
  file: (kind: string, filter: Filter = {}) => withQuery(`/register/arrangements.${kind}`, filter),
}

function withQuery(path: string, filter: Filter, page?: number): string {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  if (page !== undefined && page > 1) query.set('page', String(page))
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
