import { sql } from 'kysely';
import type { Db, GroupState, MembershipRole, Side } from '../../../platform/database/index.ts';
import { hashToken } from '../../../platform/tokens.ts';

export type InvitationState = 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired' | 'void';

/** Whether who invited may still do so: in charge of the group, or of the programme team, with access. */
const stillStands = sql<boolean>`exists (
  select from accounts as inviter
  left join memberships as place
    on place.account_id = inviter.id and place.group_id = invitations.group_id and place.role = 'copilot'
  where inviter.id = invitations.invited_by and inviter.state = 'active'
    and (exists (select from account_roles where account_roles.account_id = inviter.id)
      or (place.account_id is not null and invitations.role <> 'copilot')))`;

const stateAt = (now: Date) => sql<InvitationState>`case
  when invitations.accepted_at is not null then 'accepted'
  when invitations.declined_at is not null then 'declined'
  when invitations.revoked_at is not null then 'revoked'
  when invitations.expires_at <= ${now} then 'expired'
  when not ${stillStands} then 'void'
  else 'pending' end`;

/** An invitation as those who run the group see it. */
export interface InvitationLine {
  id: string;
  /** Null once it was erased. */
  email: string | null;
  role: MembershipRole;
  side: Side | null;
  state: InvitationState;
  sentAt: Date;
  expiresAt: Date;
  /** Null once that account is gone. */
  invitedBy: string | null;
}

const columns = [
  'invitations.id',
  'invitations.email',
  'invitations.role',
  'invitations.side',
  'invitations.sent_at as sentAt',
  'invitations.expires_at as expiresAt',
] as const;

/** The invitations to a group, the newest first. */
export async function listInvitations(
  db: Db,
  groupId: string,
  { now, page, perPage }: { now: Date; page: number; perPage: number },
): Promise<{ invitations: InvitationLine[]; total: number }> {
  const [invitations, { total }] = await Promise.all([
    db
      .selectFrom('invitations')
      .leftJoin('accounts', 'accounts.id', 'invitations.invited_by')
      .where('invitations.group_id', '=', groupId)
      .select([...columns, 'accounts.name as invitedBy', stateAt(now).as('state')])
      .orderBy('invitations.created_at', 'desc')
      .orderBy('invitations.id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    db
      .selectFrom('invitations')
      .where('group_id', '=', groupId)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { invitations, total };
}

export async function findInvitation(
  db: Db,
  groupId: string,
  id: string,
  now: Date,
): Promise<InvitationLine | null> {
  const row = await db
    .selectFrom('invitations')
    .leftJoin('accounts', 'accounts.id', 'invitations.invited_by')
    .where('invitations.group_id', '=', groupId)
    .where('invitations.id', '=', id)
    .select([...columns, 'accounts.name as invitedBy', stateAt(now).as('state')])
    .executeTakeFirst();
  return row ?? null;
}

/** An invitation that may still be answered, as the person who is invited sees it. */
export interface OpenInvitation {
  id: string;
  email: string;
  role: MembershipRole;
  side: Side | null;
  word: string;
  expiresAt: Date;
  createdAt: Date;
  invitedBy: string;
  group: { id: string; slug: string; title: string; objective: string };
}

function selectOpen(db: Db, now: Date) {
  return db
    .selectFrom('invitations')
    .innerJoin('groups', 'groups.id', 'invitations.group_id')
    .innerJoin('accounts', 'accounts.id', 'invitations.invited_by')
    .where('groups.state', 'in', ['proposed', 'active'] satisfies GroupState[])
    .where(stateAt(now), '=', 'pending')
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.role',
      'invitations.side',
      'invitations.word',
      'invitations.expires_at',
      'invitations.created_at',
      'accounts.name as invited_by',
      'groups.id as group_id',
      'groups.slug',
      'groups.title',
      'groups.objective',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOpen>['executeTakeFirstOrThrow']>>;

const toOpen = (row: Row): OpenInvitation => ({
  id: row.id,
  email: row.email ?? '',
  role: row.role,
  side: row.side,
  word: row.word,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  invitedBy: row.invited_by,
  group: { id: row.group_id, slug: row.slug, title: row.title, objective: row.objective },
});

/** The invitation that a mailed link leads to; null when it may not be answered (any more). */
export async function invitationOfToken(db: Db, token: string, now: Date): Promise<OpenInvitation | null> {
  const row = await selectOpen(db, now)
    .where('invitations.token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row ? toOpen(row) : null;
}

/** One that may still be answered, by its id. */
export async function openInvitation(db: Db, id: string, now: Date): Promise<OpenInvitation | null> {
  const row = await selectOpen(db, now).where('invitations.id', '=', id).executeTakeFirst();
  return row ? toOpen(row) : null;
}

/** Those that wait for an answer of this address. */
export async function invitationsTo(db: Db, email: string, now: Date): Promise<OpenInvitation[]> {
  const rows = await selectOpen(db, now)
    .where('invitations.email', '=', email)
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.declined_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .orderBy('invitations.created_at')
    .limit(50)
    .execute();
  return rows.map(toOpen);
}
