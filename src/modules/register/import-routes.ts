import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Check } from 'typebox/value'
import { webAddress } from '#content/arrangement.ts'
import { idFrom, readForm, requireOperator, seeOther, sendPage } from '#platform/http.ts'
import { readUpload, type Upload } from '#platform/multipart.ts'
import { readSpreadsheet } from '#platform/upload.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import {
  importFor,
  importsFor,
  keepImport,
  setMapping,
  takeOver,
  undoImport,
  type Import,
  type ImportDeps,
  type NewImport,
} from './import-commands.ts'
import { importFields, readRows, type Mapping, type RowReading } from './import-rows.ts'
import { links } from './links.ts'
import type { RegisterPages } from './routes.ts'
import type { RegisterTables } from './tables.ts'
import { importPage, importsPage, newImportPage } from './views/import-pages.ts'

const mostRows = 5000

/** Lists in other shapes: upload, say which column holds what, look at every row, take over, take back. For the operator. */
export function importRoutes(app: FastifyInstance, pages: RegisterPages): void {
  const deps: ImportDeps = { shelf: pages.shelf, db: pages.db.$pickTables<keyof RegisterTables>() }
  const find = async (request: FastifyRequest) => {
    const viewer = requireOperator(request)
    return { viewer, list: await importFor(deps, viewer, idFrom<'import'>(request, 'import')) }
  }
  app.get(links.imports, async (request, reply) =>
    sendPage(reply, importsPage(request.shell, await importsFor(deps, requireOperator(request)))),
  )
  app.get(links.newImport, async (request, reply) => {
    requireOperator(request)
    return sendPage(reply, newImportPage(request.shell, emptyForm))
  })
  app.post(links.newImport, async (request, reply) => {
    const viewer = requireOperator(request)
    const read = await readList(await readUpload(request, 'file'))
    if ('form' in read) return sendPage(reply, newImportPage(request.shell, read.form), 422)
    return seeOther(reply, links.import(await keepImport(deps, viewer, read.value)))
  })
  app.get('/register/imports/:import', async (request, reply) => {
    const { list } = await find(request)
    return sendPage(reply, importPage(request.shell, { list, readings: await readingsOf(pages, list) }))
  })
  app.post('/register/imports/:import/columns', async (request, reply) => {
    const { viewer, list } = await find(request)
    await setMapping(deps, viewer, list.id, mappingFrom(request.body, list.columns.length))
    return seeOther(reply, links.import(list.id))
  })
  app.post('/register/imports/:import/take', async (request, reply) => {
    const { viewer, list } = await find(request)
    await takeOver(deps, viewer, list, await readingsOf(pages, list))
    return seeOther(reply, links.import(list.id))
  })
  app.post('/register/imports/:import/undo', async (request, reply) => {
    const { viewer, list } = await find(request)
    await undoImport(deps, viewer, list.id)
    return seeOther(reply, links.import(list.id))
  })
}

async function readingsOf({ shelf, content }: RegisterPages, list: Import): Promise<RowReading[]> {
  const { directory, entries } = await shelf.book()
  const others = entries.filter(({ origin }) => origin.type !== 'imported' || origin.list !== list.name)
  return readRows(list, list.rows, list.mapping, { directory, services: content.services, entries: others })
}

function mappingFrom(body: unknown, columns: number): Mapping {
  const posted = readForm(body)
  return Object.fromEntries(
    importFields.flatMap((field) => {
      const place = posted[field] === '' ? Number.NaN : Number(posted[field])
      return Number.isInteger(place) && place >= 0 && place < columns ? [[field, place]] : []
    }),
  )
}

async function readList({
  body,
  file,
  problem,
}: Upload): Promise<{ readonly value: NewImport } | { readonly form: Form }> {
  const text = (name: string) => String(body[name] ?? '').trim()
  const [name, source, licence] = [text('name'), text('source'), text('licence')]
  const errors: Record<string, string> = {}
  if (name.length < 3 || name.length > 120)
    errors['name'] = 'Enter what the list is called, in 3 to 120 characters'
  if (!Check(webAddress, source)) errors['source'] = 'Enter an address that begins with https://'
  if (licence.length < 2 || licence.length > 120)
    errors['licence'] = 'Enter the licence, in 2 to 120 characters'
  const reading = file === null ? null : await readSpreadsheet(file.bytes, { fileName: file.name })
  if (problem !== null) errors['file'] = problem
  else if (reading === null) errors['file'] = 'Choose a file'
  else if (!reading.ok)
    errors['file'] =
      'We cannot read this file. It must be an Excel, OpenDocument or CSV file that opens without a password.'
  const [sheet] = reading?.ok ? reading.sheets : []
  const [heads = [], ...rows] = sheet?.rows ?? []
  if (!errors['file'] && rows.length === 0)
    errors['file'] = 'The first sheet has no row below the names of its columns'
  if (rows.length > mostRows)
    errors['file'] = `The list has more than ${mostRows.toLocaleString('en-GB')} rows. Take it over in parts.`
  if (Object.keys(errors).length > 0) return { form: { values: { name, source, licence }, errors } }
  return {
    value: { name, source, licence, columns: heads.map((head) => String(head ?? '').slice(0, 100)), rows },
  }
}
