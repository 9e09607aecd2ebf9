import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { affiliationColumns, affiliationWords } from './affiliation-words.ts';
import { nameHolds } from './membership-queries.ts';

/** Somebody who was taken out of a group, as those who run it see them. */
export interface RemovedPerson {
  accountId: string;
  name: string;
  affiliation: string | null;
  removedAt: Date;
  /** Null once that account is gone. */
  removedBy: string | null;
}

const shown = 50;

/** Remembers that a person was taken out: joining again is not theirs to decide. */
export async function rememberRemoval(
  tx: Db,
  { groupId, accountId, by, now }: { groupId: string; accountId: string; by: string; now: Date },
): Promise<void> {
  const removal = { removed_by: by, removed_at: now };
  await tx
    .insertInto('membership_removals')
    .values({ group_id: groupId, account_id: accountId, ...removal })
    .onConflict((conflict) => conflict.constraint('membership_removals_once').doUpdateSet(removal))
    .execute();
}

/** Keeps a person out of the groups that they were taken out of under an account since deleted. */
export async function removeAgain(
  tx: Db,
  { accountId, groupIds, now }: { accountId: string; groupIds: readonly string[]; now: Date },
): Promise<void> {
  await tx
    .insertInto('membership_removals')
    .columns(['group_id', 'account_id', 'removed_at'])
    .expression((eb) =>
      eb
        .selectFrom('groups')
        .select(['id', sql`${accountId}::uuid`.as('account_id'), sql`${now}::timestamptz`.as('removed_at')])
        .where('id', '=', sql<string>`any(${groupIds}::uuid[])`),
    )
    .onConflict((conflict) => conflict.constraint('membership_removals_once').doNothing())
    .execute();
}

/** Ids of the groups that somebody took this person out of. */
export async function removalsOf(db: Db, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('membership_removals')
    .select('group_id')
    .where('account_id', '=', accountId)
    .execute();
  return new Set(rows.map(({ group_id }) => group_id));
}

/** The titles of those groups. */
export async function removedFromTitles(db: Db, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('membership_removals')
    .innerJoin('groups', 'groups.id', 'membership_removals.group_id')
    .select('groups.title')
    .where('account_id', '=', accountId)
    .orderBy('groups.title')
    .execute();
  return rows.map(({ title }) => title);
}

/** Throws Refusal for whoever was taken out of this group. */
export async function refuseTheRemoved(tx: Db, groupId: string, accountId: string): Promise<void> {
  const removal = await tx
    .selectFrom('membership_removals')
    .select('removed_at')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!removal) return;
  throw new Refusal(
    'Vous avez été retiré de ce groupe. Les copilotes du groupe ou l’équipe du programme peuvent vous permettre d’y revenir.',
  );
}

function selectRemoved(db: Db, groupId: string) {
  return (
    db
      .selectFrom('membership_removals')
      .innerJoin('accounts', 'accounts.id', 'membership_removals.account_id')
      .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
      .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
      .leftJoin('accounts as removers', 'removers.id', 'membership_removals.removed_by')
      .where('membership_removals.group_id', '=', groupId)
      .where('accounts.state', '=', 'active')
      // Somebody may have let them in again another way.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('memberships')
              .select('memberships.role')
              .whereRef('memberships.group_id', '=', 'membership_removals.group_id')
              .whereRef('memberships.account_id', '=', 'membership_removals.account_id'),
          ),
        ),
      )
      .select([
        'membership_removals.account_id',
        'membership_removals.removed_at',
        'accounts.name',
        'removers.name as removed_by',
        ...affiliationColumns,
      ])
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRemoved>['executeTakeFirstOrThrow']>>;

const toPerson = (row: Row): RemovedPerson => ({
  accountId: row.account_id,
  name: row.name,
  affiliation: affiliationWords(row),
  removedAt: row.removed_at,
  removedBy: row.removed_by,
});

/** Those who were taken out of a group last. `q` looks in names, as among the members. */
export async function removedPeople(db: Db, groupId: string, q = ''): Promise<RemovedPerson[]> {
  const rows = await selectRemoved(db, groupId)
    .where(nameHolds(q))
    .orderBy('membership_removals.removed_at', 'desc')
    .orderBy('membership_removals.account_id')
    .limit(shown)
    .execute();
  return rows.map(toPerson);
}

export async function findRemoved(db: Db, groupId: string, accountId: string): Promise<RemovedPerson | null> {
  const row = await selectRemoved(db, groupId)
    .where('membership_removals.account_id', '=', accountId)
    .executeTakeFirst();
  return row ? toPerson(row) : null;
}

/** Lets a person who was taken out join again, if they wish to. Who may is for the caller to check. */
export async function allowBack(
  tx: Db,
  act: {
    actor: Actor;
    group: { id: string; slug: string; title: string };
    accountId: string;
    publicUrl: string;
    now: Date;
  },
): Promise<void> {
  const { actor, group, accountId, publicUrl, now } = act;
  const lifted = await tx
    .deleteFrom('membership_removals')
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .returning('account_id')
    .executeTakeFirst();
  if (!lifted) throw new Refusal('Cette personne peut déjà revenir dans le groupe.');
  const account = await tx
    .selectFrom('accounts')
    .select(['name', 'email'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor,
    verb: 'membership.allow-back',
    thing: { type: 'account', id: accountId, label: account.name },
    detail: { group: group.slug },
  });
  if (!account.email || accountId === actor.id) return;
  await queueMail(tx, {
    to: account.email,
    key: `membership:${group.id}:${accountId}:allowed-back:${now.getTime()}`,
    subject: `Vous pouvez revenir dans le groupe « ${group.title} »`,
    text: `Bonjour,

${actor.name} vous permet de rejoindre de nouveau le groupe « ${group.title} », si vous le souhaitez :
${publicUrl}/groupes/${group.slug}
`,
  });
}
