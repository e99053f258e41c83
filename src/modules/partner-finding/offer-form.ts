import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { offerShown, offerSides } from './offer.ts'
import type { WantedOffer } from './offer-commands.ts'
import { isService } from './services.ts'

export const mostOfferWords = 500

/** Reads the form in which a council says what it offers or seeks. */
export function readOffer(body: unknown): { value: WantedOffer } | { form: Form } {
  const values = readForm(body)
  const side = offerSides.find((each) => each === values['side'])
  const shown = offerShown.find((each) => each === values['shown'])
  const service = values['service'] ?? ''
  const words = (values['words'] ?? '').trim()
  const errors: Record<string, string> = {}
  if (!side) errors['side'] = 'Say whether you offer it or seek it'
  if (!isService(service)) errors['service'] = 'Choose a service'
  if (words === '') errors['words'] = 'Say in a sentence or two what it is'
  if (words.length > mostOfferWords) errors['words'] = `Use ${mostOfferWords} characters or fewer`
  if (!shown) errors['shown'] = 'Choose who may see it'
  if (!side || !shown || Object.keys(errors).length > 0) return { form: { values, errors } }
  return { value: { side, service, words: words.toWellFormed(), shown } }
}
