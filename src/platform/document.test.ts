import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { samplePaper } from '#test/support/sample-paper.ts'
import {
  type Block,
  documentFaults,
  type DocumentFault,
  isSafeLink,
  type OfficeDocument,
} from './document.ts'
import { toOdt } from './odt.ts'
import { columnWidths, fittedSize } from './page-measure.ts'
import { plainPng } from './plain-png.ts'
import { toWord } from './word.ts'
import { scanXml } from './xml-scan.ts'
import { xmlSafe } from './xml.ts'
import { readZip } from './zip-archive.ts'

const paper = (...blocks: Block[]): OfficeDocument => ({ title: 'Report', language: 'en-GB', blocks })

const partsOf = async (bytes: Uint8Array): Promise<Map<string, string>> => {
  const reading = await readZip(bytes, { maxEntries: 100, maxEntryBytes: 1e7, maxTotalBytes: 1e8 })
  assert.ok(reading.ok, JSON.stringify(reading))
  const parts = new Map<string, string>()
  for (const entry of reading.archive.entries) {
    const unpacked = await reading.archive.unpack(entry)
    assert.ok(unpacked.ok)
    parts.set(entry.name, new TextDecoder().decode(unpacked.bytes))
  }
  return parts
}

/** Every XML part is read to its end, which fails on anything not well formed; the part asked for comes back. */
const part = (parts: Map<string, string>, name: string): string => {
  for (const [key, xml] of parts) {
    if (/\.(?:xml|rels)$/u.test(key)) assert.ok([...scanXml(new TextEncoder().encode(xml))].length > 0, key)
  }
  const found = parts.get(name)
  assert.ok(found !== undefined, name)
  return found
}

const count = (xml: string, pattern: RegExp): number => [...xml.matchAll(pattern)].length

const headings = (level: number): number =>
  samplePaper.blocks.filter((block) => block.kind === 'heading' && block.level === level).length
const tables = samplePaper.blocks.filter((block) => block.kind === 'table').length

test('a Word paper has real headings, marked header rows, its language, title, alt text and page numbers', async () => {
  const parts = await partsOf(await toWord(samplePaper))
  const body = part(parts, 'word/document.xml')
  for (const level of [1, 2, 3, 4]) {
    assert.equal(count(body, new RegExp(`<w:pStyle w:val="Heading${level}"/>`, 'gu')), headings(level))
  }
  assert.equal(count(body, /<w:tbl>/gu), tables)
  assert.equal(count(body, /<w:tblHeader\/>/gu), tables)
  assert.equal(count(body, /<w:tblLook [^>]*w:firstRow="true"/gu), tables)
  assert.match(body, /<w:tblLook [^>]*w:firstColumn="true"/u)
  assert.doesNotMatch(body, /w:gridSpan|w:vMerge/u)
  assert.match(body, /<wp:docPr [^>]*descr="Barnshire at level 1, Coldwell at level 2 and Ashby at level 4/u)
  assert.match(body, /asvg:svgBlip/u)
  assert.match(part(parts, 'word/styles.xml'), /<w:docDefaults>.*<w:lang w:val="en-GB"/su)
  assert.match(
    part(parts, 'word/styles.xml'),
    /w:styleId="Heading2">(?:(?!<\/w:style>).)*<w:outlineLvl w:val="1"\/>/su,
  )
  const properties = part(parts, 'docProps/core.xml')
  assert.match(properties, /<dc:title>Readiness report: shared planning service<\/dc:title>/u)
  const footer = [...parts].find(([name]) => /footer\d*\.xml$/u.test(name))?.[1] ?? ''
  assert.match(footer, /Page .*PAGE.* of .*NUMPAGES/su)
  const header = [...parts].find(([name]) => /header\d*\.xml$/u.test(name))?.[1] ?? ''
  assert.match(header, /Readiness report: shared planning service/u)
  assert.match(
    parts.get('word/_rels/document.xml.rels') ?? '',
    /Target="https:\/\/handfast\.example\/rounds\/2"/u,
  )
  assert.equal(
    count(part(parts, 'word/numbering.xml'), /<w:numFmt w:val="(?:bullet|decimal)"\/>/gu) >= 2,
    true,
  )
})

test('an ODT paper has the same: outline levels, header rows, language, title, alt text and page numbers', async () => {
  const bytes = await toOdt(samplePaper)
  assert.equal(
    new TextDecoder().decode(bytes.subarray(30, 77)),
    'mimetypeapplication/vnd.oasis.opendocument.text',
  )
  const parts = await partsOf(bytes)
  const body = part(parts, 'content.xml')
  for (const level of [1, 2, 3, 4]) {
    assert.equal(count(body, new RegExp(`<text:h [^>]*text:outline-level="${level}"`, 'gu')), headings(level))
  }
  assert.equal(count(body, /<table:table-header-rows>/gu), tables)
  assert.equal(count(body, /<table:table /gu), tables)
  assert.doesNotMatch(body, /spanned/u)
  assert.match(body, /<svg:title>Barnshire at level 1, Coldwell at level 2 and Ashby at level 4/u)
  assert.match(body, /<text:a [^>]*xlink:href="https:\/\/handfast\.example\/rounds\/2"/u)
  const styles = part(parts, 'styles.xml')
  assert.match(styles, /fo:language="en" fo:country="GB"/u)
  assert.match(styles, /<style:header>.*Readiness report.*<text:page-number.*<text:page-count/su)
  assert.match(part(parts, 'meta.xml'), /<dc:title>Readiness report: shared planning service<\/dc:title>/u)
  assert.match(
    part(parts, 'META-INF/manifest.xml'),
    /Pictures\/\d+\.svg" manifest:media-type="image\/svg\+xml"/u,
  )
})

/** The words of a part, with tabs and line breaks as they were typed. */
const wordsOf = (xml: string): string => {
  let words = ''
  for (const event of scanXml(new TextEncoder().encode(xml))) {
    if (event.kind === 'text') words += event.text
    else if (event.kind === 'open') {
      if (['w:br', 'text:line-break'].includes(event.name)) words += '\n'
      if (['w:tab', 'text:tab'].includes(event.name)) words += '\t'
      if (event.name === 'text:s') words += ' '
    }
  }
  return words
}

test('whatever people type stands in both papers letter for letter', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      '<w:p/>',
      ']]>',
      '&amp;',
      'שלום',
      '👩‍👩‍👧',
      '  two  spaces ',
      'a\r\nb',
      '\tx',
      '\u0000\uD800',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(words, words), { minLength: 8, maxLength: 8 }), async (pairs) => {
      const document = paper(...pairs.flatMap(([first, second]) => everywhere(first, second)))
      const wanted = (text: string): string => xmlSafe(text).replaceAll(/\r\n?/gu, '\n')
      for (const [name, bytes] of [
        ['word/document.xml', await toWord(document)],
        ['content.xml', await toOdt(document)],
      ] as const) {
        const found = wordsOf(part(await partsOf(bytes), name))
        for (const [first, second] of pairs) {
          for (const text of [`[${first}${second}]`, `<${second}>`, `{${first}}`, `(${second})`]) {
            assert.ok(
              found.includes(wanted(text)),
              `${name}: ${JSON.stringify(text)} not in ${JSON.stringify(found)}`,
            )
          }
        }
      }
    }),
    { numRuns: 15 },
  )
})

/** The same words in every kind of place that holds words. */
const everywhere = (first: string, second: string): Block[] => [
  { kind: 'paragraph', words: [{ text: `[${first}` }, { text: `${second}]`, bold: true }] },
  { kind: 'list', marker: 'bullet', items: [`<${second}>`] },
  { kind: 'table', caption: 'c', columns: [{ header: 'h' }], rows: [[`{${first}}`]] },
  { kind: 'callout', tone: 'care', title: 't', paragraphs: [`(${second})`] },
]

test('an address that could run something is printed and not linked', async () => {
  const unsafe = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    '\\\\server\\share',
    'ms-word:x',
    'no address',
  ]
  for (const link of unsafe) assert.equal(isSafeLink(link), false, link)
  const document = paper({ kind: 'paragraph', words: unsafe.map((link) => ({ text: link, link })) })
  for (const bytes of [await toWord(document), await toOdt(document)]) {
    const all = [...(await partsOf(bytes)).values()].join('')
    assert.doesNotMatch(all, /(?:href|Target)="(?:javascript|file|data|ms-word)/u)
    assert.match(all, /javascript:alert\(1\)/u)
  }
})

const png = {
  kind: 'image',
  format: 'png',
  bytes: plainPng(2, 2, 'FF0000'),
  widthMm: 20,
  heightMm: 10,
  alt: 'Red',
} as const

test('a paper that would be inaccessible or broken is refused, and every reason is given', async () => {
  const table = { kind: 'table', caption: 'c', columns: [{ header: 'h' }, { header: 'i' }] } as const
  const cases: [OfficeDocument, DocumentFault][] = [
    [{ ...paper(), title: ' ' }, { type: 'no-title' }],
    [
      paper({ kind: 'heading', level: 2, words: 'x' }),
      { type: 'heading-skips-a-level', block: 0, from: 0, to: 2 },
    ],
    [paper({ kind: 'heading', level: 1, words: ' ' }), { type: 'no-words', block: 0 }],
    [paper({ kind: 'list', marker: 'bullet', items: [] }), { type: 'no-words', block: 0 }],
    [paper({ kind: 'callout', tone: 'note', title: '', paragraphs: [] }), { type: 'no-words', block: 0 }],
    [paper({ ...table, columns: [], rows: [] }), { type: 'no-columns', block: 0 }],
    [paper({ ...table, caption: '', rows: [] }), { type: 'no-words', block: 0 }],
    [
      paper({ ...table, rows: [['a', 'b'], ['a']] }),
      { type: 'wrong-number-of-cells', block: 0, row: 1, wanted: 2, found: 1 },
    ],
    [paper({ ...png, alt: '' }), { type: 'no-alt-text', block: 0 }],
    [paper({ ...png, widthMm: 0 }), { type: 'no-size', block: 0 }],
    [paper({ ...png, format: 'svg' }), { type: 'not-the-picture-it-says', block: 0, format: 'svg' }],
  ]
  for (const [document, fault] of cases) {
    assert.deepEqual(documentFaults(document), [fault])
    await assert.rejects(toWord(document), new RegExp(fault.type, 'u'))
    await assert.rejects(toOdt(document), new RegExp(fault.type, 'u'))
  }
  assert.deepEqual(documentFaults(samplePaper), [])
})

test('column widths fill the page to the hundredth of a millimetre and keep the shares asked for', () => {
  const columns = fc.array(
    fc.record(
      {
        header: fc.string({ minLength: 1, maxLength: 30 }),
        width: fc.double({ min: 0.5, max: 9, noNaN: true }),
      },
      { requiredKeys: ['header'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(columns, fc.double({ min: 100, max: 260, noNaN: true }), (shape, textWidth) => {
      const widths = columnWidths({ kind: 'table', caption: 'c', columns: shape, rows: [] }, textWidth)
      assert.equal(
        widths.reduce((sum, width) => sum + width, 0),
        Math.round(textWidth * 100),
      )
      assert.ok(widths.every((width) => width > 0 && Number.isInteger(width)))
    }),
  )
  const wide = columnWidths(
    {
      kind: 'table',
      caption: 'c',
      columns: [
        { header: 'a', width: 3 },
        { header: 'b', width: 1 },
      ],
      rows: [],
    },
    160,
  )
  assert.deepEqual(wide, [12000, 4000])
  const narrow = columnWidths(
    {
      kind: 'table',
      caption: 'c',
      columns: [
        { header: 'a', width: 99 },
        { header: 'Barnshire', width: 1 },
      ],
      rows: [],
    },
    160,
  )
  assert.ok((narrow[1] ?? 0) >= 9 * 205, 'no word is broken while there is room')
})

test('a picture too wide for the page is made smaller in the same shape', () => {
  const size = fittedSize({ ...png, widthMm: 332, heightMm: 100 }, paper())
  assert.deepEqual(size, { widthMm: 166, heightMm: 50 })
  assert.deepEqual(fittedSize(png, paper()), { widthMm: 20, heightMm: 10 })
})

test('a paper on its side is wide in both formats', async () => {
  const document: OfficeDocument = { ...paper(png), orientation: 'landscape' }
  const word = part(await partsOf(await toWord(document)), 'word/document.xml')
  assert.match(word, /<w:pgSz (?=[^>]*w:w="16838")(?=[^>]*w:h="11906")[^>]*w:orient="landscape"/u)
  assert.match(
    part(await partsOf(await toOdt(document)), 'styles.xml'),
    /fo:page-width="297mm" fo:page-height="210mm"/u,
  )
})
