import type { Db } from '../../platform/database/index.ts';
import type { DataPart, DataReader } from './data-part.ts';

/** The account, how it is reached, and what was done under its name or to it. */
async function read(db: Db, accountId: string): Promise<DataPart[]> {
  const [account, roles, sessions, changes, journal] = await Promise.all([
    db
      .selectFrom('accounts')
      .where('id', '=', accountId)
      .select([
        'id',
        'name',
        'email',
        'quality',
        'authority_id',
        'organisation_slug',
        'affiliation_label',
        'function_title',
        'state',
        'refuses_contact',
        'email_confirmed_at',
        'informed_at',
        'last_seen_at',
        'absence_warned_at',
        'address_to_check_since',
        'suspended_at',
        'suspension_reason',
        'created_at',
        'updated_at',
      ])
      .executeTakeFirst(),
    db
      .selectFrom('account_roles')
      .where('account_id', '=', accountId)
      .select(['role', 'granted_at'])
      .execute(),
    db
      .selectFrom('sessions')
      .where('account_id', '=', accountId)
      .select(['user_agent', 'created_at', 'last_seen_at', 'expires_at'])
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('email_changes')
      .where('account_id', '=', accountId)
      .select(['new_email', 'created_at', 'expires_at'])
      .execute(),
    db
      .selectFrom('audit_events')
      .where((eb) =>
        eb.or([
          eb('actor_id', '=', accountId),
          eb.and([eb('thing_type', '=', 'account'), eb('thing_id', '=', accountId)]),
        ]),
      )
      .select((eb) => [
        'at',
        'verb',
        'thing_type',
        // What others did is told without naming them.
        eb.case().when('actor_id', '=', accountId).then(eb.ref('thing_label')).else(null).end().as('thing'),
        eb.case().when('actor_id', '=', accountId).then(true).else(false).end().as('by_you'),
      ])
      .orderBy('at')
      .execute(),
  ]);
  // What waits and was not applied is not told: it may be nothing.
  const suspensions = await db
    .selectFrom('suspension_proposals')
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('held_until', 'is not', null), eb('state', '=', 'confirmed')]))
    .select(['reason', 'proposed_at', 'held_until', 'state', 'decided_at'])
    .orderBy('proposed_at')
    .execute();
  const mails = account?.email
    ? await db
        .selectFrom('outbox')
        .where('recipient', '=', account.email)
        // Links that sign in are secrets, even for who reads this archive later.
        .where('key', 'not like', 'sign-in:%')
        .select(['subject', 'created_at', 'sent_at'])
        .orderBy('created_at')
        .execute()
    : [];
  return [
    {
      name: 'compte',
      title: 'Votre compte, vos rôles et vos changements d’adresse',
      data: { account, roles, changes, suspensions },
    },
    { name: 'sessions', title: 'Vos sessions ouvertes', data: sessions },
    {
      name: 'journal',
      title: 'Le journal des actes sensibles, les vôtres et ceux qui vous concernent',
      data: journal,
    },
    { name: 'courriels', title: 'Les courriels que le site vous a écrits, depuis 30 jours', data: mails },
  ];
}

export const identityData: DataReader = {
  columns: [
    'account_roles.account_id',
    'sessions.account_id',
    'email_changes.account_id',
    'suspension_proposals.account_id',
  ],
  read,
};
