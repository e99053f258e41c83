import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** A mail as the server received it. */
export type ReceivedMail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Every address of ours in it. */
  readonly links: readonly string[]
}

export type TestMailServer = {
  readonly smtpUrl: string
  readonly received: ReceivedMail[]
  /** What to answer to the next recipients: an SMTP status and words, or nothing to accept. */
  refuse: { status: number; words: string } | null
  readonly close: () => Promise<void>
}

const longest = 1_000_000

/** A real SMTP server on the loopback that takes whatever it is sent, up to a megabyte a mail. */
export async function mailServer(): Promise<TestMailServer> {
  const state: { received: ReceivedMail[]; refuse: TestMailServer['refuse'] } = { received: [], refuse: null }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: longest,
    logger: false,
    onRcptTo(_address, _session, callback) {
      if (!state.refuse) return callback()
      callback(Object.assign(new Error(state.refuse.words), { responseCode: state.refuse.status }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        state.received.push(
          parse(Buffer.concat(chunks).toString('utf8'), session.envelope.rcptTo[0]?.address ?? ''),
        )
        callback(null, 'Message accepted')
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  server.server.unref()
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    received: state.received,
    get refuse() {
      return state.refuse
    },
    set refuse(refusal) {
      state.refuse = refusal
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Enough of RFC 5322 for what nodemailer writes: headers, and the text part in whichever of its encodings. */
function parse(message: string, to: string): ReceivedMail {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1)
  const headers = head.replaceAll(/\r?\n[ \t]+/g, ' ')
  const subject = decodeWords(/^Subject: (.*)$/im.exec(headers)?.[1] ?? '')
  const part = /Content-Type: text\/plain[^]*?\r?\n\r?\n([^]*?)(?=\r?\n--|$)/i.exec(message)
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part?.[0] ?? '')?.[1] ?? '7bit'
  const text = decodeBody(part?.[1] ?? '', encoding.toLowerCase())
  return { to, subject, text, links: text.match(/https?:\/\/\S+/g) ?? [] }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  return fromQuoted(body.replaceAll(/=\r?\n/g, ''))
}

function fromQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, body: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(body, 'base64').toString('utf8')
        : fromQuoted(body.replaceAll('_', ' ')),
    )
}
