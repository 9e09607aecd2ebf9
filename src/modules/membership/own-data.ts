import type { Db } from '../../platform/database/index.ts';
import { type DataReader, rowsHeld, together } from '../identity/index.ts';

/** The groups of a person, by name: an id alone would say nothing. */
const places: DataReader = {
  columns: ['memberships.account_id'],
  read: async (db: Db, accountId: string) => {
    const data = await db
      .selectFrom('memberships')
      .innerJoin('groups', 'groups.id', 'memberships.group_id')
      .where('memberships.account_id', '=', accountId)
      .select([
        'groups.title as group',
        'groups.slug',
        'memberships.role',
        'memberships.side',
        'memberships.mail',
        'memberships.affiliation_id',
        'memberships.joined_at',
        'memberships.last_visit_at',
        'memberships.welcomed_at',
      ])
      .orderBy('memberships.joined_at')
      .execute();
    return [{ name: 'groupes', title: 'Vos groupes, votre rôle et vos réglages', data }];
  },
};

/** What this module holds on a person. */
export const membershipData = together(
  places,
  rowsHeld(
    {
      name: 'inscription',
      title: 'Votre demande d’inscription',
      table: 'registrations',
      column: 'account_id',
    },
    { name: 'qualites', title: 'Vos autres qualités', table: 'account_affiliations', column: 'account_id' },
    {
      name: 'retraits',
      title: 'Les groupes dont vous avez été retiré',
      table: 'membership_removals',
      column: 'account_id',
    },
    {
      name: 'invitations-envoyees',
      title: 'Les invitations que vous avez envoyées',
      table: 'invitations',
      column: 'invited_by',
    },
    {
      name: 'invitations-recues',
      title: 'Les invitations que vous avez acceptées',
      table: 'invitations',
      column: 'accepted_by',
    },
  ),
);
