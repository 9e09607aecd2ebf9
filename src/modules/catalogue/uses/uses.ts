import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import { type AuditEvent, record } from '../../audit/index.ts';
import { type AuthoritySummary, authoritiesByIds } from '../../territories/index.ts';

/** The authorities that use a resource. */
export interface Uses {
  total: number;
  /** Those that let themselves be named, one page of them by name. */
  named: readonly AuthoritySummary[];
  totalNamed: number;
  page: number;
  pages: number;
}

export async function usesOf(
  db: Db,
  resourceId: string,
  { page: asked, perPage }: { page: number; perPage: number },
): Promise<Uses> {
  const { total, totalNamed } = await db
    .selectFrom('resource_uses')
    .where('resource_id', '=', resourceId)
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('named', '=', true).as('totalNamed'),
    ])
    .executeTakeFirstOrThrow();
  const pages = pageCount(totalNamed, perPage);
  const page = Math.min(asked, pages);
  const rows =
    totalNamed === 0
      ? []
      : await db
          .selectFrom('resource_uses')
          .innerJoin('authorities', 'authorities.id', 'resource_uses.authority_id')
          .where('resource_id', '=', resourceId)
          .where('named', '=', true)
          .select('authorities.id')
          .orderBy(sql`plain(authorities.name)`)
          .orderBy('authorities.id')
          .limit(perPage)
          .offset((page - 1) * perPage)
          .execute();
  const known = await authoritiesByIds(
    db,
    rows.map(({ id }) => id),
  );
  const named = rows.flatMap(({ id }) => known.get(id) ?? []);
  return { total, named, totalNamed, page, pages };
}

/** What an authority says of its use; null when it says nothing. */
export async function useBy(
  db: Db,
  resourceId: string,
  authorityId: string,
): Promise<{ named: boolean } | null> {
  const row = await db
    .selectFrom('resource_uses')
    .select('named')
    .where('resource_id', '=', resourceId)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst();
  return row ?? null;
}

interface Telling {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
  resource: { id: string; title: string };
  authorityId: string;
}

/** Says that an authority uses a resource, and whether it may be named; what it said before is replaced. */
export async function tellUse(
  tx: Db,
  { by, now, resource, authorityId }: Telling,
  named: boolean,
): Promise<void> {
  const values = { named, account_id: by.id, at: now };
  await tx
    .insertInto('resource_uses')
    .values({ ...values, resource_id: resource.id, authority_id: authorityId })
    .onConflict((conflict) => conflict.constraint('resource_uses_once').doUpdateSet(values))
    .execute();
  await record(tx, {
    actor: by,
    verb: 'resource.use',
    thing: { type: 'resource', id: resource.id, label: resource.title },
    detail: { authority: authorityId, named },
  });
}

/** Takes it back; does nothing when nothing was said. */
export async function dropUse(tx: Db, { by, resource, authorityId }: Omit<Telling, 'now'>): Promise<void> {
  const gone = await tx
    .deleteFrom('resource_uses')
    .where('resource_id', '=', resource.id)
    .where('authority_id', '=', authorityId)
    .returning('resource_id')
    .executeTakeFirst();
  if (!gone) return;
  await record(tx, {
    actor: by,
    verb: 'resource.drop-use',
    thing: { type: 'resource', id: resource.id, label: resource.title },
    detail: { authority: authorityId },
  });
}

/** When an account is deleted: what its authority uses stays, under nobody's name. */
export async function leaveUses(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('resource_uses')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
}

/** Removes what fictional people said of their authorities. */
export async function removeUsesOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.deleteFrom('resource_uses').where('account_id', 'in', accountIds).execute();
}
