import type { RegisterRefusal } from './proposal.ts'

const words: Record<RegisterRefusal['type'], string> = {
  'not-leading': 'Only the lead or a deputy of a council can do this.',
  'not-joined': 'Your council has not joined this partnership, or has left it.',
  alone: 'At least two councils must have joined before anything can be published.',
  sandbox: 'Nothing from a sandbox is published: its councils are made up.',
  'open-already': 'A proposal is open. Approve it or drop it first.',
  'nothing-open': 'There is no open proposal.',
  'words-changed': 'The words have changed since you saw them. Read them again.',
  'approved-already': 'Your council has approved these words.',
  'nothing-public': 'This partnership has no entry in the register.',
  'not-named': 'Your council is not named in this entry.',
  'already-claimed': 'Your council answers for this entry already.',
  'not-claimed': 'Your council does not answer for this entry.',
  'decided-already': 'This suggestion has been decided.',
  'no-change': 'That is what the entry says already.',
}

export function registerRefusalWords({ type }: RegisterRefusal): string {
  return words[type]
}
