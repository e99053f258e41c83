import type { GapGroup, LevelAnswer } from '#engine/gap.ts'
import type { Run, Words } from '#platform/document.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { formatCount } from '#ui/format.ts'
import { whoSeesText } from '#ui/who-sees.ts'
import type { AgreedAnswer } from '../answer.ts'
import type { Board, RoundView } from '../queries.ts'
import { seesRound } from '../sees.ts'
import { confidenceWords, gradeWords, groupWords, readingWords } from '../text.ts'

/** Words that every paper of a round uses, so that Word, ODT, spreadsheets and the page say the same thing. */

type Named = Pick<RoundView, 'round'>

/** A council's short name in this round. */
export function councilIn(view: Named): (council: AuthorityCode) => string {
  return (code) => view.round.parties.find(({ council }) => council === code)?.shortName ?? 'A council'
}

/** The councils whose answers are on the board, in the order of their names. */
export function councilsOn(board: Board): AuthorityCode[] {
  const opened = new Set(board.report.rows.flatMap(({ answers }) => answers.map(({ council }) => council)))
  return board.round.parties.map(({ council }) => council).filter((council) => opened.has(council))
}

export function levelNamesOf(view: Pick<RoundView, 'framework'>): string[] {
  return view.framework.levels.map(({ name }) => name)
}

/** A reading as a cell or a line says it: "Level 4, collaborate", "Does not know". */
export function saidIn(view: Pick<RoundView, 'framework'>): (reading: LevelAnswer) => string {
  const names = levelNamesOf(view)
  return (reading) => readingWords(reading, names)
}

const alone: Readonly<Record<GapGroup, string>> = {
  unknown: 'You do not know',
  differ: 'Not ready yet',
  ready: 'Ready',
  'not-ready': 'Not ready yet',
  'not-applicable': 'Does not apply',
}

/** The name of a group of statements; one council alone has nobody to agree with. */
export function groupName(group: GapGroup, councils: number): string {
  return councils === 1 ? alone[group] : groupWords[group]
}

const groupMeanings: Readonly<Record<GapGroup, string>> = {
  ready: 'Every council is at the level you need, or above it.',
  'not-ready': 'No council is there yet, and you see that alike. Plan the work.',
  differ: 'You are two levels apart or more, or only some of you are there. Talk about these.',
  unknown: 'At least one council does not know. Find out before you decide.',
  'not-applicable': 'The statement applies to none of you.',
}

const aloneMeanings: Readonly<Record<GapGroup, string>> = {
  ready: 'You are at the level you need, or above it.',
  'not-ready': 'You are below the level you need. Plan the work.',
  differ: 'You are below the level you need. Plan the work.',
  unknown: 'Find out before you decide.',
  'not-applicable': 'The statement does not apply to you.',
}

export function groupMeaning(group: GapGroup, councils: number): string {
  return councils === 1 ? aloneMeanings[group] : groupMeanings[group]
}

/** How much was asked and where the councils are, before any advice. */
export function openingWords(board: Board): string {
  const { groups } = board.report
  const councils = councilsOn(board).length
  const total = formatCount(board.statements.length, 'statement')
  return councils === 1
    ? `On ${groups.ready} of ${total} you are where you need to be.`
    : `${formatCount(councils, 'council')} opened their answers together. On ${groups.ready} of ${total} you see the same thing and are ready.`
}

/** Who may read a paper that all councils of the round share. */
export function sharedPaperSees(view: RoundView): string {
  const manager = view.round.terms.managerSees ? ' So can the partnership manager.' : ''
  return `${whoSeesText(seesRound(view))}${manager}`
}

/** Who may read a paper of one council's own. */
export function ownPaperSees(council: string): string {
  return whoSeesText({ kind: 'own-council', council, people: 'the lead and deputies' })
}

/** What an answer rests on: how sure, what kind of evidence, what it is and where. Empty when nothing was given. */
export function restsOn(
  answer: Pick<AgreedAnswer, 'confidence' | 'grade' | 'evidence' | 'link' | 'file'>,
): Words {
  const said = [
    answer.confidence && confidenceWords[answer.confidence],
    answer.grade && gradeWords[answer.grade],
    answer.evidence,
    answer.file && `File: ${answer.file.name}`,
  ].filter((part): part is string => typeof part === 'string' && part !== '')
  const words = said.map((part) => part.replace(/\.$/u, '')).join('. ')
  if (answer.link === '') return words
  const run: Run = { text: answer.link, link: answer.link }
  return words === '' ? [run] : [{ text: `${words}. ` }, run]
}

/** The ones of a gate: what a row says of it, or nothing. */
export function gateWords(gate: boolean, met: boolean | null): string {
  if (!gate) return ''
  return met === false ? 'A gate, not met.' : 'A gate, met.'
}
