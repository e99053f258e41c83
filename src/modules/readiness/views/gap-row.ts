import type { AuthorityCode } from '#platform/id.ts'
import { councilMarks, type CouncilMark } from '#ui/council-mark.ts'
import { dotGap, type DotLevel, type DotMark } from '#ui/chart/dot-gap.ts'
import type { Html } from '#ui/html.ts'
import { statusTag, type Tone } from '#ui/status-tag.ts'
import type { GapGroup } from '#engine/gap.ts'
import type { GapRow } from '../gap-report.ts'
import type { RoundView } from '../queries.ts'
import { groupWords, readingWords } from '../text.ts'

export const groupTones: Record<GapGroup, Tone> = {
  unknown: 'wait',
  differ: 'care',
  ready: 'good',
  'not-ready': 'wait',
  'not-applicable': 'plain',
}

export function groupTag(row: GapRow): Html {
  return statusTag(groupWords[row.gap.group], groupTones[row.gap.group])
}

/** One mark a council of the board, in alphabetical order. */
export function marksOf(
  view: RoundView,
  councils: readonly AuthorityCode[],
): (council: AuthorityCode) => CouncilMark {
  const shown = view.round.parties.filter(({ council }) => councils.includes(council))
  const marks = councilMarks(shown.map(({ shortName }) => shortName))
  return (code) => {
    const name = shown.find(({ council }) => council === code)?.shortName
    const mark = marks.find(({ council }) => council === name)
    if (!mark) throw new Error('A council on the board is not in the round.')
    return mark
  }
}

export function levelNames(view: RoundView): string[] {
  return view.framework.levels.map(({ name }) => name)
}

/** What a row says, as one sentence: for the drawing's name, the table and the papers. */
export function rowSentence(
  view: RoundView,
  row: GapRow,
  nameOf: (council: AuthorityCode) => string,
): string {
  const said = row.answers.map(
    ({ council, answer }) =>
      `${nameOf(council)}: ${readingWords(answer.reading, levelNames(view)).toLowerCase()}`,
  )
  return `${said.join('; ')}. You need level ${row.needed}.`
}

export function rowDrawing(
  view: RoundView,
  row: GapRow,
  markOf: (council: AuthorityCode) => CouncilMark,
  options: { id: string; named?: boolean },
): Html {
  const marks: DotMark[] = row.answers.map(({ council, answer }) => ({
    ...markOf(council),
    level: dotLevel(answer.reading),
  }))
  return dotGap({
    marks: marks.sort((a, b) => a.index - b.index),
    needed: row.needed,
    levelNames: levelNames(view),
    id: options.id,
    sentence: rowSentence(view, row, (council) => markOf(council).council),
    ...(options.named ? { named: true } : {}),
  })
}

function dotLevel(reading: GapRow['answers'][number]['answer']['reading']): DotLevel {
  return reading.kind === 'level' ? reading.level : reading.kind
}
