import { monthsBefore } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { record } from '../../audit/index.ts';
import { type Act, type ActedOn, groupThing } from '../act.ts';
import { copilotsToWrite } from '../keys/sides.ts';
import { openingMail } from './mails.ts';
import { type Duration, durations } from './schemas.ts';

const hour = 3_600_000;
/** As long as the trail of sensitive acts, of which this is a part that copilots read. */
const keptMonths = 12;

/**
 * Opens the space of a group to somebody of the programme team, and tells its copilots who and why; the other administrators
 * where it has none. Who may is for the caller to check.
 */
export async function openGroup(
  tx: Db,
  { by, now }: Act,
  opening: {
    group: ActedOn & { slug: string };
    reason: string;
    duration: Duration;
    publicUrl: string;
  },
): Promise<void> {
  const { group, reason, publicUrl } = opening;
  const { hours } = durations[opening.duration];
  const until = new Date(now.getTime() + hours * hour);
  // One that ended by itself gives its place.
  await tx
    .updateTable('group_openings')
    .set((eb) => ({ closed_at: eb.ref('until') }))
    .where('account_id', '=', by.id)
    .where('group_id', '=', group.id)
    .where('closed_at', 'is', null)
    .where('until', '<=', now)
    .execute();
  const row = await tx
    .insertInto('group_openings')
    .values({ group_id: group.id, account_id: by.id, reason, opened_at: now, until })
    // group_openings_one_at_a_time; its condition cannot be named: a prepared statement hides it.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Refusal('L’espace de ce groupe vous est déjà ouvert.');
  await record(tx, {
    actor: by,
    verb: 'opening.start',
    thing: groupThing(group),
    detail: { reason, hours },
  });
  const copilots = await copilotsToWrite(tx, group.id);
  const told = copilots.length > 0 ? copilots : await otherAdministrators(tx, by.id);
  const mail = openingMail({ by: by.name, group, reason, until, publicUrl });
  await queueMails(
    tx,
    told.map(({ id, email }) => ({ ...mail, to: email, key: `opening:${row.id}:${id}` })),
  );
}

async function otherAdministrators(tx: Db, but: string) {
  const rows = await tx
    .selectFrom('account_roles')
    .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
    .where('account_roles.role', '=', 'administrator')
    .where('accounts.state', '=', 'active')
    .where('accounts.id', '<>', but)
    .select(['accounts.id', 'accounts.email'])
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

/** Ends it before its time; nothing happens when it is over already. */
export async function endOpening(tx: Db, { by, now }: Act, group: ActedOn): Promise<void> {
  const ended = await tx
    .updateTable('group_openings')
    .set({ closed_at: now })
    .where('account_id', '=', by.id)
    .where('group_id', '=', group.id)
    .where('closed_at', 'is', null)
    .where('until', '>', now)
    .returning('id')
    .executeTakeFirst();
  if (ended) await record(tx, { actor: by, verb: 'opening.end', thing: groupThing(group) });
}

/** Ends all that a person has open: they leave, are suspended, or are no longer of the programme team. */
export async function endOpeningsOf(tx: Db, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('group_openings')
    .set({ closed_at: now })
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
    .where('until', '>', now)
    .execute();
}

/** Forgets those that ended longer ago than the page on personal data says; how many. */
export async function purgeOpenings(db: Db, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('group_openings')
    .where('until', '<', monthsBefore(now, keptMonths))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
