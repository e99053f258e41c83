/** The pages at the foot of every page, and how it all works. The shell promises these addresses. */
export const links = {
  accessibility: '/accessibility',
  privacy: '/privacy',
  whoSees: '/who-can-see-what',
  cookies: '/cookies',
  glossary: '/glossary',
  licence: '/licence',
  howItWorks: '/how-it-works',
  guidance: '/guidance',
  word: (id: string) => `/guidance/words/${encodeURIComponent(id)}`,
  statement: (id: string) => `/guidance/statements/${encodeURIComponent(id)}`,
  cases: '/cases',
  case: (id: string) => `/cases/${encodeURIComponent(id)}`,
  /** The place of one term in the glossary. */
  term: (id: string) => `/glossary#${id}`,
}
