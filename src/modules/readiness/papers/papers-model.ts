import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import { links } from '../links.ts'
import { leads, type RoundView } from '../queries.ts'
import { ownName, seesRound } from '../sees.ts'
import { importBlockers } from './import-commands.ts'
import { ownPaperBlockers, sharedPaperBlockers } from './paper-access.ts'
import { documentFormats, formatWords, tableFormats } from '#modules/papers/index.ts'
import { paperLinks } from './paper-links.ts'
import type { PaperLine, PapersPageModel } from './views/papers-page.ts'

/** What this person can have of this round now, by the same rules that the downloads refuse with. */
export function papersModel(view: RoundView, viewer: Viewer): PapersPageModel {
  const sees = seesRound(view)
  return {
    view,
    shared: { sees, refused: sharedPaperBlockers(view.round, viewer), papers: sharedPapers(view) },
    own: actsForCouncil(viewer) ? ownPart(view, viewer) : null,
    answersIn:
      actsForCouncil(viewer) && leads(viewer) && view.round.state === 'open'
        ? { refused: importBlockers(view.round, viewer), sheet: answerSheet(view) }
        : null,
  }
}

type File = PaperLine['files'][number]

function filesOf(view: RoundView, name: string, formats: readonly (keyof typeof formatWords)[]): File[] {
  return formats.map((format) => ({
    format: formatWords[format],
    href: paperLinks.file(view.round.id, `${name}.${format}`),
  }))
}

/** The report in its forms to keep; its page offers them too. */
export function reportFiles(view: RoundView): File[] {
  return filesOf(view, 'report', documentFormats)
}

function sharedPapers(view: RoundView): PaperLine[] {
  const csv = (name: string, words: string): File => ({
    format: `CSV of ${words}`,
    href: paperLinks.file(view.round.id, `${name}.csv`),
  })
  return [
    {
      name: 'Readiness report',
      about: 'The finding, the gates, and every answer with its reason, area by area.',
      files: [{ format: 'Read or print', href: paperLinks.report(view.round.id) }, ...reportFiles(view)],
    },
    {
      name: 'Agenda',
      about: 'The conversations to have, one card a page, with room to write.',
      files: [
        { format: 'Read or print', href: `${links.agenda(view.round.id)}?all=yes` },
        ...filesOf(view, 'agenda', documentFormats),
      ],
    },
    {
      name: 'Gap table',
      about: 'Every statement, answer, conversation and action as tables.',
      files: [
        ...filesOf(view, 'gap-table', tableFormats),
        csv('gap-table', 'the gaps'),
        csv('answers', 'all answers'),
        csv('conversations', 'conversations'),
        csv('actions', 'actions'),
        csv('second-looks', 'second looks'),
      ],
    },
  ]
}

function ownPart(view: RoundView, viewer: CouncilViewer): PapersPageModel['own'] {
  const council = ownName(view, viewer)
  const csv = (name: string, words: string): File => ({
    format: `CSV of ${words}`,
    href: paperLinks.file(view.round.id, `${name}.csv`),
  })
  return {
    council,
    sees: { kind: 'own-council', council, people: 'the lead and deputies' },
    refused: ownPaperBlockers(view.round, viewer),
    papers: [
      {
        name: 'Our report',
        about: 'What your council agreed and why, its private notes, and how far apart your offices are.',
        files: filesOf(view, 'our-report', documentFormats),
      },
      {
        name: 'Our answers',
        about: 'The same as tables. Staff are in them as counts, where there are enough.',
        files: [
          ...filesOf(view, 'our-answers', tableFormats),
          csv('our-answers', 'what we agreed'),
          csv('our-offices', 'what our offices said'),
        ],
      },
      {
        name: 'Our whole copy',
        about:
          'Everything your council wrote, with its receipt and files. It opens in any browser without Handfast.',
        files: [{ format: 'ZIP', href: paperLinks.copy(view.round.id) }],
      },
    ],
  }
}

function answerSheet(view: RoundView): PaperLine {
  return {
    name: 'Answer sheet',
    about: 'One row a statement, with its five levels in words and what your council has answered so far.',
    files: filesOf(view, 'answer-sheet', ['xlsx', 'ods']),
  }
}
