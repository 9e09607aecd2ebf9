import { once } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { TooMany } from '../http/errors.ts';

/** A mail as our server hands it over. */
export interface IncomingMail {
  /** Of the envelope; '' for what wants no answer. */
  sender: string;
  /** Only those that were taken. */
  recipients: readonly string[];
  content: Buffer;
}

interface Receiving {
  protocol: 'lmtp' | 'smtp';
  host: string;
  port: number;
  /** Larger mails are refused for good. */
  maxBytes: number;
  log: FastifyBaseLogger;
  /** Whether mails to this address are taken. */
  accepts: (address: string) => Promise<boolean>;
  /** Writes the mail down. Once it is done, the server forgets the mail. TooMany: to be tried again later. */
  keep: (mail: IncomingMail) => Promise<void>;
}

export interface MailListener {
  readonly port: number;
  /** Takes no more mail; what is being received may end. */
  stop(): Promise<void>;
}

/** Each may be holding a whole mail in memory. */
const mostClients = 8;
const mostRecipients = 20;
const patience = 60_000;

/** Listens to the mail server. Rejects when the address cannot be had. */
export async function startMailListener(receiving: Receiving): Promise<MailListener> {
  const { log, accepts, keep, maxBytes } = receiving;
  const server = new SMTPServer({
    lmtp: receiving.protocol === 'lmtp',
    banner: 'Cordee',
    size: maxBytes,
    maxClients: mostClients,
    socketTimeout: patience,
    closeTimeout: 10_000,
    authOptional: true,
    // Between two programs of one machine, or of one private network.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= mostRecipients) return done(answer(452, 'Too many recipients'));
      accepts(address).then(
        (taken) => done(taken ? null : answer(550, 'No such address here')),
        (error: unknown) => done(later(error)),
      );
    },
    onData(stream, { envelope }, done) {
      received(stream, maxBytes)
        .then(async (content) => {
          if (!content) return done(answer(552, 'Message too large'));
          const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
          await keep({ sender, recipients: envelope.rcptTo.map(({ address }) => address), content });
          done();
        })
        .catch((error: unknown) => done(later(error)));
    },
  });
  const later = (error: unknown): Error => {
    if (error instanceof TooMany) return answer(452, 'Too many mails, try again later');
    log.error({ err: error }, 'an incoming mail could not be written down; the mail server keeps it');
    return answer(451, 'Try again later');
  };
  server.listen(receiving.port, receiving.host);
  await Promise.race([
    once(server.server, 'listening'),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ]);
  // A client that hangs up is no news.
  server.on('error', (error) => log.debug({ err: error }, 'a mail client went away'));
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : receiving.port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The whole mail; null when it is too large, once all of it has flowed away. */
async function received(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= maxBytes) chunks.push(part);
    else chunks.length = 0;
  }
  return bytes > maxBytes || stream.sizeExceeded ? null : Buffer.concat(chunks);
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
