import { demand } from '#engine/bad-input.ts'
import type { Replay, Saved } from '#root/cli/calculation.ts'
import { recordAt, textAt, wholeAt } from '#root/cli/field.ts'
import { readInput } from '#root/cli/input.ts'
import type { Command, Io } from '#root/cli/io.ts'
import { toPlain, type Plain } from '#platform/plain-data.ts'
import { engineVersion } from '#engine/version.ts'

const FIELDS = [
  'handfast',
  'engineVersion',
  'seed',
  'options',
  'input',
  'inputHash',
  'result',
  'resultHash',
] as const

const HELP = `handfast replay FILE

Computes a saved result (what --json wrote) again from its own inputs, options and seed, and compares every number to
the bit. Says where they differ. Exit code 0: the same; 1: different; 2: not a saved result.`

/** `handfast replay`: given the calculations that can be recomputed, by name. */
export function replayCommand(calculations: Readonly<Record<string, { replay: Replay }>>): Command {
  return {
    summary: 'recompute a saved result and say where it differs',
    run: async (args, io) => {
      if (args.includes('--help') || args.includes('-h')) {
        io.out(`${HELP}\n`)
        return 0
      }
      demand(
        args.length === 1 && args[0] !== undefined,
        'arguments',
        'name one saved result, or - for standard input',
      )
      const saved = savedIn(args[0], io)
      const calculation = Object.entries(calculations).find(([name]) => name === saved.handfast)?.[1]
      demand(
        calculation !== undefined,
        'handfast',
        `"${saved.handfast}" is not a calculation that can be replayed`,
      )
      return report(saved, await calculation.replay(saved), io)
    },
  }
}

function savedIn(path: string, io: Io): Saved {
  const read = readInput(path, 'json', io)
  const given = recordAt(read.kind === 'data' ? read.data : null, 'the input', FIELDS)
  for (const field of FIELDS)
    demand(given[field] !== undefined, field, 'is missing; is this what --json wrote?')
  return {
    handfast: textAt(given['handfast'], 'handfast'),
    engineVersion: textAt(given['engineVersion'], 'engineVersion'),
    seed: wholeAt(given['seed'], 'seed', 0, 2 ** 53 - 1),
    options: toPlain(given['options']),
    input: toPlain(given['input']),
    inputHash: textAt(given['inputHash'], 'inputHash'),
    result: toPlain(given['result']),
    resultHash: textAt(given['resultHash'], 'resultHash'),
  }
}

function report(saved: Saved, replayed: Awaited<ReturnType<Replay>>, io: Io): number {
  const { differences, inputAltered, resultAltered } = replayed
  const lines: string[] = []
  if (saved.engineVersion !== engineVersion) {
    lines.push(`Saved by version ${saved.engineVersion}; this is ${engineVersion}.`)
  }
  if (inputAltered) lines.push('The inputs were altered after they were saved: their hash does not match.')
  if (resultAltered) lines.push('The result was altered after it was saved: its hash does not match.')
  for (const { path, saved: before, now } of differences)
    lines.push(`${path}: saved ${shown(before)}, now ${shown(now)}`)
  const isSame = differences.length === 0 && !inputAltered && !resultAltered
  lines.push(
    isSame
      ? `The same to the bit: ${saved.resultHash}`
      : `Not the same: ${differences.length} differences shown.`,
  )
  io.out(`${lines.join('\n')}\n`)
  return isSame ? 0 : 1
}

function shown(value: Plain | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120)
}
