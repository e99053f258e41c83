import { certainValue, likelyValue, type Uncertain } from './distribution.ts'
import { inputSampler, type NamedInput } from './input-sampler.ts'
import { type CertainWithdrawal, settle, type WithdrawalInput } from './withdrawal-input.ts'

/** The uncertain numbers of a partnership in the order in which `settle` asks for them. */
function numbersOf(input: WithdrawalInput): Uncertain[] {
  const list: Uncertain[] = []
  settle(input, (value) => {
    list.push(value)
    return likelyValue(value)
  })
  return list
}

/**
 * The partnership as it turns out to be in each replicate: every uncertain number drawn once, independently. An input
 * without uncertain numbers is the same in all.
 */
export function withdrawalDraws(
  input: WithdrawalInput,
  seed: number,
): (replicate: number) => CertainWithdrawal {
  const values = numbersOf(input)
  const likely = settle(input, likelyValue)
  if (values.every((value) => certainValue(value) !== undefined)) return () => likely
  const named: NamedInput[] = values.map((value, i) => ({ name: `${i}`, value }))
  const sampler = inputSampler(named, [], { seed })
  const drawn = new Float64Array(values.length)
  return (replicate) => {
    sampler.draw(replicate, drawn)
    let next = 0
    return settle(input, () => drawn[next++]!)
  }
}
