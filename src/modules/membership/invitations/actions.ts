import { sql } from 'kysely';
import type { Db, MembershipRole, Side } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { formatLongDate } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { addMember } from '../membership-actions.ts';
import { roleInWords } from '../schemas.ts';
import { tellOfArrival } from '../telling-copilots.ts';
import type { OpenInvitation } from './queries.ts';

const day = 24 * 3600 * 1000;
const daysValid = 30;
/** Mails that one person may send in a day, that one address may get in a week, and for one invitation in all. */
const limits = { ofOneADay: 60, toOneAWeek: 3, ofOneInvitation: 4 };

interface Act {
  actor: Actor;
  group: { id: string; slug: string; title: string };
  publicUrl: string;
  now: Date;
}

/**
 * Invites these addresses. Whether one of them has an account changes nothing that the inviter sees. Throws Refusal, naming
 * them, for those that have an invitation to this group under way or declined one. Who may is for the caller to check.
 */
export async function invite(
  tx: Db,
  act: Act & { emails: readonly string[]; role: MembershipRole; side: Side | null; word: string },
): Promise<void> {
  const { actor, group, emails, role, side, word, now } = act;
  if (emails.includes(actor.email))
    throw new Refusal('Vous ne pouvez pas vous inviter vous-même : retirez votre adresse.', 'adresses');
  await holdInviter(tx, actor.id);
  await limitInviter(tx, actor.id, emails.length, now);
  await endExpired(tx, group.id, emails, now);
  const rows = await tx
    .selectFrom('invitations')
    .select(['email', 'declined_at'])
    .where('group_id', '=', group.id)
    .where('email', 'in', emails)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  const known = rows.flatMap(({ email }) => email ?? []);
  if (known.length > 0) {
    const declined = rows.some(({ declined_at }) => declined_at !== null);
    throw new Refusal(
      `${declined ? 'Invitation déjà envoyée ou déclinée' : 'Invitation déjà envoyée'} : ${[...new Set(known)].join(', ')}. Retirez ${known.length > 1 ? 'ces adresses' : 'cette adresse'} de la liste.`,
      'adresses',
    );
  }
  await limitRecipients(tx, emails, now);
  for (const email of emails) {
    const kept = await keepInvitation(tx, { groupId: group.id, by: actor.id, email, role, side, word, now });
    await mailInvitation(tx, { ...act, ...kept, email, sent: 1 });
  }
  await record(tx, {
    actor,
    verb: 'membership.invite',
    thing: { type: 'group', id: group.id, label: group.title },
    // Not the addresses: the list of invitations holds them, as long as they are of use.
    detail: { invited: emails.length, role: roleInWords({ role, side }) },
  });
}

/** Writes an invitation that nobody is told of; returns what its mail says: the token of its link, and when it expires. */
export async function keepInvitation(
  tx: Db,
  given: {
    groupId: string;
    by: string;
    email: string;
    role: MembershipRole;
    side: Side | null;
    word: string;
    now: Date;
  },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const { groupId, by, email, role, side, word, now } = given;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + daysValid * day);
  const { id } = await tx
    .insertInto('invitations')
    .values({
      group_id: groupId,
      email,
      role,
      side,
      word,
      token_hash: hashToken(token),
      invited_by: by,
      created_at: now,
      sent_at: now,
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token, expiresAt };
}

/** Sends an invitation again, under a new link: the one before leads nowhere any more. */
export async function resendInvitation(tx: Db, act: Act & { id: string }): Promise<void> {
  const { actor, group, id, now } = act;
  await holdInviter(tx, actor.id);
  const invitation = await tx
    .selectFrom('invitations')
    .selectAll()
    .where('id', '=', id)
    .where('group_id', '=', group.id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!invitation?.email) throw new Refusal('Cette invitation ne peut plus être renvoyée.');
  if (invitation.sent_count >= limits.ofOneInvitation) {
    throw new Refusal('Cette invitation est déjà partie plusieurs fois : joignez la personne autrement.');
  }
  if (now.getTime() - invitation.sent_at.getTime() < day) {
    throw new Refusal('Cette invitation est partie il y a moins d’un jour : laissez le temps d’y répondre.');
  }
  await limitInviter(tx, actor.id, 1, now);
  await limitRecipients(tx, [invitation.email], now);
  const token = newToken();
  const expiresAt = new Date(now.getTime() + daysValid * day);
  await tx
    .updateTable('invitations')
    .set({
      token_hash: hashToken(token),
      sent_at: now,
      sent_count: invitation.sent_count + 1,
      expires_at: expiresAt,
      // Whoever sends it again answers for it.
      invited_by: actor.id,
    })
    .where('id', '=', id)
    .execute();
  await mailInvitation(tx, {
    ...act,
    email: invitation.email,
    role: invitation.role,
    side: invitation.side,
    word: invitation.word,
    token,
    expiresAt,
    sent: invitation.sent_count + 1,
  });
}

/** Takes an invitation back: its link leads nowhere any more. */
export async function revokeInvitation(
  tx: Db,
  { actor, group, id, now }: Omit<Act, 'publicUrl'> & { id: string },
): Promise<void> {
  const row = await tx
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('group_id', '=', group.id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new Refusal('Cette invitation a déjà reçu une réponse, ou n’est plus valable.');
  await record(tx, {
    actor,
    verb: 'membership.revoke-invitation',
    thing: { type: 'group', id: group.id, label: group.title },
  });
}

/** Says no, for good as far as this group goes: those who run it cannot ask again. */
export async function declineInvitation(tx: Db, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ declined_at: now })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/**
 * Puts the person in the group with the role of the invitation, once they are let in. Throws Refusal when they were taken out
 * of that group after they were invited. Whoever is there already keeps their role.
 */
export async function takeInvitation(
  tx: Db,
  {
    invitation,
    accountId,
    now,
    publicUrl,
  }: { invitation: OpenInvitation; accountId: string; now: Date; publicUrl: string },
): Promise<void> {
  const taken = await tx
    .updateTable('invitations')
    .set({ accepted_at: now, accepted_by: accountId })
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new Refusal('Cette invitation n’est plus valable.');
  const { group, role, side } = invitation;
  const place = { groupId: group.id, accountId, now };
  const joined =
    role !== 'copilot'
      ? await addMember(tx, { ...place, role })
      : side !== null && (await addMember(tx, { ...place, role, side }));
  // Looked at afterwards: a removal under way made the line above wait.
  const removal = await tx
    .deleteFrom('membership_removals')
    .where('group_id', '=', group.id)
    .where('account_id', '=', accountId)
    .returning('removed_at')
    .executeTakeFirst();
  if (removal && removal.removed_at >= invitation.createdAt) {
    throw new Refusal(
      'Vous avez été retiré de ce groupe depuis cette invitation. Les copilotes du groupe ou l’équipe du programme peuvent vous permettre d’y revenir.',
    );
  }
  if (joined)
    await tellOfArrival(tx, { invitationId: invitation.id, group, accountId, role, side, publicUrl });
}

/** Erases the addresses of those who were invited, thirty days after the end, and old invitations after a year. */
export async function purgeInvitations(db: Db, now: Date): Promise<void> {
  const month = new Date(now.getTime() - 30 * day);
  const year = new Date(now.getTime() - 365 * day);
  await db.deleteFrom('invitations').where('sent_at', '<', year).execute();
  await db
    .updateTable('invitations')
    .set({ email: null, word: '' })
    .where('email', 'is not', null)
    // Who declined is remembered for the year, not to be asked again.
    .where('declined_at', 'is', null)
    .where(sql<Date>`least(accepted_at, revoked_at, expires_at)`, '<', month)
    .execute();
}

/** Held, so that two forms of one person are counted one after the other. */
async function holdInviter(tx: Db, accountId: string): Promise<void> {
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
}

async function limitInviter(tx: Db, accountId: string, more: number, now: Date): Promise<void> {
  const { sent } = await tx
    .selectFrom('invitations')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('invited_by', '=', accountId)
    .where('sent_at', '>', new Date(now.getTime() - day))
    .executeTakeFirstOrThrow();
  if (sent + more > limits.ofOneADay) {
    throw new Refusal(
      `${limits.ofOneADay} invitations par jour au plus, et vous en avez envoyé ${sent}. Envoyez les autres demain.`,
      'adresses',
    );
  }
}

/** Nobody's mailbox is to be filled, by however many groups. */
async function limitRecipients(tx: Db, emails: readonly string[], now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('invitations')
    .select('email')
    .where('email', 'in', emails)
    .where('sent_at', '>', new Date(now.getTime() - 7 * day))
    .groupBy('email')
    .having((eb) => eb.fn.sum<number>('sent_count'), '>=', limits.toOneAWeek)
    .execute();
  const full = rows.flatMap(({ email }) => email ?? []);
  if (full.length === 0) return;
  throw new Refusal(
    `Trop d’invitations cette semaine pour : ${full.join(', ')}. Retirez ${full.length > 1 ? 'ces adresses' : 'cette adresse'} ou attendez quelques jours.`,
    'adresses',
  );
}

/** What nobody answered in time makes room for a new invitation. */
async function endExpired(tx: Db, groupId: string, emails: readonly string[], now: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('group_id', '=', groupId)
    .where('email', 'in', emails)
    .where('expires_at', '<=', now)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

async function mailInvitation(
  tx: Db,
  mail: Act & {
    id: string;
    email: string;
    token: string;
    role: MembershipRole;
    side: Side | null;
    word: string;
    expiresAt: Date;
    sent: number;
  },
): Promise<void> {
  const { actor, group, publicUrl, word } = mail;
  const link = `${publicUrl}/invitation/lien/${mail.token}`;
  await queueMail(tx, {
    to: mail.email,
    key: `invitation:${mail.id}:${mail.sent}`,
    expiresAt: mail.expiresAt,
    subject: `${actor.name} vous invite dans le groupe « ${group.title} »`,
    text: `Bonjour,

${actor.name} vous invite à rejoindre le groupe projet « ${group.title} » sur Cordée, comme ${roleInWords(mail)}.
${word ? `\n${word}\n` : ''}
Voir l’invitation et y répondre :
${link}

Elle vaut jusqu’au ${formatLongDate(mail.expiresAt)}, pour cette adresse seulement. Ce groupe : ${publicUrl}/groupes/${group.slug}
Vous n’êtes pas concerné, ou ne voulez plus d’invitation de ce groupe ? La même page permet de la décliner.
`,
  });
}
