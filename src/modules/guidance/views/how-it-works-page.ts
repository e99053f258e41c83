import { statementsOf, type Framework } from '#content/framework.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { article, link, list, part, say, table } from './article.ts'

/** How readiness is found out, in plain words, with the framework's own levels and ambitions. */
export function howItWorksPage(shell: Shell, framework: Framework): Html {
  const statements = statementsOf(framework)
  const gates = statements.filter(({ gate }) => gate).length
  return article(shell, {
    title: 'How it works',
    lead: 'Each council answers the same questions alone and seals its answers. Then all open together. What you get is not a score but a list of talks to have, the widest gap first.',
    body: [
      part(
        'The statements',
        say(
          `There are ${statements.length} statements in ${framework.areas.length} areas. For each you choose the level that is true today. Each level is a fact that a visitor could see. The next level up must be wholly true before you choose it.`,
        ),
        table(
          'The five levels',
          ['Level', 'What it means'],
          framework.levels.map(({ level, name, meaning }) => [`${level}. ${name}`, meaning]),
        ),
        say('“We do not know” is a good answer when it is true. So is “does not apply”, with a reason.'),
      ),
      part(
        'How far do you want to go?',
        say(
          'A higher level is not always better. You say how far you want to go, and each of these steps needs its own level in each area.',
        ),
        table(
          'The ambitions',
          ['Ambition', 'What it means'],
          framework.ambitions.map(({ letter, name, meaning }) => [`${letter}. ${name}`, meaning]),
        ),
      ),
      part(
        'Gates',
        say(
          `${gates} of the statements are gates. A gate is met only when every council reaches the level that your ambition needs. “We do not know” leaves it open. No good mark elsewhere can make up for it. If a gate is not met, we tell you not to go on yet. If you could go a smaller step, we tell you to share less.`,
        ),
      ),
      part(
        'The groups',
        say('Each statement goes into the first group that fits.'),
        html`<ol class="govuk-list govuk-list--number">
          <li><strong>Someone does not know.</strong> At least one council does not know.</li>
          <li><strong>We see it differently.</strong> You are two levels apart or more, or only some of you reach the level needed.</li>
          <li><strong>Agree and ready.</strong> All of you reach the level needed.</li>
          <li><strong>Agree we are not ready.</strong> None of you reaches it yet.</li>
          <li><strong>Does not apply.</strong> It applies to none of you.</li>
        </ol>`,
      ),
      part(
        'What comes first',
        say(
          'We look at two things: how far apart you are, and how far the lowest of you is from the level needed. The larger of the two is the gap. Where somebody does not know, the gap is the whole level needed. We multiply the gap by how much the statement matters, from 1 to 3. It counts as much as it matters to the council that cares most. A gate always counts 3. The largest comes first. If two are the same, gates come first, then the order of the statements.',
        ),
        say(
          'An example. You need level 4, and it is a gate. One council says 4, one says 2, and one does not know. Somebody does not know, so the gap is 4. It is a gate, so we multiply by 3. It stands on the board with 12.',
        ),
      ),
      part(
        'How far you agree',
        say(
          'We say it in words first: on how many statements you are the same, one level apart, or more. Beside that stands a figure called Krippendorff’s alpha. It says how far you agree more than by chance: 1 is all, 0 is chance. Where your answers vary too little for the figure to mean anything, we give none and say so.',
        ),
      ),
      part(
        'What we never print',
        list([
          'One score, or a percentage of readiness. It would hide the gate that stops you.',
          'A league table of councils.',
          'What one member of staff said.',
          'A council’s answer before all have agreed to open.',
        ]),
      ),
      part(
        'What to doubt',
        say(
          'These rules are our own. So are the statements, though each names its source. Two levels is where “differently” begins, because levels next to each other are easy to mix up. The answers are what councils say of themselves. Ask what each rests on.',
        ),
        say(
          'The words are explained in the ',
          link(links.glossary, 'glossary'),
          '. ',
          link(links.whoSees, 'Who can see what'),
          ' says who reads what you write.',
        ),
        html`<p class="hf-note">${framework.title}, version ${framework.version}. ${framework.source} ${framework.licence}.</p>`,
      ),
    ],
  })
}
