import { createTransport } from 'nodemailer'

/** Whether the mail server lets us in: null, or what it said. Sends nothing. Never throws for a server that is away. */
export async function checkMailServer(smtpUrl: string): Promise<string | null> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
  })
  try {
    await transport.verify()
    return null
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 300) : 'unknown reason'
  } finally {
    transport.close()
  }
}
