import type { PartnershipId } from '#platform/id.ts'
import type { Filter } from './entry.ts'

/** Every address of this module. An entry keeps its address for ever, even when it is taken away. */
export const links = {
  list: '/register',
  search: '/search',
  filtered: (filter: Filter, page?: number) => withQuery('/register', filter, page),
  entry: (id: string) => `/register/arrangements/${encodeURIComponent(id)}`,
  suggest: (id: string) => `/register/arrangements/${id}/suggest`,
  claim: (id: string) => `/register/arrangements/${id}/claim`,
  confirm: (id: string) => `/register/arrangements/${id}/confirm`,
  reply: (id: string) => `/register/arrangements/${id}/reply`,
  takeAway: (id: string) => `/register/arrangements/${id}/take-away`,
  imports: '/register/imports',
  newImport: '/register/imports/new',
  import: (id: string) => `/register/imports/${id}`,
  mapImport: (id: string) => `/register/imports/${id}/columns`,
  takeImport: (id: string) => `/register/imports/${id}/take`,
  undoImport: (id: string) => `/register/imports/${id}/undo`,
  suggestions: '/register/suggestions',
  suggestion: (id: string) => `/register/suggestions/${id}`,
  publishing: (id: PartnershipId | ':partnership') => `/partnerships/${id}/register`,
  propose: (id: PartnershipId | ':partnership') => `/partnerships/${id}/register/propose`,
  approve: (id: PartnershipId | ':partnership') => `/partnerships/${id}/register/approve`,
  drop: (id: PartnershipId | ':partnership') => `/partnerships/${id}/register/drop`,
  withdraw: (id: PartnershipId | ':partnership') => `/partnerships/${id}/register/withdraw`,
  council: (slug: string) => `/register/councils/${encodeURIComponent(slug)}`,
  service: (id: string) => `/register/services/${encodeURIComponent(id)}`,
  form: (id: string) => `/register/forms/${encodeURIComponent(id)}`,
  status: (id: string) => `/register/statuses/${encodeURIComponent(id)}`,
  reason: (id: string) => `/register/reasons/${encodeURIComponent(id)}`,
  map: '/register/map',
  totals: '/register/totals',
  endings: '/register/endings',
  data: '/register/data',
  feed: '/register/feed.atom',
  snapshot: (month: string) => `/register/snapshots/${month}.json`,
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
