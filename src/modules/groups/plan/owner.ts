import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { organisationLabel } from '../../organisations/index.ts';
import type { Group } from '../queries.ts';

export type Owner =
  | { kind: 'organisation'; slug: string; name: string; acronym: string | null }
  /** A person is named to the members of the group, never to the public. */
  | { kind: 'person'; id: string; name: string };

/** The columns that say who owns a step or a task, once joined by `withOwner`. */
export const ownerColumns = [
  'organisations.slug as organisation_slug',
  'organisations.name as organisation_name',
  'organisations.acronym as organisation_acronym',
  'accounts.id as person_id',
  'accounts.name as person_name',
] as const;

export interface OwnerRow {
  organisation_slug: string | null;
  organisation_name: string | null;
  organisation_acronym: string | null;
  person_id: string | null;
  person_name: string | null;
}

export function ownerOf(row: OwnerRow): Owner | null {
  if (row.organisation_slug && row.organisation_name) {
    return {
      kind: 'organisation',
      slug: row.organisation_slug,
      name: row.organisation_name,
      acronym: row.organisation_acronym,
    };
  }
  if (row.person_id) return { kind: 'person', id: row.person_id, name: row.person_name ?? '' };
  return null;
}

export function ownerValue(owner: Owner | null): string {
  if (!owner) return '';
  return owner.kind === 'organisation' ? `organisme:${owner.slug}` : `personne:${owner.id}`;
}

/** As the list of those who may own something names them. */
export function ownerLabel(owner: Owner): string {
  return owner.kind === 'organisation' ? organisationLabel(owner) : owner.name;
}

/** Who may own a step or a task: co-piloting organisations first, then the people of the group, then other organisations. */
export async function listOwners(db: Db, group: Group): Promise<{ value: string; label: string }[]> {
  const [people, organisations] = await Promise.all([
    // Memberships belong to a module above, which could not be asked from here.
    db
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .where('memberships.group_id', '=', group.id)
      .where('accounts.state', '=', 'active')
      .select(['accounts.id', 'accounts.name', 'memberships.role'])
      .orderBy(sql`memberships.role = 'copilot'`, 'desc')
      .orderBy(sql`plain(accounts.name)`)
      .limit(1000)
      .execute(),
    db.selectFrom('organisations').select(['slug', 'name', 'acronym']).orderBy(sql`plain(name)`).execute(),
  ]);
  const copiloting = new Set(group.copilots.map(({ slug }) => slug));
  const asChoice = (organisation: { slug: string; name: string; acronym: string | null }) => ({
    value: `organisme:${organisation.slug}`,
    label: organisationLabel(organisation),
  });
  return [
    ...group.copilots.map(asChoice),
    ...people.map(({ id, name, role }) => ({
      value: `personne:${id}`,
      label: role === 'copilot' ? `${name} (copilote)` : name,
    })),
    ...organisations.filter(({ slug }) => !copiloting.has(slug)).map(asChoice),
  ];
}

const personOwner = z
  .string()
  .startsWith('personne:')
  .transform((value) => value.slice(9))
  .pipe(z.uuid());

/** The columns that say who owns it; throws Refusal for whoever may not. */
export async function resolveOwner(tx: Db, groupId: string, owner: string | null) {
  const nobody = { owner_account_id: null, owner_organisation_slug: null };
  if (!owner) return nobody;
  if (owner.startsWith('organisme:')) {
    const organisation = await tx
      .selectFrom('organisations')
      .select('slug')
      .where('slug', '=', owner.slice('organisme:'.length))
      .executeTakeFirst();
    if (organisation) return { ...nobody, owner_organisation_slug: organisation.slug };
  }
  const person = personOwner.safeParse(owner);
  if (person.success) {
    const member = await tx
      .selectFrom('memberships')
      .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
      .select('accounts.id')
      .where('memberships.group_id', '=', groupId)
      .where('accounts.id', '=', person.data)
      .where('accounts.state', '=', 'active')
      .executeTakeFirst();
    if (member) return { ...nobody, owner_account_id: member.id };
  }
  throw new Refusal('Choisissez un responsable de la liste.', 'owner');
}
