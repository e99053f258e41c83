import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { closePulse, startPulse, type PulseOutcome } from './commands.ts'
import { pulseFor, type PulseView } from './queries.ts'
import type { MonitoringPages } from './routes.ts'
import { countedWords, measureWords, movedWords, pulseRefusalWords } from './text.ts'

const tag = 'Pulse'
const byPartnership = Type.Object({ partnership: Type.String() })
const value = Type.Union([Type.Number(), Type.Null()], { description: 'Null where it cannot be shown.' })
const PulseSchema = Type.Object(
  {
    open: Type.Union([
      Type.Object({
        quarter: Type.String(),
        hasFive: Type.Boolean({ description: 'Whether five or more have answered.' }),
      }),
      Type.Null(),
    ]),
    latest: Type.Union([Type.String(), Type.Null()]),
    measures: Type.Array(
      Type.Object({
        id: Type.String(),
        says: Type.String(),
        points: Type.Array(Type.Object({ quarter: Type.String(), value, says: Type.String() })),
        moved: Type.String({ description: 'Since last time, in words.' }),
        isWorseTwice: Type.Boolean({ description: 'Worse two quarters running.' }),
        variation: Type.Union([Type.String(), Type.Null()], {
          description: 'What the control chart says, from 12 points.',
        }),
      }),
    ),
  },
  { title: 'Pulse' },
)

function shown({ open, latest, pulse, series, findings }: PulseView): Static<typeof PulseSchema> {
  return {
    open: open && { quarter: open.quarter, hasFive: open.enough },
    latest,
    measures: series.map(({ measure, points }) => {
      const finding = findings.find((each) => each.measure === measure)
      return {
        id: measure,
        says: measureWords(pulse, measure),
        points: points.map(({ quarter, counted }) => ({
          quarter,
          value: counted.type === 'shown' ? counted.tenths / 10 : null,
          says: countedWords(counted, measure),
        })),
        moved: finding ? movedWords(finding) : 'Not asked yet.',
        isWorseTwice: finding?.warning ?? false,
        variation: finding?.chart?.variation ?? null,
      }
    }),
  }
}

/** The pulse for programs: reading, starting and closing. People answer for themselves, on the page. */
export function monitoringApi(app: FastifyInstance, deps: MonitoringPages): void {
  operation(
    app,
    'read',
    {
      id: 'getPulse',
      method: 'GET',
      path: '/partnerships/:partnership/pulse',
      tag,
      summary: 'What the pulse of a partnership says',
      params: byPartnership,
      answer: PulseSchema,
    },
    async (viewer, { params }) => ({ body: shown(await pulseFor(deps, viewer, idOf(params.partnership))) }),
  )
  for (const [id, path, summary, act] of [
    [
      'startPulse',
      'start',
      'Start the pulse of this quarter',
      (viewer, at) => startPulse(deps, viewer, at, deps.pulse),
    ],
    [
      'closePulse',
      'close',
      'Close the pulse: answers are counted and deleted',
      (viewer, at) => closePulse(deps, viewer, at),
    ],
  ] as readonly [
    string,
    string,
    string,
    (viewer: Parameters<typeof startPulse>[1], at: Parameters<typeof startPulse>[2]) => Promise<PulseOutcome>,
  ][])
    operation(
      app,
      'lead',
      {
        id,
        method: 'POST',
        path: `/partnerships/:partnership/pulse/${path}`,
        tag,
        summary,
        params: byPartnership,
        answer: PulseSchema,
        problems: ['refused'],
      },
      async (viewer, { params }) => {
        const at = idOf<'partnership'>(params.partnership)
        const outcome = await act(viewer, at)
        return 'refused' in outcome
          ? refused(outcome.refused, pulseRefusalWords)
          : { body: shown(await pulseFor(deps, viewer, at)) }
      },
    )
}
