import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db } from '../../../platform/database/index.ts';
import type { ReplySettings, Settings } from '../../../platform/deps.ts';

/** To whom and to which thread an address belongs. */
export interface Destination {
  accountId: string;
  threadId: string;
}

/** The beginnings of both ids find them by their keys; the signature, over the whole of both, says that we wrote it. */
const idDigits = 10;
const signatureDigits = 20;
const beginning = 'reponse+';
const token = new RegExp(`^([0-9a-f]{${idDigits}})([0-9a-f]{${idDigits}})([0-9a-f]{${signatureDigits}})$`);

/**
 * The address at which this person answers this thread by mail, theirs alone; null where that is off. Nothing is kept of
 * it: it holds as long as they may write there, which is looked at when they do.
 */
export function replyAddress(
  { replies }: Pick<Settings, 'replies'>,
  person: { id: string },
  thread: { id: string },
): string | null {
  if (!replies) return null;
  const destination = { accountId: person.id, threadId: thread.id };
  const start = `${digitsOf(person.id)}${digitsOf(thread.id)}`;
  return `${beginning}${start}${signatureOf(replies, destination)}@${replies.domain}`;
}

/** Whose address of which thread this is; null when we never gave it, or when either is no more. */
export async function destinationOf(
  db: Db,
  replies: ReplySettings,
  address: string,
): Promise<Destination | null> {
  // Some mail systems change the case.
  const lower = address.toLowerCase();
  const end = `@${replies.domain}`;
  if (!lower.startsWith(beginning) || !lower.endsWith(end)) return null;
  const [, account, thread, signature] = token.exec(lower.slice(beginning.length, -end.length)) ?? [];
  if (!account || !thread || !signature) return null;
  const candidates = await db
    .selectFrom('accounts')
    .innerJoin('threads', (join) => join.onTrue())
    .where('accounts.id', '>=', firstId(account))
    .where('accounts.id', '<=', lastId(account))
    .where('threads.id', '>=', firstId(thread))
    .where('threads.id', '<=', lastId(thread))
    .where('accounts.state', '<>', 'deleted')
    .select(['accounts.id as accountId', 'threads.id as threadId'])
    .execute();
  const given = Buffer.from(signature);
  return (
    candidates.find((candidate) => timingSafeEqual(Buffer.from(signatureOf(replies, candidate)), given)) ??
    null
  );
}

function signatureOf({ secret }: ReplySettings, { accountId, threadId }: Destination): string {
  return createHmac('sha256', secret)
    .update(`reply\n${accountId}\n${threadId}`)
    .digest('hex')
    .slice(0, signatureDigits);
}

const digitsOf = (id: string): string => id.replaceAll('-', '').slice(0, idDigits);
const firstId = (digits: string): string => asId(digits.padEnd(32, '0'));
const lastId = (digits: string): string => asId(digits.padEnd(32, 'f'));
const asId = (digits: string): string =>
  digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
