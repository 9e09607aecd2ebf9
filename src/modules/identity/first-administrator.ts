import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { record } from '../audit/index.ts';
import { notSuspended } from './accounts.ts';
import { hasAdministrator } from './roles.ts';
import { openSession } from './sessions.ts';

const hours = 24;

/**
 * A one-time link that makes its bearer the first administrator; null once there is one. Printed by whoever
 * runs the instance, it replaces the one printed before.
 */
export async function firstAdministratorLink(
  db: Db,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<string | null> {
  if (await hasAdministrator(db)) {
    await db.deleteFrom('first_administrator_links').execute();
    return null;
  }
  const token = newToken();
  const link = {
    token_hash: hashToken(token),
    created_at: now,
    expires_at: new Date(now.getTime() + hours * 60 * 60 * 1000),
  };
  await db
    .insertInto('first_administrator_links')
    .values(link)
    .onConflict((conflict) => conflict.column('single').doUpdateSet(link))
    .execute();
  return `${publicUrl}/premier-administrateur/${token}`;
}

/** Whether this link still makes an administrator; uses nothing up. */
export async function isFirstAdministratorLink(db: Db, token: string, now: Date): Promise<boolean> {
  const link = await db
    .selectFrom('first_administrator_links')
    .select('single')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return link !== undefined && !(await hasAdministrator(db));
}

/** Uses the link up and opens the first administrator's session. Throws Refusal when it is good no more. */
export async function becomeFirstAdministrator(
  tx: Db,
  person: { token: string; name: string; email: string; userAgent: string; now: Date },
): Promise<{ sessionToken: string }> {
  const { now } = person;
  // Two bearers of the link at once: the second waits, then finds no link.
  const link = await tx
    .deleteFrom('first_administrator_links')
    .where('token_hash', '=', hashToken(person.token))
    .where('expires_at', '>', now)
    .returning('single')
    .executeTakeFirst();
  if (!link || (await hasAdministrator(tx))) throw new Refusal('Ce lien n’est plus valable.');
  const account = await tx
    .insertInto('accounts')
    .values({
      email: person.email,
      name: person.name,
      state: 'active',
      informed_at: now,
      created_at: now,
      updated_at: now,
      last_seen_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .constraint('accounts_email_once')
        .doUpdateSet({
          ...notSuspended,
          name: person.name,
          state: 'active',
          updated_at: now,
        })
        .where('accounts.demonstration', '=', false),
    )
    .returning(['id', 'name'])
    .executeTakeFirst();
  if (!account) throw new Refusal('Cette adresse est celle d’un compte de démonstration.', 'adresse');
  for (const role of ['administrator', 'programme-team'] as const) {
    await tx
      .insertInto('account_roles')
      .values({ account_id: account.id, role, granted_at: now })
      .onConflict((conflict) => conflict.constraint('account_roles_once').doNothing())
      .execute();
  }
  await record(tx, {
    actor: account,
    verb: 'role.grant',
    thing: { type: 'account', id: account.id, label: account.name },
    detail: { role: 'administrator', by: 'first-administrator-link' },
  });
  const { token } = await openSession(tx, { accountId: account.id, userAgent: person.userAgent, now });
  return { sessionToken: token };
}
