import { randomUUID } from 'node:crypto';
import type { SiteRole } from '../src/modules/identity/index.ts';
import type { Db, MembershipRole, Side } from '../src/platform/database/index.ts';

let count = 0;

/** An account that was let in, of the commune of Annecy unless told otherwise. */
export async function anAccount(
  db: Db,
  values: {
    name?: string;
    email?: string;
    authorityId?: string | null;
    organisation?: string;
    roles?: SiteRole[];
    state?: 'pending' | 'active' | 'refused';
    /** When they came in; long ago, unless a test is about newcomers. */
    since?: Date;
  } = {},
): Promise<{ id: string; name: string; email: string }> {
  count += 1;
  const account = await db
    .insertInto('accounts')
    .values({
      name: values.name ?? `Personne ${count}`,
      email: values.email ?? `personne-${count}@annecy.example`,
      quality: values.organisation ? 'agent_etat' : 'agent',
      authority_id: values.organisation
        ? null
        : values.authorityId === undefined
          ? 'commune:74010'
          : values.authorityId,
      organisation_slug: values.organisation ?? null,
      state: values.state ?? 'active',
      email_confirmed_at: new Date(0),
      created_at: values.since ?? new Date('2026-01-01T00:00:00Z'),
    })
    .returning(['id', 'name', 'email'])
    .executeTakeFirstOrThrow();
  for (const role of values.roles ?? []) {
    await db.insertInto('account_roles').values({ account_id: account.id, role }).execute();
  }
  return { ...account, email: account.email ?? '' };
}

export async function aGroup(
  db: Db,
  values: { title?: string; slug?: string; state?: 'proposed' | 'active' | 'paused' | 'closed' } = {},
): Promise<{ id: string; slug: string; title: string }> {
  const slug = values.slug ?? `groupe-${randomUUID().slice(0, 8)}`;
  return db
    .insertInto('groups')
    .values({
      slug,
      title: values.title ?? `Groupe ${slug}`,
      objective: 'Essayer ensemble.',
      state: values.state ?? 'active',
    })
    .returning(['id', 'slug', 'title'])
    .executeTakeFirstOrThrow();
}

/** The space of a group, open to somebody of the programme team as long as tests last. */
export async function anOpening(db: Db, groupId: string, accountId: string): Promise<void> {
  await db
    .insertInto('group_openings')
    .values({
      group_id: groupId,
      account_id: accountId,
      reason: 'Vérifier ce que le groupe dit',
      opened_at: new Date(0),
      until: new Date('2040-01-01'),
    })
    .execute();
}

export async function aMembership(
  db: Db,
  groupId: string,
  accountId: string,
  role: MembershipRole = 'member',
  side: Side = 'collectivites',
): Promise<void> {
  await db
    .insertInto('memberships')
    .values({ group_id: groupId, account_id: accountId, role, side: role === 'copilot' ? side : null })
    .execute();
}
