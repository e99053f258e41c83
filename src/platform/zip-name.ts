/** Why a name may not stand in an archive. Unpacked by anyone, it must stay inside the folder it is unpacked into. */
export type ZipNameFault = 'empty' | 'too-long' | 'leaves-the-folder' | 'odd-characters'

const MAX_NAME_BYTES = 1_000

// oxlint-disable-next-line no-control-regex
const ODD = /[\u0000-\u001F\u007F\uFFFD\\:]/u

/** The first thing wrong with an entry's name, or null: relative, forward slashes, no "..", no drive, no control characters. */
export const zipNameFault = (name: string): ZipNameFault | null => {
  if (name === '') return 'empty'
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return 'too-long'
  if (ODD.test(name)) return 'odd-characters'
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/')
  return parts.some((part) => part === '' || part === '.' || part === '..') ? 'leaves-the-folder' : null
}
