import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'

/** A posted form with at most one file. `problem` says in words why the file could not be read; the rest of the form is there. */
export type Upload = {
  readonly body: Readonly<Record<string, string | string[]>>
  readonly file: { readonly name: string; readonly bytes: Buffer } | null
  readonly problem: string | null
}

/** The most that any upload may hold; what is read is decided by its reader, with words of its own. */
export const largestUpload = 12_000_000

/**
 * Reads a form that may carry a file, whether it came as multipart or not. A file that is too large is dropped and said;
 * what was typed beside it is kept.
 */
export async function readUpload(request: FastifyRequest, fileField: string): Promise<Upload> {
  if (!request.isMultipart()) return { body: plain(request.body), file: null, problem: null }
  const body: Record<string, string | string[]> = {}
  let file: Upload['file'] = null
  let problem: string | null = null
  const parts = request.parts({
    limits: { fileSize: largestUpload, files: 1, fields: 200, fieldSize: 200_000 },
  })
  for await (const part of parts) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? part.value : ''
      const earlier = body[part.fieldname]
      body[part.fieldname] =
        earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value]
      continue
    }
    const bytes = await part.toBuffer()
    if (part.fieldname !== fileField || part.filename === '') continue
    if (part.file.truncated)
      problem = `The file is larger than ${largestUpload / 1_000_000} MB. Choose a smaller one.`
    else if (bytes.length > 0) file = { name: part.filename, bytes }
    else problem = 'The file is empty. Choose another.'
  }
  return { body, file, problem }
}

function plain(body: unknown): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {}
  if (typeof body !== 'object' || body === null) return form
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') form[name] = value
    else if (Array.isArray(value))
      form[name] = value.filter((member): member is string => typeof member === 'string')
  }
  return form
}
