import { xmlText } from './xml.ts'
import type { ZipInput } from './zip-writer.ts'

/** The namespaces that every part of an OpenDocument file declares, and its version (OASIS, ODF 1.3, 2021). */
export const ODF_NAMESPACES = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"',
  'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"',
  'xmlns:ooo="http://openoffice.org/2004/office"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'office:version="1.3"',
].join(' ')

/** One XML part of an OpenDocument file. */
export const xmlEntry = (name: string, xml: string): ZipInput => ({
  name,
  bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`),
})

const MEDIA_TYPES: Record<string, string> = { xml: 'text/xml', png: 'image/png', svg: 'image/svg+xml' }

/** The list of parts that an OpenDocument file carries of itself. */
export const odfManifest = (mediaType: string, parts: readonly ZipInput[]): string => {
  const lines = parts.map(({ name }) => {
    const type = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? ''
    return `<manifest:file-entry manifest:full-path="${xmlText(name)}" manifest:media-type="${type}"/>`
  })
  return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/>${lines.join('')}</manifest:manifest>`
}
