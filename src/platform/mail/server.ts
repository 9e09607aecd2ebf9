import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import SMTPTransport from 'nodemailer/lib/smtp-transport';
import { type Failure, failureOf } from './failure.ts';

function isThisMachine(url: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** The server that takes our mails. */
export class MailServer {
  readonly #transport: SMTPTransport;

  constructor(url: string) {
    this.#transport = new SMTPTransport({
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 30_000,
      // Some look at a mail for a minute before they say that they have it.
      socketTimeout: 120_000,
      // A mail server installed on this machine has a certificate that it signed itself; nobody stands in between.
      tls: isThisMachine(url) ? { rejectUnauthorized: false } : undefined,
    });
  }

  /** Signs in, and sends nothing. */
  async check(): Promise<Failure | null> {
    return this.#transport.verify().then(() => null, failureOf);
  }

  /**
   * Hands a mail over. Nothing of `message` is read before the server asked for it, which the transport of the library
   * does not promise; whatever happens, it is destroyed in the end.
   */
  async deliver(envelope: { from: string; to: string }, message: Readable): Promise<Failure | null> {
    const { options, auth } = this.#transport;
    const connection = new SMTPConnection(options);
    try {
      await new Promise<void>((resolve, reject) => {
        // Stays to the end: once the mail has gone, nothing that breaks matters.
        connection.on('error', reject);
        connection.once('end', () => reject(new Error('Connection closed')));
        const unless = (next: () => void) => (error?: Error | null) => (error ? reject(error) : next());
        const send = () => connection.send(envelope, message, unless(resolve));
        connection.connect(
          unless(() => (auth && connection.allowsAuth ? connection.login(auth, unless(send)) : send())),
        );
      });
      connection.quit();
      return null;
    } catch (error) {
      connection.close();
      return failureOf(error);
    } finally {
      message.destroy();
    }
  }
}
