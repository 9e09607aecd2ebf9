import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import type { Actor } from '../../identity/index.ts';
import { affiliationColumns, affiliationWords } from '../affiliation-words.ts';
import { functionHere, peopleOf } from '../membership-queries.ts';

/** What one person of a group writes to another through the site. */
export interface Letter {
  sender: Actor;
  recipientId: string;
  group: { id: string; slug: string; title: string };
  subject: string;
  body: string;
  /** The sender lets the recipient answer by mail, and so see their address. */
  showsAddress: boolean;
  /** Names the mail. */
  key: string;
  publicUrl: string;
}

/**
 * Mails it, without showing either address unless the sender chose so. Throws Refusal when the recipient left the group, or
 * wants none: read in the transaction, so that a refusal holds at once.
 */
export async function writeToMember(tx: Db, letter: Letter): Promise<void> {
  const { sender, group, publicUrl } = letter;
  const recipient = await peopleOf(tx, group.id)
    .where('memberships.account_id', '=', letter.recipientId)
    .select(['accounts.email', 'accounts.name', 'accounts.refuses_contact'])
    .executeTakeFirst();
  if (!recipient?.email) throw new Refusal('Cette personne ne fait plus partie du groupe.');
  if (recipient.refuses_contact) {
    throw new Refusal(`${recipient.name} ne souhaite pas recevoir de messages par le site.`);
  }
  const place = await peopleOf(tx, group.id)
    .where('memberships.account_id', '=', sender.id)
    .select([functionHere.as('function_title'), ...affiliationColumns])
    .executeTakeFirst();
  const quality = place
    ? [place.function_title, affiliationWords(place)].filter(Boolean).join(', ')
    : 'équipe du programme';
  const answer = letter.showsAddress
    ? `Pour répondre, répondez à ce courriel : ${sender.name} vous montre son adresse (${sender.email}).`
    : place
      ? `Pour répondre par le site, sans montrer votre adresse :\n${publicUrl}/espace/groupes/${group.slug}/membres/${sender.id}/message`
      : `Pour répondre, écrivez à l’équipe du programme :\n${publicUrl}/contact`;
  await queueMail(tx, {
    to: recipient.email,
    key: letter.key,
    ...(letter.showsAddress ? { headers: { 'Reply-To': sender.email } } : {}),
    subject: `${sender.name} vous écrit : ${letter.subject}`,
    text: `Bonjour,

${sender.name}${quality ? ` (${quality})` : ''} vous écrit par le site, au titre du groupe « ${group.title} » :

${letter.body}

${answer}

Votre adresse ne lui a pas été donnée. Pour ne plus recevoir de tels messages, cochez la case de votre profil : ${publicUrl}/espace/compte
Un message déplacé ? Dites-le à l’équipe du programme : ${publicUrl}/contact
`,
  });
}
