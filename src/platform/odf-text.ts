import { xmlText } from './xml.ts'

/** One line of text as ODF content. ODF folds runs of spaces, so each is an element of its own (ODF 1.3, part 3, 6.1.2). */
const odfLine = (line: string): string =>
  xmlText(line)
    .replaceAll('\t', '<text:tab/>')
    .replace(/^ | (?= )| $/gu, '<text:s/>')

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/u)

/** Text within one paragraph: line ends become line breaks. */
export const odfText = (text: string): string => linesOf(text).map(odfLine).join('<text:line-break/>')

/** Text of a spreadsheet cell: one paragraph a line, as spreadsheet programs write it themselves. */
export const odfParagraphs = (text: string): string =>
  linesOf(text)
    .map((line) => `<text:p>${odfLine(line)}</text:p>`)
    .join('')
