import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { samplePaper } from '#test/support/sample-paper.ts'
import {
  EVIDENCE_KINDS,
  evidenceFileBlockers,
  evidenceHeaders,
  MAX_EVIDENCE_BYTES,
  safeFileName,
} from './evidence-file.ts'
import { toOds } from './ods.ts'
import { toOdt } from './odt.ts'
import { plainPng } from './plain-png.ts'
import { toWord } from './word.ts'
import { toXlsx } from './xlsx.ts'
import { zipBytes } from './zip-writer.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const workbook = { title: 'T', notes: [], sheets: [] }

const accepted = {
  pdf: [text('%PDF-1.7\n...'), 'minutes.pdf'],
  docx: [await toWord(samplePaper), 'report.docx'],
  odt: [await toOdt(samplePaper), 'report.ODT'],
  xlsx: [await toXlsx(workbook), 'costs.xlsx'],
  ods: [await toOds(workbook), 'costs.ods'],
  text: [text('name,cost\r\nAshby,5'), 'costs.csv'],
  png: [plainPng(4, 4, 'FFFFFF'), 'chart.png'],
  jpg: [new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'photo.jpeg'],
} as const

test('each kind of evidence that councils use is accepted under its own name', () => {
  assert.deepEqual(Object.keys(accepted).sort(), Object.keys(EVIDENCE_KINDS).sort())
  for (const [bytes, name] of Object.values(accepted))
    assert.deepEqual(evidenceFileBlockers(bytes, name), [], name)
})

test('a file under the name of another kind is refused', () => {
  for (const [kind, [bytes]] of Object.entries(accepted)) {
    const name = kind === 'pdf' ? 'file.docx' : 'file.pdf'
    assert.equal(evidenceFileBlockers(bytes, name)[0]?.type, 'name-does-not-match', kind)
    assert.equal(evidenceFileBlockers(bytes, 'file')[0]?.type, 'name-does-not-match', kind)
  }
})

test('programs, web pages, drawings with script, archives and old Office files are refused whatever they are called', async () => {
  const cases: [Uint8Array, string, string][] = [
    [text('MZ\u0090\u0000'), 'invoice.pdf', 'program'],
    [text('#!/bin/sh\necho'), 'notes.txt', 'program'],
    [text('<!DOCTYPE html><script>'), 'notes.txt', 'html'],
    [text('  <html>'), 'notes.csv', 'html'],
    [text('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'), 'chart.png', 'xml'],
    [text('{\\rtf1 x}'), 'notes.txt', 'unknown'],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'report.docx', 'old-office'],
    [await zipBytes([{ name: 'a.txt', bytes: text('x') }]), 'report.docx', 'zip'],
    [text('PK\u0003\u0004 nonsense'), 'report.xlsx', 'broken-zip'],
    [new Uint8Array([1, 0, 2, 0]), 'notes.txt', 'unknown'],
  ]
  for (const [bytes, name, found] of cases) {
    assert.deepEqual(evidenceFileBlockers(bytes, name), [{ type: 'kind-not-accepted', found }], name)
  }
})

test('a file with macros, a locked file, an empty one and one too large are refused, each by its own reason', async () => {
  const macros = await zipBytes([
    { name: '[Content_Types].xml', bytes: text('<Types/>') },
    { name: 'word/document.xml', bytes: text('<d/>') },
    { name: 'word/vbaProject.bin', bytes: text('x') },
  ])
  assert.deepEqual(evidenceFileBlockers(macros, 'a.docx'), [{ type: 'has-macros' }])
  const container = [
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Buffer.from('EncryptedPackage', 'utf16le'),
  ]
  assert.deepEqual(evidenceFileBlockers(new Uint8Array(container), 'a.docx'), [{ type: 'encrypted' }])
  assert.deepEqual(evidenceFileBlockers(new Uint8Array(), 'a.txt'), [{ type: 'empty' }])
  const large = new Uint8Array(MAX_EVIDENCE_BYTES + 1).fill(65)
  assert.equal(evidenceFileBlockers(large, 'a.txt')[0]?.type, 'too-large')
})

test('a file name keeps its words and loses folders, tricks and forbidden signs', () => {
  const cases: [string, string][] = [
    ['Cabinet report (final).docx', 'Cabinet report (final).docx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\minutes.pdf', 'minutes.pdf'],
    ['annexe\u202Efdp.exe', 'annexefdp.exe'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['  ..hidden.txt ', 'hidden.txt'],
    ['what?<is>"this".csv', 'what is this.csv'],
    ['CON.txt', 'file CON.txt'],
    ['', 'file'],
    ['Cyfarfod Llanelli ŵ.odt', 'Cyfarfod Llanelli ŵ.odt'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
  ]
  for (const [given, wanted] of cases) assert.equal(safeFileName(given), wanted)
})

test('whatever a file is called, its safe name is safe, settled and its header has no line end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const safe = safeFileName(name)
      assert.equal(safeFileName(safe), safe)
      assert.match(safe, /^[^/\\<>:"|?*\p{Cc}]{1,130}$/u)
      for (const value of Object.values(evidenceHeaders('pdf', name)))
        assert.match(value, /^[\u0020-\u007E]+$/u)
    }),
    { numRuns: 500 },
  )
})

test('evidence is always saved and never shown, with its type fixed and no script allowed', () => {
  const headers = evidenceHeaders('text', 'Ŵyl (1).csv')
  assert.equal(
    headers['content-disposition'],
    `attachment; filename="Wyl (1).csv"; filename*=UTF-8''%C5%B4yl%20%281%29.csv`,
  )
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8')
})
