import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, errorFields, type LogFields, type LogLevel } from './log.ts'

const clock = { now: () => new Date('2027-03-01T09:30:00Z') }

function logAt(level: LogLevel) {
  const lines: string[] = []
  return { lines, log: createLog({ level, clock, write: (line) => lines.push(line) }) }
}

test('a request is one line of JSON', () => {
  const { lines, log } = logAt('info')
  log.info('request.answered', { method: 'POST', route: '/rounds/:id/seal', status: 303, ms: 12.3456 })
  assert.deepEqual(lines, [
    '{"at":"2027-03-01T09:30:00.000Z","level":"info","event":"request.answered","method":"POST","route":"/rounds/:id/seal","status":303,"ms":12.3}\n',
  ])
})

test('what is below the level is not written', () => {
  for (const [level, expected] of [
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const) {
    const { lines, log } = logAt(level)
    for (const write of [log.debug, log.info, log.warn, log.error]) write('thing.happened')
    assert.equal(lines.length, expected)
  }
})

test('a field that nobody listed is left out, and so is an object in a listed one', () => {
  const { lines, log } = logAt('info')
  const form = {
    status: 200,
    body: 'our answer',
    route: { answer: 'our answer' },
    toJSON: () => 'our answer',
  }
  log.info('request.answered', form as unknown as LogFields)
  assert.doesNotMatch(lines.join(), /our answer/)
  assert.match(lines.join(), /"status":200/)
})

test('a line stays one line and of a bounded length', () => {
  const { lines, log } = logAt('info')
  log.info('request.answered', { route: `/a\n{"forged":1}${'x'.repeat(100_000)}` })
  assert.equal(lines.length, 1)
  assert.equal(lines[0]?.indexOf('\n'), (lines[0]?.length ?? 0) - 1)
  assert.ok((lines[0]?.length ?? 0) < 2500)
})

test('an error is logged by its class, code and place, never by its message', () => {
  const error = Object.assign(
    new TypeError('invalid input: "our answer\n    at our answer (our answer.ts:1:1)'),
    {
      code: '22P02',
      detail: 'Key (reason)=(our answer)',
    },
  )
  const fields = errorFields(error)
  assert.equal(fields.error, 'TypeError')
  assert.equal(fields.code, '22P02')
  assert.match(fields.stack ?? '', /^src\/platform\/log\.test\.ts:\d+:\d+/)
  assert.doesNotMatch(JSON.stringify(fields), /our answer/)
  assert.deepEqual(errorFields('our answer'), { error: 'string' })
})
