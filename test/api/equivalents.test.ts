import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { contractOf } from '#test/support/contract.ts'
import { testApp } from '#test/support/app.ts'

/**
 * What can be done on the pages can be done by a program, or it is written down here why not. A new command fails this test
 * until somebody has decided.
 */
const modules = join(import.meta.dirname, '../../src/modules')

/** Each command of a round and a partnership: the operations that do the same; or, in a sentence, why there is none. */
const equivalents: Readonly<Record<string, readonly string[] | string>> = {
  'partnership/commands startPartnership': ['startPartnership'],
  'partnership/commands joinPartnership': ['joinPartnership'],
  'partnership/commands inviteCouncil': ['startPartnership', 'inviteCouncil'],
  'partnership/council-commands inviteCouncilWithLead': ['inviteCouncil'],
  'partnership/council-commands endManager': ['endManager'],
  'partnership/council-commands startWithCouncil': ['startPartnership', 'inviteCouncil'],
  'partnership/council-commands peopleOf':
    'It hands what it is given to the people module, and does nothing.',

  'round/commands startRound': ['startRound'],
  'round/commands changeTerms': ['changeTerms'],
  'round/commands offerTerms': ['offerTerms'],
  'round/commands approveTerms': ['agreeTerms'],
  'round/seal-commands seal': ['seal'],
  'round/seal-commands approveSeal': ['approveSeal'],
  'round/seal-commands dropSealRequest': ['dropSeal'],
  'round/seal-commands breakSeal': ['breakSeal'],
  'round/seal-commands consent': ['consent'],
  'round/reveal-commands reveal': ['reveal'],
  'round/reveal-commands discloseResult':
    'What a reveal does where the terms open a result only; nobody calls it by itself.',
  'round/time-commands askForTime': ['askForTime'],
  'round/time-commands agreeToTime': ['agreeToTime'],
  'round/commands withdraw': ['withdraw'],
  'round/commands cancel': ['cancel'],
  'round/commands archive': ['archive'],

  'readiness/commands startReadiness': ['startRound'],
  'readiness/commands sealReadiness': ['seal'],
  'readiness/commands revealReadiness': ['reveal'],
  'readiness/commands roundCommand': [
    'approveSeal',
    'dropSeal',
    'breakSeal',
    'consent',
    'withdraw',
    'cancel',
    'archive',
  ],
  'readiness/answer-commands saveAnswer': [
    'putAnswer',
    'changeAnswer',
    'putOfficeAnswer',
    'changeOfficeAnswer',
  ],
  'readiness/answer-commands saveNote': ['putNote'],
  'readiness/conversation-commands recordConversation': ['putConversation'],
  'readiness/conversation-commands addAction': ['addAction'],
  'readiness/conversation-commands markAction': ['markAction'],
  'readiness/conversation-commands takeSecondLook': ['takeSecondLook'],
  'readiness/evidence-commands keepFile':
    'Files are given on the page, where a person sees what is sent: a link can be given by program.',
  'readiness/evidence-commands readFile':
    'As for keeping them: the API names files, and the page gives them.',
  'readiness/staff-commands closeStaff': ['closeStaff'],
  'readiness/staff-commands closeStaffWithin': ['seal', 'closeStaff'],
  'readiness/staff-commands saveStaffAnswer':
    'Staff answer for themselves, on the page. A program that answered for them could not promise that nobody knows who said what.',
  'readiness/staff-commands ownStaffAnswers': 'As for giving them: they are read back on the page alone.',
  'readiness/staff-commands respondentOf':
    'It makes the digest that staff are found again by, and changes nothing.',

  'partner-finding/interest-commands beInterested': ['beInterested'],
  'partner-finding/interest-commands takeInterestBack': ['takeInterestBack'],
  'partner-finding/interest-commands openPartnership': ['openMutualPartnership'],
  'partner-finding/offer-commands sayOffer': ['sayOffer', 'sayOfferAnew'],
  'partner-finding/offer-commands removeOffer': ['removeOffer'],
  'partner-finding/offer-commands offersFor': ['listOffers', 'listOffersSeen'],
  'partner-finding/event-commands addEvent': ['addDate'],
  'partner-finding/event-commands changeEvent': ['putDate'],
  'partner-finding/event-commands removeEvent': ['removeDate'],
  'partner-finding/event-commands keepLoaded':
    'Files are loaded on the page, where a person sees each row before it is kept: a program adds dates one by one.',
  'partner-finding/event-commands saveLoaded': 'As for loading them: a person chooses what is saved.',
  'partner-finding/event-commands undoLoaded': 'As for loading them; a program removes dates one by one.',
  'partner-finding/event-commands makeFeed':
    'It gives out a secret address, which is shown once to a person on the page.',
  'partner-finding/event-commands endFeed': 'As for making it: the page lists the addresses and ends them.',
  'partner-finding/event-commands feedHash': 'It hashes the secret of an address, and changes nothing.',

  'register/proposal-commands proposeEntry': ['proposeEntry'],
  'register/proposal-commands proposeWithdrawal': ['proposeWithdrawal'],
  'register/proposal-commands approveEntry': ['approveEntry'],
  'register/proposal-commands dropProposal': ['dropProposal'],
  'register/entry-commands suggestChange': ['suggestChange'],
  'register/entry-commands decideSuggestion': ['listSuggestions', 'decideSuggestion'],
  'register/entry-commands claimEntry': ['claimArrangement'],
  'register/entry-commands confirmEntry': ['confirmArrangement'],
  'register/entry-commands replyToEntry': ['putReply', 'removeReply'],
  'register/entry-commands takeAway':
    'For the operator, who has no tokens: a token acts for a council. The page asks why.',
  'register/entry-commands namedIn': 'It names the councils of an entry, and changes nothing.',
  'register/entry-commands speakBlockers': 'A rule that the commands beside it ask, and changes nothing.',
  'register/import-commands importsFor': 'Lists are taken over by the operator on the page, row by row.',
  'register/import-commands importFor': 'Lists are taken over by the operator on the page, row by row.',
  'register/import-commands keepImport': 'Lists are taken over by the operator, who has no tokens.',
  'register/import-commands setMapping': 'Lists are taken over by the operator, who has no tokens.',
  'register/import-commands takeOver': 'Lists are taken over by the operator, who has no tokens.',
  'register/import-commands undoImport': 'Lists are taken over by the operator, who has no tokens.',

  'cost-sharing/commands saveFigures': ['saveSplitFigures', 'saveSplitGroups'],
  'cost-sharing/commands takeFromCase': ['takeSplitFromCase'],
  'cost-sharing/commands proposeRule': ['proposeSplit'],
  'cost-sharing/commands agreeToRule': ['agreeToSplit'],
  'cost-sharing/commands dissentFromRule': ['dissentFromSplit'],
  'cost-sharing/true-up-commands saveTrueUp': ['saveYearOfSharing'],

  'exit/commands saveAnswer': ['putExitAnswer'],
  'exit/commands saveEntry': ['addExitEntry', 'putExitEntry'],
  'exit/commands saveEntries': ['addExitEntry', 'putExitEntry'],
  'exit/commands removeEntry': ['removeExitEntry'],
  'exit/commands markRegister': ['markExitRegister'],
  'exit/commands addRehearsal': ['addExitRehearsal'],
  'exit/commands reviewPlan': ['reviewExitPlan'],
  'exit/commands sharePlan': ['shareExitPlan'],
  'exit/commands saveTerms': ['putExitTerms'],
  'exit/commands approveExitTerms': ['agreeExitTerms'],
  'exit/leaving-commands giveNotice': ['giveNotice'],
  'exit/leaving-commands moveOn': ['moveLeaving'],
  'exit/leaving-commands agreeToWithdrawal': ['agreeToTakeBack'],
  'exit/leaving-commands withdrawNotice': ['takeNoticeBack'],
  'exit/settlement-commands saveSettlement': ['putSettlement'],
  'exit/settlement-commands approveSettlement': ['agreeSettlement'],
  'exit/lessons-commands saveLessons': ['putLessons'],
  'exit/lessons-commands approveLessons': ['agreeLessons'],
  'exit/reorganisation-commands makeReorganisationTasks': ['makeReorganisationTasks'],
  'exit/reorganisation-commands makeLeavingTasks': ['makeLeavingTasks'],
  'exit/reorganisation-commands saveTask': ['putExitTask'],
  'exit/commands changing': 'A helper of the commands beside it: it changes nothing by itself.',
  'exit/commands tablesOf': 'A helper of the commands beside it: it changes nothing by itself.',
  'exit/commands recordOf': 'A helper of the commands beside it: it changes nothing by itself.',
  'exit/commands partnershipOf': 'A helper of the commands beside it: it changes nothing by itself.',
  'exit/commands recordChange': 'A helper of the commands beside it: it changes nothing by itself.',
  'exit/leaving-commands blockersToMove': 'A helper of the commands beside it: it changes nothing by itself.',

  'alignment/commands startExercise': ['startExercise'],
  'alignment/commands changeExercise': ['changeExercise'],
  'alignment/commands saveItem': ['saveExerciseItem'],
  'alignment/commands sealExercise': ['sealExercise'],
  'alignment/commands openExercise': ['openExercise'],
  'alignment/commands exerciseCommand': [
    'offerExercise',
    'agreeExercise',
    'approveExerciseSeal',
    'dropExerciseSeal',
    'breakExerciseSeal',
    'withdrawFromExercise',
    'cancelExercise',
    'archiveExercise',
  ],
  'alignment/commands openWithin': 'What opening does inside its transaction; nobody calls it by itself.',
  'alignment/commands completeAnswers': 'What a seal would hold: it changes nothing by itself.',
  'alignment/commands agreeBlockers': 'A rule that the commands beside it ask, and changes nothing.',
  'alignment/commands itemIn': 'It finds an item of a round, and changes nothing.',
  'alignment/overlap-commands acceptOverlap': ['askForOverlap'],
  'alignment/overlap-commands keepOverlaps': 'Part of working a board out; nobody calls it by itself.',
  'alignment/drift-commands tellDrift':
    'Part of opening aims that were asked again; nobody calls it by itself.',
  'alignment/timeline-commands addEvent': ['addTimelineEvent'],
  'alignment/timeline-commands removeEvent': ['removeTimelineEvent'],
  'alignment/heads-commands writeHeads': ['writeHeadsOfTerms'],
  'alignment/heads-commands approveHeads': ['approveHeadsOfTerms'],
  'alignment/heads-commands headsFor': ['getHeadsOfTerms'],
  'alignment/heads-commands newestBoard':
    'It finds the newest board that the viewer reads, and changes nothing.',
  'alignment/heads-commands approveHeadsBlockers':
    'A rule that the commands beside it ask, and changes nothing.',

  'trust/commands startTrust': ['startTrustRound'],
  'trust/commands chooseTrustVisibility': ['chooseTrustVisibility'],
  'trust/commands changeTrustTerms': ['changeTrustTerms'],
  'trust/commands agreeTrustTerms': ['offerTrustTerms', 'approveTrustTerms'],
  'trust/commands agreeWithin': ['offerTrustTerms', 'approveTrustTerms'],
  'trust/commands saveSheet': ['saveTrustSheet'],
  'trust/commands rateBlockers': 'A rule that the commands beside it ask, and changes nothing.',
  'trust/commands trustCommand': [
    'breakTrustSeal',
    'withdrawFromTrustRound',
    'cancelTrustRound',
    'archiveTrustRound',
  ],
  'trust/seal-commands sealTrust': ['sealTrustRatings'],
  'trust/seal-commands revealTrust': ['revealTrustRound'],
  'trust/seal-commands revealWithin': ['revealTrustRound'],
  'trust/seal-commands answersWithin': 'What a seal would hold: it changes nothing by itself.',
  'trust/self-commands showSelf': ['showTrustSelf'],
  'trust/self-commands ownSelfViews': ['getTrustResult'],
  'trust/self-commands ownBlindSpots': ['getTrustResult'],
  'trust/self-commands showSelfBlockers': 'A rule that the command beside it asks, and changes nothing.',

  'business-case/baseline-commands startBaseline': ['startBaseline'],
  'business-case/baseline-commands setYear': ['setBaselineYear'],
  'business-case/baseline-commands addService': ['addService'],
  'business-case/baseline-commands saveFigures': ['saveFigures'],
  'business-case/baseline-commands saveTask': ['saveTask'],
  'business-case/baseline-commands holding': 'What the commands beside it do first: it changes nothing.',
  'business-case/baseline-commands writing': 'What the commands beside it do first: it changes nothing.',
  'business-case/agree-commands shareFigures': ['shareFigures'],
  'business-case/agree-commands confirmBaseline': ['confirmBaseline'],
  'business-case/agree-commands correctBaseline': ['correctBaseline'],
  'business-case/sheet-commands keepSheet': ['saveFigures'],
  'business-case/sheet-commands dropSheet': 'A spreadsheet that waits to be taken is for people.',
  'business-case/sheet-commands sheetStateFor': 'It shows what waits to be taken, which is for people.',
  'business-case/sheet-commands takeSheet': ['saveFigures'],
  'business-case/sheet-commands undoSheet': 'A program puts the earlier figures back as it saved them.',
  'business-case/case-commands startCase': ['startBusinessCase'],
  'business-case/case-commands savePart': ['savePart'],
  'business-case/case-commands dropPart': ['removePart'],
  'business-case/case-commands askForRun': ['runBusinessCase'],

  'monitoring/commands startPulse': ['startPulse'],
  'monitoring/commands closePulse': ['closePulse'],
  'monitoring/commands answerPulse':
    'People answer for themselves, on the page. A program that answered for them could not promise that nobody knows who said what.',
}

/**
 * The commands of a module. Those of `papers` are left out: they take answers in from a spreadsheet, which is for people; a
 * program writes answers one by one and is told of each.
 */
async function commandsIn(module: string): Promise<string[]> {
  const files = readdirSync(join(modules, module), { encoding: 'utf8' }).filter((file) =>
    /(^|-)commands\.ts$/.test(file),
  )
  const found: string[] = []
  for (const file of files) {
    const loaded: Record<string, unknown> = await import(pathToFileURL(join(modules, module, file)).href)
    for (const [name, value] of Object.entries(loaded))
      if (typeof value === 'function') found.push(`${module}/${file.replace(/\.ts$/, '')} ${name}`)
  }
  return found
}

const covered = [
  'business-case',
  'partnership',
  'round',
  'readiness',
  'exit',
  'cost-sharing',
  'partner-finding',
  'register',
  'alignment',
  'trust',
  'monitoring',
]

test('every command of a page has its operation, or a reason why not', async () => {
  const { app } = await testApp()
  const { operations } = await contractOf(app)
  const commands = (await Promise.all(covered.map(commandsIn))).flat()
  assert.ok(commands.length > 30, 'the commands were not found')
  assert.deepEqual(
    commands.filter((command) => !(command in equivalents)),
    [],
    'not decided yet',
  )
  assert.deepEqual(
    Object.keys(equivalents).filter((command) => !commands.includes(command)),
    [],
    'there is no such command any more',
  )
  const ids = new Set(operations.map(({ id }) => id))
  for (const [command, found] of Object.entries(equivalents))
    if (typeof found === 'string') assert.ok(found.length > 20, `${command} wants a reason`)
    else for (const id of found) assert.ok(ids.has(id), `${command}: there is no operation ${id}`)
})

test('every operation has an id of its own, a summary, and problems that are explained', async () => {
  const { app } = await testApp()
  const { operations, document } = await contractOf(app)
  const ids = operations.map(({ id }) => id)
  assert.deepEqual(ids, [...new Set(ids)])
  assert.equal(document['openapi'], '3.1.0')
  for (const { id, about } of operations) assert.match(String(about['summary']), /^[A-Z].{8,}/, id)
  const { body } = await app.inject('/api')
  for (const { id, about } of operations)
    assert.ok(body.includes(String(about['summary'])), `${id} is not on the page`)
})
