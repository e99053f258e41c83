import { parentPort, workerData } from 'node:worker_threads'
import { hexMap, type Place } from '#engine/hex-map.ts'

// What `layoutOf` starts it with.
const places = workerData as readonly Place[]
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(hexMap(places))
