import { parentPort } from 'node:worker_threads'
import { caseFindings } from '#engine/business-case-findings.ts'
import type { LongWork } from '#engine/long-work.ts'
import { hashOf, toPlain, type Plain } from '#platform/plain-data.ts'
import { engineVersion } from '#engine/version.ts'
import type { RunInputs } from './run.ts'

/** What the thread is asked, and what it says: how far it is, then everything at once. */
export type RunTask = { readonly inputs: RunInputs; readonly seed: number; readonly draws: number }
export type RunNews =
  | { readonly doneOfHundred: number }
  | { readonly summary: string; readonly saved: string }
  | { readonly trouble: string }

/**
 * Works out every option of a run. Each result is exactly what `handfast case --json` writes of the same input, options and
 * seed, so that `handfast replay` can recompute it.
 */
export function workOut({ inputs, seed, draws }: RunTask, tell: (doneOfHundred: number) => void) {
  const saved: Record<string, Plain> = {}
  const options: Plain[] = []
  const results = new Map<string, Plain>()
  for (const [at, { option, input }] of inputs.options.entries()) {
    const given = toPlain(input)
    const inputHash = hashOf(given)
    const onProgress: LongWork['onProgress'] = ({ done, of }) =>
      tell(Math.floor((100 * (at + (of > 0 ? done / of : 0))) / inputs.options.length))
    // Options that share nothing have the same input, to the letter, where no cost or benefit tells them apart.
    const result =
      results.get(inputHash) ?? toPlain(caseFindings(input, { seed, draws, inputHash }, { onProgress }))
    results.set(inputHash, result)
    saved[option] = {
      handfast: 'case',
      engineVersion,
      seed,
      options: { draws: String(draws) },
      input: given,
      inputHash,
      result,
      resultHash: hashOf(result),
    }
    options.push({ option, found: withoutConvergence(result) })
  }
  return { saved, summary: { options } }
}

/** What the pages draw: all but the record of how the mean settled. */
function withoutConvergence(result: Plain): Plain {
  if (result === null || typeof result !== 'object' || Array.isArray(result)) return result
  return Object.fromEntries(Object.entries(result).filter(([name]) => name !== 'convergence'))
}

parentPort?.on('message', (task: RunTask) => {
  let last = 0
  try {
    const { saved, summary } = workOut(task, (doneOfHundred) => {
      if (doneOfHundred < last + 5) return
      last = doneOfHundred
      say({ doneOfHundred })
    })
    say({ saved: JSON.stringify(saved), summary: JSON.stringify(summary) })
  } catch (error) {
    say({ trouble: error instanceof Error ? error.message : String(error) })
  }
})

function say(news: RunNews): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(news)
}
