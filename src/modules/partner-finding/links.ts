/** Every address of this module. The names of a council in a query are those that its public page has. */
export const links = {
  start: '/partner-finding',
  like: '/partner-finding/like',
  likeOf: (slug: string) => `/partner-finding/like?council=${encodeURIComponent(slug)}`,
  likeFile: (format: 'csv' | 'ods' | 'xlsx') => `/partner-finding/like.${format}`,
}
