/** Every address of this module. The names of a council in a query are those that its public page has. */
export const links = {
  start: '/partner-finding',
  like: '/partner-finding/like',
  likeOf: (slug: string) => `/partner-finding/like?council=${encodeURIComponent(slug)}`,
  offers: '/partner-finding/offers',
  ownOffers: '/partner-finding/offers/own',
  newOffer: '/partner-finding/offers/new',
  offer: (id: string) => `/partner-finding/offers/own/${id}`,
  removeOffer: (id: string) => `/partner-finding/offers/own/${id}/remove`,
  interests: '/partner-finding/interests',
  newInterest: '/partner-finding/interests/new',
  takeBack: (id: string) => `/partner-finding/interests/${id}/take-back`,
  match: (id: string) => `/partner-finding/matches/${id}`,
  open: (id: string) => `/partner-finding/matches/${id}/open`,
  likeFile: (format: 'csv' | 'ods' | 'xlsx') => `/partner-finding/like.${format}`,
}
