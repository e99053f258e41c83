import type { MailTemplates } from '#platform/mail-sender.ts'
import { fact, letter } from './letter.ts'

/** What this module writes to people. The link is made while sending; the outbox never holds one. */
export const mails: MailTemplates = {
  'sign-in': (_facts, address) =>
    letter({
      paragraphs: ['Somebody asked to sign in to Handfast with this email address.'],
      link: { text: 'Sign in to Handfast', address },
      after: [
        'The link works once, and for 15 minutes.',
        'If it was not you, ignore this mail: nobody can sign in without it.',
      ],
      why: 'You get this mail because your address was typed on the sign-in page of Handfast.',
    }),

  enrolment: (facts, address) =>
    letter({
      greeting: `Hello ${fact(facts, 'name')}`,
      paragraphs: [
        `${fact(facts, 'by')}, who runs this Handfast service, has enrolled you as ${fact(facts, 'as')}.`,
        'Handfast is where councils that share services find out in confidence whether they should.',
      ],
      link: { text: 'Take up your account', address },
      after: ['The link works once, and for 7 days. Whoever has it can use it: pass it on to nobody.'],
      why: `You get this mail because ${fact(facts, 'by')} enrolled you.`,
    }),

  // For somebody who has an account already: there is nothing to take up.
  'enrolment-added': (facts, address) =>
    letter({
      greeting: `Hello ${fact(facts, 'name')}`,
      paragraphs: [
        `${fact(facts, 'by')}, who runs this Handfast service, has enrolled you as ${fact(facts, 'as')}.`,
        'You already have an account: sign in as you always do.',
      ],
      link: { text: 'Sign in', address },
      why: `You get this mail because ${fact(facts, 'by')} enrolled you.`,
    }),

  invitation: (facts, address) =>
    letter({
      greeting: `Hello ${fact(facts, 'name')}`,
      paragraphs: [
        `${fact(facts, 'by')}${from(fact(facts, 'council'))} invites you to Handfast as ${fact(facts, 'as')}.`,
        'Handfast is where councils that share services find out in confidence whether they should.',
      ],
      link: { text: 'See the invitation', address },
      after: [
        'The link works once, and for 14 days. You can look at the invitation without accepting it.',
        'If you do not know the sender, ask your council before you accept.',
      ],
      why: `You get this mail because ${fact(facts, 'by')} gave your address.`,
    }),

  'credentials-replaced': (facts, address) =>
    letter({
      paragraphs: [
        `${fact(facts, 'by')}, who runs this Handfast service, has replaced what ${fact(facts, 'person')} signs in with.`,
        `${fact(facts, 'person')} acts for ${fact(facts, 'council')}. They were signed out, and whoever has the new one-use link can sign in as them.`,
        `If ${fact(facts, 'person')} did not ask for this, speak to them, and to whoever runs the service, now.`,
      ],
      link: { text: 'See who acts for your council', address },
      why: 'You get this mail because you lead for the council or are a deputy.',
    }),

  reset: (facts, address) =>
    letter({
      greeting: `Hello ${fact(facts, 'name')}`,
      paragraphs: [
        `${fact(facts, 'by')}, who runs this Handfast service, has replaced what you sign in with.`,
        'Your old password and authenticator app no longer work, and you were signed out everywhere.',
      ],
      link: { text: 'Sign in again', address },
      after: [
        'The link works once, and for 24 hours.',
        'If you did not ask for this, tell your council’s lead.',
      ],
      why: 'You get this mail because it is about your own account.',
    }),

  test: (_facts, address) =>
    letter({
      paragraphs: ['This is the test that was asked for. Mail from Handfast arrives.'],
      link: { text: 'Go to Handfast', address },
      why: 'You get this mail because you run this Handfast service and asked for a test.',
    }),
}

function from(council: string): string {
  return council === '' ? '' : `, for ${council},`
}
