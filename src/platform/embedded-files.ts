import type { PGlite } from '@electric-sql/pglite'
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { invariant } from './errors.ts'

/**
 * PGlite as it comes never asks the disk to keep anything: it starts PostgreSQL with `fsync=off`, and its file layer
 * ignores fsync besides (https://github.com/electric-sql/pglite/issues/1107). After a power cut an acknowledged answer
 * could be gone, or the database with it. Two things mend that: these parameters, and `makeFsyncReal`.
 *
 * Both reach into PGlite's inside, so its version is pinned and a test counts the fsyncs of a hundred commits.
 */
export function durableStartParams(defaults: readonly string[]): string[] {
  return [...defaults.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync']
}

type OpenFile = { readonly nfd?: number; readonly node: object }
type NodeFiles = {
  stream_ops: { fsync?: (file: OpenFile) => number }
  realPath(node: object): string
}

const kept = { fsyncs: 0 }

/** How many fsyncs this process has made for its embedded database. */
export function fsyncCount(): number {
  return kept.fsyncs
}

/** Makes fsync inside the embedded database an fsync of the file, or folder, on the disk. */
export function makeFsyncReal(pglite: PGlite): void {
  const files = nodeFiles(pglite)
  files.stream_ops.fsync = (file) => {
    if (file.nfd === undefined) fsyncFolder(files.realPath(file.node))
    else fsyncSync(file.nfd)
    kept.fsyncs += 1
    return 0
  }
}

/** The file layer is not in PGlite's types, and where it hangs differs from build to build. */
function nodeFiles(pglite: PGlite): NodeFiles {
  const { FS, NODEFS } = pglite.Module as unknown as {
    FS: { filesystems?: { NODEFS?: NodeFiles } }
    NODEFS?: NodeFiles
  }
  const files = FS.filesystems?.NODEFS ?? NODEFS
  invariant(files?.stream_ops, 'This version of PGlite keeps its files where fsync cannot be mended.')
  return files
}

/** Asks the disk to keep a folder's entries. Windows cannot open a folder, and keeps its entries by other means. */
export function fsyncFolder(path: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** Asks the disk to keep every file and folder under a path. About a thousand files after the first start. */
export function fsyncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) fsyncTree(path)
    else if (entry.isFile()) fsyncFile(path)
  }
  fsyncFolder(folder)
}

/** Open for writing, because Windows will not fsync a file that is open for reading only. */
function fsyncFile(path: string): void {
  const opened = openSync(path, 'r+')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
