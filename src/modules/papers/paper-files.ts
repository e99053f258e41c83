import type { FastifyReply } from 'fastify'
import { toCsv } from '#platform/csv.ts'
import type { OfficeDocument } from '#platform/document.ts'
import { NotFound } from '#platform/errors.ts'
import { EVIDENCE_KINDS } from '#platform/evidence-file.ts'
import { sendFile } from '#platform/http.ts'
import { toOds } from '#platform/ods.ts'
import { toOdt } from '#platform/odt.ts'
import { toJson, type Workbook } from '#platform/spreadsheet.ts'
import { toXlsx } from '#platform/xlsx.ts'
import { writeZip, type ZipInput } from '#platform/zip-writer.ts'
import { wordInThread } from './paper-writer.ts'

export const documentFormats = ['docx', 'odt'] as const
export type DocumentFormat = (typeof documentFormats)[number]

export const tableFormats = ['xlsx', 'ods', 'json'] as const
export type TableFormat = (typeof tableFormats)[number]

/** What people call a format, for the words of a link. */
export const formatWords: Readonly<Record<DocumentFormat | TableFormat | 'csv', string>> = {
  docx: 'Word',
  odt: 'ODT',
  xlsx: 'Excel',
  ods: 'ODS',
  csv: 'CSV',
  json: 'JSON',
}

/** Sends a paper as Word or ODT. */
export async function sendDocument(
  reply: FastifyReply,
  name: string,
  format: DocumentFormat,
  document: OfficeDocument,
): Promise<FastifyReply> {
  const bytes = format === 'docx' ? await wordInThread(document) : await toOdt(document)
  return sendPrivately(reply, `${name}.${format}`, EVIDENCE_KINDS[format].mediaType, bytes)
}

/** Sends a workbook with all its sheets. */
export async function sendWorkbook(
  reply: FastifyReply,
  name: string,
  format: TableFormat,
  workbook: Workbook,
): Promise<FastifyReply> {
  if (format === 'json')
    return sendPrivately(reply, `${name}.json`, 'application/json; charset=utf-8', toJson(workbook))
  const bytes = format === 'xlsx' ? await toXlsx(workbook) : await toOds(workbook)
  return sendPrivately(reply, `${name}.${format}`, EVIDENCE_KINDS[format].mediaType, bytes)
}

/** Sends one sheet of a workbook as CSV, in which nothing that people typed is calculated. */
export async function sendSheet(
  reply: FastifyReply,
  name: string,
  workbook: Workbook,
  sheetAt: number,
): Promise<FastifyReply> {
  const sheet = workbook.sheets[sheetAt]
  if (!sheet) throw new NotFound('No such sheet.')
  return sendPrivately(reply, `${name}.csv`, 'text/csv; charset=utf-8', toCsv(sheet))
}

/** As a file to save. No browser and no proxy keeps a copy. */
export async function sendPrivately(
  reply: FastifyReply,
  name: string,
  type: string,
  bytes: Uint8Array,
): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store')
  return sendFile(reply, { name, type, bytes })
}

/** Sends an archive entry by entry as it is made, so that no more than one of its files is ever in memory. */
export async function sendArchive(
  reply: FastifyReply,
  name: string,
  entries: AsyncIterable<ZipInput>,
): Promise<FastifyReply> {
  return reply
    .header('content-disposition', `attachment; filename="${name}.zip"`)
    .header('cache-control', 'private, no-store')
    .type('application/zip')
    .send(streamOf(writeZip(entries)))
}

/** Chunks as a stream that is only drawn on as fast as it is read, and is let go of when the reader goes away. */
function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}

/** A title as part of a file name: letters, figures and hyphens, not too long. */
export function inFileName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return plain.slice(0, 60).replace(/-+$/u, '') || 'round'
}
