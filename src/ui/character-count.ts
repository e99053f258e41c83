import { type Attributes, type Plurals, classes, translations } from './attributes.ts'
import type { FieldOptions } from './field.ts'
import { govukHint } from './hint.ts'
import { type Html, html } from './html.ts'
import { type Options, words } from './options.ts'
import { govukTextarea } from './textarea.ts'

export type CharacterCountOptions = FieldOptions &
  Options<{
    rows?: number
    value?: string
    /** The most characters; `maxwords` wins where both are given. */
    maxlength?: number
    maxwords?: number
    /** The share of the limit, in per cent, from which the count shows. */
    threshold?: number
    countType?: string
    classes?: string
    attributes?: Attributes
    spellcheck?: boolean
    countMessage?: Options<{ classes?: string }>
    /** Says the limit, with `%{count}` for the number. */
    textareaDescriptionText?: string
    charactersUnderLimitText?: Plurals
    charactersAtLimitText?: string
    charactersOverLimitText?: Plurals
    wordsUnderLimitText?: Plurals
    wordsAtLimitText?: string
    wordsOverLimitText?: Plurals
  }>

export function govukCharacterCount(options: CharacterCountOptions): Html {
  const { formGroup } = options
  const id = options.id || options.name
  const message = govukHint({
    text: limitText(options) ?? '',
    id: `${id}-info`,
    classes: classes('govuk-character-count__message', options.countMessage?.classes),
  })
  return govukTextarea({
    id,
    name: options.name,
    describedBy: `${id}-info`,
    rows: options.rows,
    spellcheck: options.spellcheck,
    value: options.value,
    formGroup: {
      classes: classes('govuk-character-count', formGroup?.classes),
      attributes: { ...settings(options), ...formGroup?.attributes },
      beforeInput: formGroup?.beforeInput,
      afterInput: { html: html`${message} ${words(formGroup?.afterInput)}` },
    },
    classes: classes('govuk-js-character-count', options.classes),
    label: options.label,
    hint: options.hint,
    errorMessage: options.errorMessage,
    attributes: options.attributes,
  })
}

function countTypeOf({ countType, maxwords }: CharacterCountOptions): string | undefined {
  return countType || (maxwords ? 'words' : undefined)
}

/** The sentence shown where JavaScript does not run; without a limit there is none to say. */
function limitText(options: CharacterCountOptions): string | undefined {
  const limit = options.maxwords || options.maxlength
  if (!limit) return undefined
  const unit = countTypeOf(options) === 'words' ? 'words' : 'characters'
  const sentence = options.textareaDescriptionText || `You can enter up to %{count} ${unit}`
  return sentence.replaceAll('%{count}', String(limit))
}

function settings(options: CharacterCountOptions): Attributes {
  const hasLimit = Boolean(options.maxwords || options.maxlength)
  const description = options.textareaDescriptionText
  return {
    'data-module': 'govuk-character-count',
    'data-maxlength': { value: options.maxlength, optional: true },
    'data-maxwords': { value: options.maxwords, optional: true },
    'data-threshold': { value: options.threshold, optional: true },
    'data-count-type': { value: countTypeOf(options), optional: true },
    ...translations({
      'textarea-description': hasLimit || !description ? undefined : { other: description },
      'characters-under-limit': options.charactersUnderLimitText,
      'characters-at-limit': options.charactersAtLimitText,
      'characters-over-limit': options.charactersOverLimitText,
      'words-under-limit': options.wordsUnderLimitText,
      'words-at-limit': options.wordsAtLimitText,
      'words-over-limit': options.wordsOverLimitText,
    }),
  }
}
