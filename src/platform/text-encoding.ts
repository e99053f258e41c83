export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly encoding: TextEncodingName }
  | { readonly ok: false; readonly tried: readonly TextEncodingName[] }

/**
 * Text from bytes of unknown encoding: a byte order mark is believed; without
 * one it is UTF-8 when that reads without a fault, else Windows-1252, as older
 * Excel saves CSV in Britain. That last is a guess, so whoever shows the text
 * should say so. Refused: UTF-8 or UTF-16 that contradicts its own mark, and
 * bytes that mean nothing in Windows-1252 either.
 */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return attempt(bytes, ['utf-16le'])
  if (first === 0xfe && second === 0xff) return attempt(bytes, ['utf-16be'])
  if (first === 0xef && second === 0xbb && third === 0xbf) return attempt(bytes, ['utf-8'])
  return attempt(bytes, ['utf-8', 'windows-1252'])
}

/** Bytes that Windows-1252 leaves without a character come out as these. */
// oxlint-disable-next-line no-control-regex
const NO_CHARACTER = /[\u0000\u0081\u008D\u008F\u0090\u009D]/u

const attempt = (bytes: Uint8Array, encodings: readonly TextEncodingName[]): DecodedText => {
  for (const encoding of encodings) {
    const text = decoded(bytes, encoding)
    if (text !== null && !text.includes('\u0000')) {
      if (encoding !== 'windows-1252' || !NO_CHARACTER.test(text)) return { ok: true, text, encoding }
    }
  }
  return { ok: false, tried: encodings }
}

const decoded = (bytes: Uint8Array, encoding: TextEncodingName): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
