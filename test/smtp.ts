import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server answers: nothing when it agrees. */
type Answer = () => Error | undefined | Promise<Error | undefined>;

export interface TestSmtp {
  port: number;
  /** Mails it took, whole. */
  received: string[];
  /** Whom the envelopes named as their senders. */
  senders: string[];
  /** To be replaced by what a test needs. */
  onSender: Answer;
  onRecipient: Answer;
  onMessage: Answer;
  /** The password that it wants from those who sign in. */
  password: string;
  /** Hangs up on everybody. */
  cut(): void;
  close(): Promise<void>;
}

/** A refusal as an SMTP server words it. */
export function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** A real SMTP server on this machine; one that encrypts has a certificate that it signed itself. */
export async function startSmtp({ encrypts = false } = {}): Promise<TestSmtp> {
  const sockets = new Set<Socket>();
  const agree: Answer = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: encrypts ? [] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === smtp.password
        ? done(null, { user: username ?? '' })
        : done(refusal(535, 'bad credentials')),
    onMailFrom: async ({ address }, _session, done) => {
      smtp.senders.push(address);
      done(await smtp.onSender());
    },
    onRcptTo: async (_address, _session, done) => done(await smtp.onRecipient()),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const answer = await smtp.onMessage();
        if (!answer) smtp.received.push(Buffer.concat(chunks).toString());
        done(answer);
      });
    },
  });
  const smtp: TestSmtp = {
    port: 0,
    received: [],
    senders: [],
    onSender: agree,
    onRecipient: agree,
    onMessage: agree,
    password: 'secret',
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      smtp.cut();
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (typeof address === 'object' && address) smtp.port = address.port;
  return smtp;
}
