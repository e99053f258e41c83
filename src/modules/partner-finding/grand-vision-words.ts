import { formatCount } from '#ui/format.ts'
import type { GrandReason } from './grand-vision.ts'

/** What makes a plan grand, in a few words. */
export const grandTypeWords: Readonly<Record<GrandReason['type'], string>> = {
  'many-services': 'many services at once',
  'unlike-powers': 'councils with different powers',
  'unlike-size': 'one council much larger than another',
  'far-apart': 'far apart',
  'many-councils': 'many councils',
  'large-supplier': 'a large supplier',
}

/** A reason to call a plan grand, in sentences. */
export function grandReasonWords(reason: GrandReason): string {
  switch (reason.type) {
    case 'many-services':
      return `Many services at once${reason.count > 1 ? `: ${formatCount(reason.count, 'service')}` : ''}. Each has its own staff, systems and way of counting; begin with one.`
    case 'unlike-powers':
      return 'The councils have different powers. What one must do the other may not, and each answers to other voters for other things.'
    case 'unlike-size':
      return `${reason.large} has ${reason.times} times as many people as ${reason.small}. The larger may decide by its weight alone; agree beforehand how the smaller is heard.`
    case 'far-apart':
      return `Two of them are ${reason.km} km apart. Nine in ten real pairs are within 57 km.`
    case 'many-councils':
      return `${reason.count} councils must agree on every change, and any of them may leave.`
    case 'large-supplier':
      return 'One large supplier would carry it. Its contract outlasts your reasons, and to change it costs money.'
  }
}
