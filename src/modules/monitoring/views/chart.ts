import type { ControlChart } from '#engine/control-chart.ts'
import { chartFrame } from '#ui/chart/chart-frame.ts'
import { html, type Html } from '#ui/html.ts'
import { govukTable } from '#ui/table.ts'
import { quarterWords } from '../pulse.ts'

const [width, height, left, right, top, bottom] = [640, 220, 44, 12, 14, 34]

/** A control chart: the points, their mean and the limits that chance keeps to; and the same as a table. */
export function controlChartFigure(id: string, sentence: string, chart: ControlChart): Html {
  const limits = chart.phases.at(-1)?.limits ?? null
  const values = chart.points.flatMap((point) => (point.kind === 'value' ? [point.value] : []))
  const low = Math.min(...values, limits?.lower ?? Infinity)
  const high = Math.max(...values, limits?.upper ?? -Infinity)
  const x = (i: number) => left + (i * (width - left - right)) / Math.max(1, chart.points.length - 1)
  const y = (value: number) => top + ((high - value) * (height - top - bottom)) / Math.max(0.1, high - low)
  const line = (value: number, dash: string) =>
    html`<path d="M${left} ${round(y(value))}H${width - right}" stroke="#4b5a66" stroke-width="1.5" stroke-dasharray="${dash}" /><text x="${left - 6}" y="${round(y(value) + 5)}" text-anchor="end" fill="#4b5a66" font-size="14">${value.toFixed(1)}</text>`
  const drawing = html`<svg class="hf-chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${sentence}" focusable="false">
    ${limits && html`${line(limits.mean, '0')}${line(limits.upper, '4 4')}${line(limits.lower, '4 4')}`}
    ${chart.points.map((point, i) => {
      if (point.kind !== 'value') return false
      const next = chart.points[i + 1]
      const marked = point.signals.length > 0
      return html`${next?.kind === 'value' && html`<path d="M${round(x(i))} ${round(y(point.value))}L${round(x(i + 1))} ${round(y(next.value))}" stroke="#16222b" stroke-width="2" />`}${
        marked
          ? html`<rect x="${round(x(i) - 6)}" y="${round(y(point.value) - 6)}" width="12" height="12" fill="#a3341f" stroke="#16222b" />`
          : html`<circle cx="${round(x(i))}" cy="${round(y(point.value))}" r="5" fill="#16222b" />`
      }`
    })}
    <text x="${left}" y="${height - 8}" fill="#4b5a66" font-size="14">${chart.points[0]?.period ?? ''}</text>
    <text x="${width - right}" y="${height - 8}" text-anchor="end" fill="#4b5a66" font-size="14">${chart.points.at(-1)?.period ?? ''}</text>
  </svg>`
  return chartFrame({ id, sentence, drawing, table: table(chart) })
}

function round(value: number): string {
  return value.toFixed(1)
}

function table(chart: ControlChart): Html {
  return govukTable({
    head: [{ text: 'Quarter' }, { text: 'Value', format: 'numeric' }, { text: 'What it says' }],
    firstCellIsHeader: true,
    rows: chart.points.map((point) => [
      { text: quarterWords(point.period) },
      { text: point.kind === 'value' ? point.value.toFixed(1) : '–', format: 'numeric' as const },
      {
        text:
          point.kind === 'gap'
            ? (point.reason ?? 'Nothing was asked')
            : point.signals.length > 0
              ? 'Not chance (drawn as a square)'
              : 'Within what is usual',
      },
    ]),
  })
}
