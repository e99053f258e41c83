import { safeFileName } from '#platform/evidence-file.ts'
import type { ZipInput } from '#platform/zip-writer.ts'
import type { Draft, EvidenceFile } from '../answer.ts'
import { ownCopySchema, type OwnCopy } from './own-copy-schema.ts'
import { ownRows, type OwnPapers, type OwnRow } from './own-papers.ts'
import { ownCopyPage } from './views/own-copy-page.ts'

/** A file of the copy: how the answer names it, and where it stands in the archive. */
export type CopiedFile = { readonly file: EvidenceFile; readonly path: string }

/** What the round published of the council's own seal after the reveal, for checking the receipt by oneself; null before. */
export type PublishedAnswers = Readonly<Record<string, unknown>> | null

/**
 * A council's whole copy of a round, entry by entry: a page that opens in any browser without our software, the same as data
 * with its schema, the questions word for word, the receipt, and every file of evidence as it was given. One file at a time is
 * in memory. Nothing of another council is in it.
 */
export async function* ownCopyEntries(
  papers: OwnPapers,
  published: PublishedAnswers,
  readFile: (file: EvidenceFile) => Promise<Uint8Array>,
): AsyncGenerator<ZipInput> {
  const files = copiedFiles(papers)
  yield { name: 'index.html', bytes: bytesOf(ownCopyPage(papers, files, published !== null).html) }
  yield json('answers.json', ownCopy(papers, files))
  yield json('schema.json', ownCopySchema)
  yield json('questions.json', papers.own.framework)
  if (papers.receipt) yield json('receipt.json', receiptFile(papers))
  if (published) yield json('sealed-answers.json', published)
  for (const { file, path } of files) yield { name: path, bytes: await readFile(file), isStored: true }
}

/** The same file of the same answer stands once; names cannot meet, because each begins with its statement and a count. */
export function copiedFiles(papers: OwnPapers): CopiedFile[] {
  const found = ownRows(papers).flatMap(({ statement, draft, offices }) =>
    [draft, ...offices.map((office) => office.draft)].flatMap(({ file }) =>
      file ? [{ statement, file }] : [],
    ),
  )
  const once = found.filter(({ file }, at) => found.findIndex((other) => other.file.id === file.id) === at)
  return once.map(({ statement, file }, at) => ({
    file,
    path: `files/${String(at + 1).padStart(3, '0')} ${statement.number} ${safeFileName(file.name)}`,
  }))
}

/** The copy as data. The key of a file is not in it: the file itself is. */
export function ownCopy(papers: OwnPapers, files: readonly CopiedFile[]): OwnCopy {
  const { own, council, receipt, today } = papers
  const { round, framework, partnership, terms } = own
  return {
    handfast: 'own-copy',
    version: 1,
    madeOn: today,
    partnership: partnership.name,
    round: {
      id: round.id,
      title: round.title,
      mode: round.mode,
      state: round.state,
      ambition: terms.ambition,
      councils: round.parties.map(({ council: code, name }) => ({ code, name })),
    },
    council: { code: council.code, name: council.name },
    questions: { id: framework.id, version: framework.version },
    receipt: receipt && {
      root: receipt.root,
      digests: { ...receipt.digests },
      sealedAt: receipt.sealedAt?.toISOString() ?? null,
    },
    statements: ownRows(papers).map((row) => copiedRow(row, files)),
  }
}

function copiedRow(row: OwnRow, files: readonly CopiedFile[]): OwnCopy['statements'][number] {
  const { statement, draft, note, offices, staff } = row
  return {
    id: statement.id,
    number: statement.number,
    statement: statement.statement,
    agreed: copiedAnswer(draft, files),
    privateNote: note.text,
    offices: offices.map((office) => ({ who: office.who, answer: copiedAnswer(office.draft, files) })),
    staff:
      staff === null || staff.type !== 'counts'
        ? staff && { type: staff.type }
        : { type: staff.type, levels: [...staff.levels], answered: staff.answered },
  }
}

function copiedAnswer(draft: Draft, files: readonly CopiedFile[]): OwnCopy['statements'][number]['agreed'] {
  const { file, carried, ...typed } = draft
  const path = files.find((copied) => copied.file.id === file?.id)?.path
  return {
    ...typed,
    carried: carried === true,
    file:
      file && path !== undefined ? { name: file.name, mediaType: file.type, size: file.size, path } : null,
  }
}

function receiptFile({ own, council, receipt }: OwnPapers) {
  return {
    handfast: 'receipt',
    round: own.round.id,
    title: own.round.title,
    council: council.code,
    sealedAt: receipt?.sealedAt ?? null,
    receipt: receipt?.root,
    digests: receipt?.digests,
  }
}

function json(name: string, value: unknown): ZipInput {
  return { name, bytes: bytesOf(`${JSON.stringify(value, null, 2)}\n`) }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
