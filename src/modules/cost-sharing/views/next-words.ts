import { govukButton } from '#ui/button.ts'
import { html } from '#ui/html.ts'
import type { NextStep } from '#ui/next-step.ts'
import { links } from '../links.ts'
import type { LaboratoryModel } from './laboratory-page.ts'
import { speaksForCouncil, standingOf, writesSplit } from '../proposal.ts'

/** The one thing this person can do about the split now. */
export function sharingStep({
  partnership,
  councils,
  viewer,
  split,
  worked,
  newestCase,
}: LaboratoryModel): NextStep {
  const id = partnership.id
  if (councils.length < 2)
    return {
      title: 'Nothing to do until a partner has joined',
      text: 'There is nothing to share between fewer than two councils.',
    }
  if (!writesSplit(viewer))
    return {
      title: 'Nothing to do now',
      text: 'You can read everything here. Those who lead for a council write it.',
    }
  if ('refused' in worked) {
    const isChanged = worked.refused.some(({ type }) => type === 'no-figures' || type === 'councils-changed')
    return isChanged || !split
      ? newestCase
        ? {
            title: 'Take the figures from the business case',
            text: html`What each council pays alone, and what every group would pay together, from “${newestCase.name}”. Or <a class="govuk-link" href="${links.figures(id)}">type them in</a>.`,
            action: html`<form method="post" action="${links.fromCase(id)}" novalidate>${govukButton({ text: 'Take them', preventDoubleClick: true })}</form>`,
          }
        : {
            title: 'Put in what each council would pay alone',
            text: 'Two pages: what each pays alone, and what they would pay together.',
            action: { text: 'Put in the figures', href: links.figures(id) },
          }
      : {
          title: 'Say what groups of councils would pay together',
          action: { text: 'Go on with the figures', href: links.groups(id) },
        }
  }
  const { hash } = split ?? { hash: null }
  if (split && hash) {
    const standing = standingOf(split, split.proposal?.figures.councils.map(({ code }) => code) ?? [])
    const isMine = standing.silent.includes(viewer.council) && speaksForCouncil(viewer)
    const text = standing.agreed
      ? 'Every council has agreed to the same text.'
      : `${standing.approved.length} of ${standing.approved.length + standing.dissented.length + standing.silent.length} councils agree.`
    return {
      title: isMine
        ? 'Answer the proposed split'
        : standing.agreed
          ? 'The split is agreed'
          : 'A split has been proposed',
      text,
      action: { text: 'Read the proposal', href: links.proposal(id) },
    }
  }
  if (speaksForCouncil(viewer))
    return {
      title: 'Propose a rule when you have talked about it',
      text: 'Nothing here is agreed. Change the figures if they are wrong.',
      action: { text: 'Propose how to share the cost', href: links.propose(id) },
    }
  return {
    title: 'Talk about which rule is fair, with the table in front of you',
    text: 'Nothing here is agreed. Change the figures if they are wrong.',
  }
}
