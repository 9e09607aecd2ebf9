import { z } from 'zod';
import type { Db } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { changesOfPage } from '../../platform/text-changes.ts';
import { copilotsToWrite } from '../groups/index.ts';
import type { Act } from './actions.ts';
import { correctionMail } from './mails.ts';

const changes = z.array(z.object({ name: z.string(), before: z.string(), after: z.string() }));

/**
 * Keeps what was changed, word for word, in what everybody reads of a deliverable: publishing took the keys of both sides, and
 * correcting takes one. A job tells the other side. Nothing when it says the same.
 */
export async function keepCorrection<Field extends string>(
  tx: Db,
  { by, now }: Act,
  deliverableId: string,
  corrected: {
    /** A version or a file, by its name; null for what is said of the whole. */
    part: string | null;
    before: Readonly<Record<Field, string>>;
    after: Readonly<Record<Field, string>>;
    names: Readonly<Record<Field, string>>;
  },
): Promise<void> {
  const { part, before, after, names } = corrected;
  const fields = Object.entries<string>(names).map(([field, name]) => ({ field, name }));
  const was = new Map(Object.entries<string>(before));
  const is = new Map(Object.entries<string>(after));
  const differing = fields.flatMap(({ field, name }) => {
    const change = { name, before: was.get(field) ?? '', after: is.get(field) ?? '' };
    return change.before === change.after ? [] : [change];
  });
  if (differing.length === 0) return;
  const { id } = await tx
    .insertInto('deliverable_corrections')
    .values({
      deliverable_id: deliverableId,
      part,
      changes: JSON.stringify(changes.parse(differing)),
      corrected_by: by.id,
      corrected_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(tx, 'deliverable.corrected', { id });
}

/** Tells the copilots of the other side; of both, when who corrected holds the key of none. */
export async function tellOfCorrection(db: Db, id: string, publicUrl: string): Promise<void> {
  const row = await db
    .selectFrom('deliverable_corrections as c')
    .innerJoin('deliverables as d', 'd.id', 'c.deliverable_id')
    .innerJoin('groups', 'groups.id', 'd.group_id')
    .innerJoin('accounts', 'accounts.id', 'c.corrected_by')
    .where('c.id', '=', id)
    .select([
      'c.part',
      'c.changes',
      'c.corrected_by as by',
      'accounts.name',
      'd.id as deliverable',
      'd.title',
      'groups.id as groupId',
      'groups.slug as groupSlug',
      'groups.title as groupTitle',
    ])
    .executeTakeFirst();
  // Of the programme as a whole, or gone meanwhile.
  if (!row) return;
  const copilots = await copilotsToWrite(db, row.groupId);
  const side = copilots.find((copilot) => copilot.id === row.by)?.side ?? null;
  const mail = correctionMail({
    by: row.name,
    title: row.title,
    part: row.part,
    fields: changes.parse(row.changes).map(({ name }) => name),
    group: { title: row.groupTitle },
    href: `${publicUrl}/espace/groupes/${row.groupSlug}/livrables/${row.deliverable}#corrections`,
  });
  await db.transaction().execute((tx) =>
    queueMails(
      tx,
      copilots
        .filter((copilot) => copilot.side !== side)
        .map((copilot) => ({
          ...mail,
          to: copilot.email,
          key: `deliverable-correction:${id}:${copilot.id}`,
        })),
    ),
  );
}

export const mostCorrections = 30;

/** The last corrections, the newest first, with what each changed. */
export async function correctionsOf(db: Db, deliverableId: string) {
  const rows = await db
    .selectFrom('deliverable_corrections as c')
    .innerJoin('accounts', 'accounts.id', 'c.corrected_by')
    .where('c.deliverable_id', '=', deliverableId)
    .select(['c.id', 'c.part', 'c.changes', 'accounts.name as by', 'c.corrected_at as at'])
    .orderBy('c.corrected_at', 'desc')
    .orderBy('c.id')
    .limit(mostCorrections)
    .execute();
  const compared = changesOfPage();
  return rows.map((row) => ({
    ...row,
    changes: changes
      .parse(row.changes)
      .map(({ name, before, after }) => ({ name, parts: compared(before, after) })),
  }));
}

export type Correction = Awaited<ReturnType<typeof correctionsOf>>[number];
