import { BadInput } from '#engine/bad-input.ts'
import { businessCase } from '#root/cli/case.ts'
import { chart } from '#root/cli/chart.ts'
import { clearDays } from '#root/cli/clear-days.ts'
import { instanceCommands } from '#root/cli/instance-commands.ts'
import { processIo, type Command, type Io } from '#root/cli/io.ts'
import { partition } from '#root/cli/partition.ts'
import { replayCommand } from '#root/cli/replay.ts'
import { share } from '#root/cli/share.ts'
import { similar } from '#root/cli/similar.ts'
import { productVersion } from '#platform/version.ts'
import { votes } from '#root/cli/votes.ts'
import { withdraw } from '#root/cli/withdraw.ts'

/** Calculations of the engine, by name; each can be replayed. */
export const calculations = {
  share,
  case: businessCase,
  withdraw,
  votes,
  partition,
  chart,
  similar,
  'clear-days': clearDays,
}

/** Every command of `handfast`. Adding one is one line here. */
export const commands: Readonly<Record<string, Command>> = {
  ...calculations,
  replay: replayCommand(calculations),
  ...instanceCommands(process.env),
}

/**
 * Runs one command line and returns its exit code: 0 done, 1 the answer is no, 2 it could not be done. Whatever is
 * wrong with the input is one line on the error stream.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(overview())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    io.out(`${productVersion}\n`)
    return 0
  }
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (command === undefined) {
    io.err(`handfast: "${name}" is not a command; there are ${Object.keys(commands).join(', ')}\n`)
    return 2
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    io.err(`handfast ${name}: ${sentenceOf(error)}\n`)
    return 2
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof BadInput || error instanceof RangeError) return error.message
  return `this is a fault in Handfast, please report it: ${error instanceof Error ? error.stack : String(error)}`
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `handfast COMMAND [FILE] [options]\n\n${lines.join('\n')}\n\nhandfast COMMAND --help says more.\n`
}

if (import.meta.main) {
  // A reader that has seen enough (head, less) is no fault.
  process.stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.exitCode = await main(process.argv.slice(2), processIo)
}
