/** What a council says it could do for others, or looks for. */
export const offerSides = ['offer', 'need'] as const
export type OfferSide = (typeof offerSides)[number]

/** Who sees it: anybody, or whoever is signed in here. */
export const offerShown = ['public', 'signed-in'] as const
export type OfferShown = (typeof offerShown)[number]

export const sideWords: Readonly<Record<OfferSide, string>> = {
  offer: 'We offer it',
  need: 'We seek it',
}

export const shownWords: Readonly<Record<OfferShown, string>> = {
  public: 'Anyone',
  'signed-in': 'People who are signed in here',
}
