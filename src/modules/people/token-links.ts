/** The addresses of the page about tokens. */
export const tokenLinks = {
  tokens: '/people/tokens',
  revoke: (id: string) => `/people/tokens/${id}/revoke`,
  /** The page that explains the API. */
  about: '/api',
}
