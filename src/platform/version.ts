import { readFileSync } from 'node:fs'

const file = new URL('../../package.json', import.meta.url)

/** The version of Handfast, saved with every archive and backup. The engine has its own. */
export const productVersion: string = versionIn(JSON.parse(readFileSync(file, 'utf8')))

function versionIn(manifest: unknown): string {
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return isManifest && typeof manifest.version === 'string' ? manifest.version : 'unknown'
}
