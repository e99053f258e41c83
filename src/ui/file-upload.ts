import { type Attributes, type Plurals, attribute, attributes, classes, translations } from './attributes.ts'
import { type FieldOptions, labelledField } from './field.ts'
import { type Html, html } from './html.ts'
import { type Options, words } from './options.ts'

export type FileUploadOptions = FieldOptions &
  Options<{
    disabled?: boolean
    multiple?: boolean
    /** Lets a file be dropped on it, where JavaScript runs. */
    javascript?: boolean
    chooseFilesButtonText?: string
    dropInstructionText?: string
    multipleFilesChosenText?: Plurals
    noFileChosenText?: string
    enteredDropZoneText?: string
    leftDropZoneText?: string
    classes?: string
    attributes?: Attributes
    wrapperClasses?: string
    wrapperAttributes?: Attributes
  }>

export function govukFileUpload(options: FileUploadOptions): Html {
  return labelledField(options, (id, describedBy) => {
    const input = box(options, id, describedBy)
    return [
      words(options.formGroup?.beforeInput),
      html` ${options.javascript ? dropZone(options, input) : input} `,
      words(options.formGroup?.afterInput),
    ]
  })
}

function box(options: FileUploadOptions, id: string, describedBy: string | undefined): Html {
  const name = classes(
    'govuk-file-upload',
    options.classes,
    options.errorMessage && 'govuk-file-upload--error',
  )
  const rest = [
    attribute('disabled', options.disabled),
    attribute('multiple', options.multiple),
    attribute('aria-describedby', describedBy),
    attributes(options.attributes),
  ]
  return html`<input class="${name}" id="${id}" name="${options.name}" type="file" ${rest} />`
}

function dropZone(options: FileUploadOptions, input: Html): Html {
  const said = translations({
    'choose-files-button': options.chooseFilesButtonText,
    'no-file-chosen': options.noFileChosenText,
    'multiple-files-chosen': options.multipleFilesChosenText,
    'drop-instruction': options.dropInstructionText,
    'entered-drop-zone': options.enteredDropZoneText,
    'left-drop-zone': options.leftDropZoneText,
  })
  const name = classes('govuk-file-upload-wrapper', options.wrapperClasses)
  return html`<div
    class="${name}"
    data-module="govuk-file-upload"
    ${attributes(said)}${attributes(options.wrapperAttributes)}
  >
    ${input}
  </div>`
}
