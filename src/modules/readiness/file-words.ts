import { never } from '#platform/errors.ts'
import type { EvidenceFileBlocker } from '#platform/evidence-file.ts'

/** Why a file was not kept, and what to do. The rest of the page was saved. */
export function fileBlockerWords(blocker: EvidenceFileBlocker): string {
  switch (blocker.type) {
    case 'empty':
      return 'The file is empty. Choose another.'
    case 'too-large':
      return `The file is ${(blocker.bytes / 1_000_000).toFixed(1)} MB. Choose one of up to ${blocker.most / 1_000_000} MB, or give its address instead.`
    case 'kind-not-accepted':
      return 'Choose a PDF, Word, ODT, Excel, ODS, CSV, text, PNG or JPEG file.'
    case 'encrypted':
      return 'The file has a password. Save it without one, so that your partners can open it.'
    case 'has-macros':
      return 'The file has macros. Save it as an ordinary document or workbook first.'
    case 'name-does-not-match':
      return `The name says “.${blocker.ending}”, but the content is of another kind (${blocker.found}). Save it again under the right kind.`
    default:
      return never(blocker)
  }
}
