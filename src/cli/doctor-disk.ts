import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '#platform/cannot-start.ts'
import type { Finding } from '#root/cli/finding.ts'

/** Whether a folder can be written, or could be made; null when it is not wanted. */
export async function checkFolder(name: string, folder: string | null): Promise<Finding> {
  if (folder === null)
    return {
      name,
      isWell: true,
      words: 'BACKUP is off: make sure that something else copies the database and the key',
    }
  const there = await nearest(folder)
  try {
    await access(there, constants.W_OK | constants.X_OK)
    return {
      name,
      isWell: true,
      words: there === folder ? `${folder} can be written` : `${folder} can be made`,
    }
  } catch (error) {
    const words = `${there} cannot be written (${errorCode(error) ?? 'unknown reason'}): give this user the right to it, or set BACKUP_FOLDER`
    return { name, isWell: false, words }
  }
}

const tooLittle = 500_000_000

/** How much is free on the disk of a folder. */
export async function freeSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearest(folder))
  const free = bavail * bsize
  const words = `${(free / 1e9).toFixed(1)} GB free on the disk of ${folder}`
  return {
    name: 'disk',
    isWell: free >= tooLittle,
    words: free >= tooLittle ? words : `${words}: free some space`,
  }
}

/** The folder, or the nearest above it that is there. */
async function nearest(folder: string): Promise<string> {
  try {
    await access(folder)
    return folder
  } catch {
    const above = dirname(folder)
    return above === folder ? folder : nearest(above)
  }
}
