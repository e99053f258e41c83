import { crc32, deflateSync } from 'node:zlib'

/**
 * A PNG of one colour: what a program that cannot draw SVG shows in a picture's
 * place. `colour` is six hex digits. Source: PNG third edition, sections 5 and 11.
 */
export const plainPng = (width: number, height: number, colour: string): Uint8Array => {
  const pixel = Buffer.from(colour, 'hex')
  const line = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => pixel)])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
