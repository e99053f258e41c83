/**
 * What XML 1.0 cannot hold (most control characters, halves of a surrogate
 * pair, U+FFFE and U+FFFF) becomes U+FFFD, the sign for "a character was here".
 * Nothing is dropped without a trace, and no file is made that will not open.
 * Source: Extensible Markup Language 1.0, fifth edition, production 2 (Char).
 */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu

/** Text that any XML file can hold. */
export const xmlSafe = (text: string): string => text.toWellFormed().replace(NOT_XML, '\uFFFD')

/** How many characters `xmlSafe` would replace. */
export const unsafeForXml = (text: string): number => {
  let count = 0
  const safe = xmlSafe(text)
  for (let at = 0; at < text.length; at += 1) if (text[at] !== safe[at]) count += 1
  return count
}

/** Text as the content of an element or of an attribute in double quotes. */
export const xmlText = (text: string): string =>
  xmlSafe(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
