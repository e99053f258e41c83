import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

/** The Chromium to test with: CHROMIUM_PATH, or the first on the path; undefined when there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const chosen = env['CHROMIUM_PATH']
  if (chosen) return existsSync(chosen) ? chosen : undefined
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file))
}
