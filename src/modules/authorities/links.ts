/** Every address of this module. A council's name in an address never changes and is never given to another. */
export const links = {
  councils: '/councils',
  search: (typed: string) => `/councils?q=${encodeURIComponent(typed)}`,
  council: (slug: string) => `/councils/${encodeURIComponent(slug)}`,
  files: {
    councils: '/councils.csv',
    former: '/councils.former.csv',
    columns: '/councils.columns.csv',
    json: '/councils.json',
  },
}
