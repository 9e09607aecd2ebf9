import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { type Mail, queueMails } from '../../../platform/mail/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { decidersOf } from '../../membership/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { type Waiting, waitingNotice } from './mails.ts';

interface Moment {
  now: Date;
  publicUrl: string;
}

export const laterTask = 'catalogue.tell-keepers';

/** Past midnight in Paris, even on the day of 25 hours. */
const later = 25 * 3_600_000;

/** Tells those who keep a catalogue that something waits for them; those who were told today hear of it tomorrow. */
export async function tellKeepers(tx: Db, catalogue: CatalogueSlug, moment: Moment): Promise<void> {
  const mails = await waitingMails(tx, catalogue, moment);
  const written = await queueMails(tx, mails);
  if (written < mails.length) {
    await enqueue(
      tx,
      laterTask,
      { catalogue },
      { key: `${laterTask}:${catalogue}`, runAt: new Date(moment.now.getTime() + later) },
    );
  }
}

/** Tells what came after the mail of the day, if it still waits. */
export async function tellKeepersLater(tx: Db, catalogue: CatalogueSlug, moment: Moment): Promise<void> {
  await queueMails(tx, await waitingMails(tx, catalogue, moment));
}

/** One mail a day for each keeper: the day is in its key. Nobody is told what they sent themselves. */
async function waitingMails(tx: Db, slug: CatalogueSlug, { now, publicUrl }: Moment): Promise<Mail[]> {
  const catalogue = catalogues[slug];
  const [keepers, sent] = [await decidersOf(tx, catalogue.groupSlug), await waitingIn(tx, slug)];
  return keepers.flatMap(({ id, email, isMember }) => {
    const theirs = sent.filter(({ accountId }) => accountId !== id);
    if (theirs.length === 0 || email === null) return [];
    const key = `contributions:${slug}:${machineDate(now)}:${id}`;
    return [{ to: email, key, ...waitingNotice(publicUrl, catalogue, theirs, isMember) }];
  });
}

/** What waits for a decision, the latest first. */
async function waitingIn(db: Db, slug: CatalogueSlug): Promise<(Waiting & { accountId: string | null })[]> {
  const rows = await db
    .selectFrom('resource_contributions as contributions')
    .leftJoin('resources', 'resources.id', 'contributions.resource_id')
    .where('contributions.state', '=', 'waiting')
    .where('contributions.catalogue', '=', slug)
    .orderBy('contributions.asked_at', 'desc')
    .limit(200)
    .select(['contributions.kind', 'contributions.account_id', 'resources.title'])
    .select(sql<string | null>`contributions.content ->> 'title'`.as('proposed'))
    .execute();
  return rows.map(({ kind, title, proposed, account_id }) => ({
    kind,
    title: title ?? proposed ?? '',
    accountId: account_id,
  }));
}
