import type { AuthorityCode } from '#platform/id.ts'
import type { AgreedAnswer } from './answer.ts'

/** How a conversation ended. Agreeing to differ is an outcome; not having talked is not. */
export const conversationOutcomes = ['agreed', 'agreed-to-differ', 'more-to-find-out', 'not-for-us'] as const
export type ConversationOutcome = (typeof conversationOutcomes)[number]

export type ConversationAction = {
  readonly id: string
  readonly item: string
  readonly what: string
  readonly owner: string
  readonly ownerCouncil: AuthorityCode
  readonly dueOn: string
  readonly doneOn: string | null
}

/** What a council says after the conversation. The first answer stays where it is, visible and dated. */
export type SecondLook = {
  readonly council: AuthorityCode
  readonly item: string
  readonly number: number
  readonly answer: AgreedAnswer
  readonly recordedAt: Date
}

export type Conversation = {
  readonly item: string
  readonly outcome: ConversationOutcome
  readonly summary: string
  readonly heldOn: string | null
  readonly recordedFor: AuthorityCode
  readonly recordedAt: Date
  readonly version: number
}

/** An action is late when its day has passed and nobody has said that it is done. Days as `YYYY-MM-DD`. */
export function isLate(action: Pick<ConversationAction, 'dueOn' | 'doneOn'>, today: string): boolean {
  return action.doneOn === null && action.dueOn < today
}
