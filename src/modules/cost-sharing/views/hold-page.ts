import { figures as numbersOf } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Loaded, WorkedOut } from '../pages.ts'
import { seesPartners, sharingFrame } from './frame.ts'
import { fairnessSection, paybackSection } from './fairness-part.ts'
import { holdSection } from './hold-part.ts'
import type { Drawn } from './drawn.ts'

type Model = Loaded & { readonly worked: WorkedOut }

/** Whether any split holds; for each rule that does not, who would do better without the rest, and the smallest change. */
export function holdPage(shell: Shell, model: Model): Html {
  return page(shell, model, 'Will it hold?', holdSection)
}

/** Share of cost against share of benefit, and how long each waits for its money. */
export function fairnessPage(shell: Shell, model: Model): Html {
  return page(
    shell,
    model,
    'Is it fair?',
    (drawn) => html`${fairnessSection(drawn)} ${paybackSection(drawn)}`,
  )
}

function page(shell: Shell, model: Model, title: string, section: (drawn: Drawn) => Html): Html {
  const { figures, laboratory } = model.worked
  const numbers = numbersOf()
  const drawn = { figures, laboratory, numbers, names: figures.councils.map(({ name }) => name) }
  return sharingFrame(shell, model, {
    title,
    wide: true,
    back: { href: links.home(model.partnership.id), text: 'Sharing the cost' },
    body: html`<h1 class="hf-headline">${title}</h1>
      ${whoSees(seesPartners(model))} ${section(drawn)} ${numbers.origins()}`,
  })
}
