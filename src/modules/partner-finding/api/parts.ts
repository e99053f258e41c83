import { Type } from 'typebox'
import { leadsCouncil } from '#modules/people/index.ts'
import { refused } from '#platform/api-problem.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { InterestRefusal } from '../interest.ts'
import { refusalWords } from '../refusal-words.ts'
import { sharedServices } from '../services.ts'

/** What the operations of this module have in common. */
export const tag = 'Partner finding'
export const closed = { additionalProperties: false }
export const service = Type.Enum(
  sharedServices.map(({ id }) => id),
  { description: 'A service, by its name in the lists of the pages.' },
)
export const day = Type.String({ format: 'date' })
export const code = Type.String({ description: 'The code of a council.', maxLength: 20 })
export const maybe = Type.Union([Type.String(), Type.Null()])
export const uuid = Type.String({ format: 'uuid' })
export const Made = Type.Object({ id: uuid }, { title: 'Made' })
export const Done = Type.Object({ done: Type.Boolean() }, { title: 'Done' })

/** The refusal where somebody does not lead; null where they do. */
export function mustLead(viewer: CouncilViewer) {
  return leadsCouncil(viewer) ? null : refused<InterestRefusal>([{ type: 'not-leading' }], refusalWords)
}
