import type { Selectable, Updateable } from 'kysely';
import type { DB, Db } from '../database/index.ts';
import type { Mail } from './queue.ts';

/**
 * Mails whose words are decided again when they leave: what they tell may have changed, or be gone, since they were
 * written. A mail may wait for hours when its server is away.
 */
export interface MailRevision {
  /** What the keys of such mails begin with. */
  prefix: string;
  /** The mail as it is to leave now; null when it has nothing to say any more. */
  revise(db: Db, key: string): Promise<Pick<Mail, 'subject' | 'text' | 'html' | 'headers'> | null>;
}

type Outbox = Selectable<DB['outbox']>;

/** The mail as it is to leave; the outbox says the same. Null when it is not to leave. */
export async function revised(
  db: Db,
  mail: Outbox,
  revisions: readonly MailRevision[],
): Promise<Outbox | null> {
  const revision = revisions.find(({ prefix }) => mail.key.startsWith(prefix));
  if (!revision) return mail;
  const content = await revision.revise(db, mail.key);
  if (!content) return null;
  const row = await db
    .updateTable('outbox')
    .set(contentRow(content))
    .where('id', '=', mail.id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The words of a mail, as the outbox keeps them. */
export function contentRow(mail: Pick<Mail, 'subject' | 'text' | 'html' | 'headers'>) {
  return {
    subject: mail.subject.replace(/\s+/g, ' '),
    body_text: mail.text,
    body_html: mail.html ?? null,
    headers: JSON.stringify(mail.headers ?? {}),
  } satisfies Updateable<DB['outbox']>;
}
