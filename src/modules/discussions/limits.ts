import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { limitAttempts, Refusal, TooMany } from '../../platform/http/index.ts';
import { renderMarkdown } from '../../platform/markdown/index.ts';

/** What a message may carry: nobody calls a crowd by name, and who just came in does not flood a group with links. */
export const limits = {
  /** More is not a mention but a mailing. */
  mentions: 10,
  newcomer: {
    /** One is new for so many days after being let in, and with fewer messages than that to be read. */
    days: 7,
    messages: 3,
    mentions: 3,
    links: 2,
    messagesWithLinksPerHour: 2,
  },
} as const;

/** Whether somebody was let in a short time ago and said little since; copilots and the programme team never are. */
async function isNewcomer(tx: Db, accountId: string, groupId: string, now: Date): Promise<boolean> {
  const { days, messages } = limits.newcomer;
  const since = new Date(now.getTime() - days * 24 * 3600 * 1000);
  const { rows } = await sql<{ is_new: boolean }>`
    select coalesce((select r.decided_at from registrations r where r.account_id = a.id and r.state = 'accepted'),
        a.created_at) > ${since}
      and (select count(*) from (select from messages m where m.author_id = a.id and m.deleted_at is null
        and m.hidden_at is null limit ${messages}) seen) < ${messages}
      and not exists (select from account_roles where account_id = a.id)
      and not exists (select from memberships where account_id = a.id and group_id = ${groupId} and role = 'copilot')
      as is_new
    from accounts a where a.id = ${accountId}`.execute(tx);
  return rows[0]?.is_new ?? false;
}

/** How many links of a text leave the site. */
export function linksAway(body: string, ownUrl: string): number {
  if (!/:\/\/|\]\s*[([:]|</.test(body)) return 0;
  const hrefs = [...renderMarkdown(body).matchAll(/<a [^>]*?href="((?:https?:)?\/\/[^"]*)"/gi)];
  const isOwn = (href: string) => ownUrl !== '' && (href === ownUrl || href.startsWith(`${ownUrl}/`));
  return hrefs.filter(([, href = '']) => !isOwn(href)).length;
}

interface Written {
  accountId: string;
  groupId: string;
  body: string;
  /** How many people of the group it mentions. */
  mentions: number;
  /** Of this site, whose own addresses are no links away. */
  ownUrl: string;
  /** It is a correction: the message was counted when it was posted. */
  isEdit: boolean;
  now: Date;
}

/** Throws Refusal when a message goes beyond what its author may post. */
export async function refuseExcess(tx: Db, written: Written): Promise<void> {
  const { accountId, groupId, body, mentions, ownUrl, isEdit, now } = written;
  const few = limits.newcomer;
  if (mentions > limits.mentions)
    throw new Refusal(
      `Vous mentionnez ${mentions} personnes : ${limits.mentions} au plus par message. Pour tout le groupe, le message suffit.`,
      'body',
    );
  const links = linksAway(body, ownUrl);
  if (mentions <= few.mentions && links === 0) return;
  if (!(await isNewcomer(tx, accountId, groupId, now))) return;
  if (mentions > few.mentions)
    throw new Refusal(
      `Vous mentionnez ${mentions} personnes : ${few.mentions} au plus par message tant que votre compte est récent.`,
      'body',
    );
  if (links > few.links)
    throw new Refusal(
      `Votre message contient ${links} liens vers d’autres sites : ${few.links} au plus tant que votre compte est récent.`,
      'body',
    );
  if (links === 0 || isEdit) return;
  try {
    // Counted in the transaction of the message: what is refused counts for nothing.
    await limitAttempts(tx, {
      name: 'newcomer-links',
      of: accountId,
      max: few.messagesWithLinksPerHour,
      seconds: 3600,
      now,
    });
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    throw new Refusal(
      `Vous avez publié ${few.messagesWithLinksPerHour} messages avec des liens depuis une heure : c’est le plus tant que votre compte est récent. Retirez les liens, ou réessayez dans une heure.`,
      'body',
    );
  }
}
