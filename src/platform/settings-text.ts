import { settings, textOf } from './config.ts'
import type { Setting } from './setting.ts'

const all: readonly Setting<unknown>[] = Object.values(settings)

/** The whole of `.env.example`: every setting with its meaning, commented out at the value it has when not set. */
export function envExample(): string {
  const head =
    '# Settings of Handfast. All are optional. Copy this file to .env and take the # away from what you set.'
  const parts = all.map(
    (setting) => `\n# ${setting.meaning}\n#${setting.name}=${quoted(textOf(setting, {}) ?? '')}`,
  )
  return `${[head, ...parts].join('\n')}\n`
}

/** The settings as a table for the README. A name in braces stands for that setting's value. */
export function settingsTable(): string {
  const rows = all.map(({ name, fallback, meaning }) => `| \`${name}\` | ${cell(fallback)} | ${meaning} |`)
  return `${['| Setting | When not set | Meaning |', '|---|---|---|', ...rows].join('\n')}\n`
}

function cell(fallback: string | undefined): string {
  return fallback === undefined ? 'off' : `\`${fallback}\``
}

function quoted(text: string): string {
  return /[\s<>]/.test(text) ? `"${text}"` : text
}
