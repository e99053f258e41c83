import { formatDay } from '#ui/format.ts'
import { mostInterests, type InterestRefusal } from './interest.ts'

/** Why an interest may not be had, in a sentence. */
export function refusalWords(refusal: InterestRefusal): string {
  switch (refusal.type) {
    case 'not-leading':
      return 'Only the lead and deputies of a council can do this.'
    case 'own-council':
      return 'Choose another council than your own.'
    case 'already-interested':
      return 'You have named this council for this service already.'
    case 'no-room':
      return `You have ${mostInterests} interests, which is all you can have at once. There is room again on ${formatDay(refusal.freeOn)}.`
  }
}
