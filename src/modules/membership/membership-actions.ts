import { sql } from 'kysely';
import type { Db, MailRhythm, MembershipRole, Side } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import type { Actor } from '../identity/index.ts';
import { forgetInvited, revokeInvitationsOf } from './invitations/inviters.ts';
import { roleOnJoining } from './policy.ts';
import { refuseTheRemoved, rememberRemoval } from './removals.ts';
import { observerWords, roleLabels, sideWords } from './schemas.ts';
import { tellOfCopilot } from './telling-copilots.ts';

/** Puts a person in a group; does nothing to whoever is there already. */
export async function addMember(
  tx: Db,
  member: { groupId: string; accountId: string; now: Date } & (
    | { role: 'member' | 'observer' }
    | { role: 'copilot'; side: Side }
  ),
): Promise<boolean> {
  const row = await tx
    .insertInto('memberships')
    .values({
      group_id: member.groupId,
      account_id: member.accountId,
      role: member.role,
      side: member.role === 'copilot' ? member.side : null,
      joined_at: member.now,
    })
    .onConflict((conflict) => conflict.constraint('memberships_once').doNothing())
    .returning('role')
    .executeTakeFirst();
  return row !== undefined;
}

interface GroupName {
  id: string;
  slug: string;
  title: string;
}

/**
 * Gives a person the role that goes with where they work, in all their groups; the titles of those where it
 * changed. Copilots stay.
 */
export async function realignPlaces(
  tx: Db,
  { accountId, role }: { accountId: string; role: 'member' | 'observer' },
): Promise<string[]> {
  const rows = await tx
    .updateTable('memberships')
    .from('groups')
    .set({ role })
    .whereRef('groups.id', '=', 'memberships.group_id')
    .where('memberships.account_id', '=', accountId)
    .where('memberships.role', 'not in', ['copilot', role])
    .returning('groups.title')
    .execute();
  return rows.map(({ title }) => title).sort((a, b) => a.localeCompare(b, 'fr'));
}

/**
 * One click: who was let in once needs no other approval, unless somebody took them out of this group. The role that
 * this gave; null for whoever was there already.
 */
export async function joinGroup(
  tx: Db,
  { actor, group, now }: { actor: Actor; group: GroupName; now: Date },
): Promise<'member' | 'observer' | null> {
  // Held, so that a correction under way of where the person works is waited for, or waits.
  const person = await tx
    .selectFrom('accounts')
    .select(['quality', 'authority_id as authorityId'])
    .where('id', '=', actor.id)
    .forShare()
    .executeTakeFirstOrThrow();
  const role = roleOnJoining(person);
  const joined = await addMember(tx, { groupId: group.id, accountId: actor.id, role, now });
  // Looked at afterwards: a removal under way made the line above wait.
  if (!joined) return null;
  await refuseTheRemoved(tx, group.id, actor.id);
  return role;
}

/** The copilots who can act, held until the transaction ends: two cannot leave at the same time. */
async function holdCopilots(tx: Db, groupId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.role', '=', 'copilot')
    .where('accounts.state', '=', 'active')
    .select('memberships.account_id')
    .orderBy('memberships.account_id')
    .forUpdate('memberships')
    .execute();
  return rows.map(({ account_id }) => account_id);
}

/** Throws Refusal when this person is the only one left to run a group that still lives. */
async function keepACopilot(tx: Db, groupId: string, accountId: string): Promise<void> {
  const copilots = await holdCopilots(tx, groupId);
  if (copilots.length !== 1 || copilots[0] !== accountId) return;
  const group = await tx
    .selectFrom('groups')
    .select(['title', 'state'])
    .where('id', '=', groupId)
    .executeTakeFirstOrThrow();
  if (group.state === 'closed') return;
  throw new Refusal(
    `Le groupe « ${group.title} » n’aurait plus de copilote. Demandez d’abord à l’équipe du programme d’en nommer un autre (page Contact).`,
  );
}

/** Leaves a group of one's own accord. Throws Refusal for its last copilot. */
export async function leaveGroup(
  tx: Db,
  { actor, group, now }: { actor: Actor; group: GroupName; now: Date },
): Promise<void> {
  await keepACopilot(tx, group.id, actor.id);
  const left = await tx
    .deleteFrom('memberships')
    .where('group_id', '=', group.id)
    .where('account_id', '=', actor.id)
    .returning('role')
    .executeTakeFirst();
  if (left?.role !== 'copilot') return;
  await revokeInvitationsOf(tx, { accountId: actor.id, groupId: group.id, now });
  await record(tx, {
    actor,
    verb: 'membership.leave',
    thing: { type: 'group', id: group.id, label: group.title },
    detail: { role: left.role },
  });
}

interface Act {
  actor: Actor;
  group: GroupName;
  accountId: string;
  publicUrl: string;
  now: Date;
}

/** Gives a person another role in a group, from their next request on. Who may is for the caller to check. */
export async function changeRole(
  tx: Db,
  { actor, group, accountId, publicUrl, now, ...to }: Act & { role: MembershipRole; side: Side | null },
): Promise<void> {
  const steppingDown = accountId === actor.id && to.role !== 'copilot';
  if (steppingDown) await keepACopilot(tx, group.id, accountId);
  const member = await holdMember(tx, group.id, accountId);
  if (member.role === to.role && member.side === to.side) return;
  await tx
    .updateTable('memberships')
    .set({ role: to.role, side: to.side })
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .execute();
  if (to.role !== 'copilot') await revokeInvitationsOf(tx, { accountId, groupId: group.id, now });
  await record(tx, {
    actor,
    verb: 'membership.change-role',
    thing: { type: 'account', id: accountId, label: member.name },
    detail: { group: group.slug, from: { role: member.role, side: member.side }, to },
  });
  if (to.role === 'copilot' && to.side)
    await tellOfCopilot(tx, { actor, group, accountId, name: member.name, side: to.side, publicUrl, now });
  if (accountId === actor.id) return;
  const role = to.side ? `copilote ${sideWords[to.side]}` : roleLabels[to.role].toLowerCase();
  await queueMail(tx, {
    to: member.email,
    key: `membership:${group.id}:${accountId}:role:${now.getTime()}`,
    subject: `Votre rôle dans le groupe « ${group.title} » a changé`,
    text: `Bonjour,

${actor.name} a changé votre rôle dans le groupe « ${group.title} ». Vous y êtes maintenant : ${role}.
${to.role === 'observer' ? `\n${observerWords}\n` : ''}
Ouvrir l’espace du groupe : ${publicUrl}/espace/groupes/${group.slug}
`,
  });
}

/** Takes a person out of a group; they read why. Who may is for the caller to check. */
export async function removeMember(
  tx: Db,
  { actor, group, accountId, publicUrl, now, reason }: Act & { reason: string },
): Promise<void> {
  if (accountId === actor.id) await keepACopilot(tx, group.id, accountId);
  const member = await holdMember(tx, group.id, accountId);
  await tx
    .deleteFrom('memberships')
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .execute();
  await revokeInvitationsOf(tx, { accountId, groupId: group.id, now });
  await record(tx, {
    actor,
    verb: 'membership.remove',
    thing: { type: 'account', id: accountId, label: member.name },
    detail: { group: group.slug, role: member.role, reason },
  });
  // Who takes themselves out has left.
  if (accountId === actor.id) return;
  await rememberRemoval(tx, { groupId: group.id, accountId, by: actor.id, now });
  await queueMail(tx, {
    to: member.email,
    key: `membership:${group.id}:${accountId}:removed:${now.getTime()}`,
    subject: `Vous ne faites plus partie du groupe « ${group.title} »`,
    text: `Bonjour,

${actor.name} vous a retiré du groupe « ${group.title} », pour ce motif :

${reason}

Les copilotes du groupe ou l’équipe du programme peuvent vous permettre d’y revenir.
Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
  });
}

/** Held, so that rights checked on the role still hold when it changes. */
export async function holdMember(tx: Db, groupId: string, accountId: string) {
  // Always before the person's own row: two who step down would otherwise wait for each other.
  await holdCopilots(tx, groupId);
  const member = await tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.account_id', '=', accountId)
    .where('accounts.state', '=', 'active')
    .select(['memberships.role', 'memberships.side', 'accounts.name', 'accounts.email'])
    .forUpdate('memberships')
    .executeTakeFirst();
  if (!member?.email) throw new Refusal('Cette personne ne fait plus partie du groupe.');
  return { ...member, email: member.email };
}

/** How a person hears of a group by mail. */
export async function setMail(
  tx: Db,
  { groupId, accountId, mail }: { groupId: string; accountId: string; mail: MailRhythm },
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ mail })
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .execute();
}

/** The same for several groups at once; those that the person is no member of are left aside. */
export async function setMails(
  tx: Db,
  accountId: string,
  rhythms: readonly { groupId: string; mail: MailRhythm }[],
): Promise<void> {
  await sql`update memberships set mail = chosen.mail::mail_rhythm
    from json_to_recordset(${JSON.stringify(rhythms)}::json) as chosen("groupId" uuid, mail text)
    where memberships.group_id = chosen."groupId" and memberships.account_id = ${accountId}`.execute(tx);
}

/** No more mail of that group, or of any when it is null. */
export async function silenceGroups(tx: Db, accountId: string, groupId: string | null): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ mail: 'never' })
    .where('account_id', '=', accountId)
    .$if(groupId !== null, (query) => query.where('group_id', '=', groupId))
    .execute();
}

/** Notes that a person saw a group's space, and says when they saw it before; null the first time. */
export async function visitGroup(
  tx: Db,
  { groupId, accountId, now }: { groupId: string; accountId: string; now: Date },
): Promise<Date | null> {
  const before = await tx
    .selectFrom('memberships')
    .select('last_visit_at')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return null;
  await tx
    .updateTable('memberships')
    .set({ last_visit_at: now })
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .execute();
  return before.last_visit_at;
}

/** Notes that a person has seen what there is in all of their groups. */
export async function visitAllGroups(
  tx: Db,
  { accountId, now }: { accountId: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ last_visit_at: now })
    .where('account_id', '=', accountId)
    .execute();
}

/** What a person who deletes their account leaves here: nothing. Throws Refusal for the last copilot of a group. */
export async function forgetMember(tx: Db, accountId: string, now: Date): Promise<void> {
  const copiloted = await tx
    .selectFrom('memberships')
    .select('group_id')
    .where('account_id', '=', accountId)
    .where('role', '=', 'copilot')
    .orderBy('group_id')
    .execute();
  for (const { group_id } of copiloted) await keepACopilot(tx, group_id, accountId);
  await revokeInvitationsOf(tx, { accountId, now });
  await forgetInvited(tx, accountId);
  await tx.deleteFrom('memberships').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('account_affiliations').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('membership_removals').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('registrations').where('account_id', '=', accountId).execute();
}
