import type { Db } from '../../platform/database/index.ts';
import { queueMail, queueMails } from '../../platform/mail/index.ts';
import { type Departure, qualityLabels } from '../identity/index.ts';
import type { OpenInvitation } from './invitations/queries.ts';
import { roleOnJoining } from './policy.ts';
import type { RegistrationDetail } from './registration-queries.ts';
import { departureWords, observerWords, roleInWords } from './schemas.ts';

/** What a mail about a request needs to know. */
interface Letter {
  registration: RegistrationDetail;
  publicUrl: string;
}

const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

/** To the person, once the address is confirmed and somebody has to decide. */
export async function mailReceived(tx: Db, { registration, publicUrl }: Letter): Promise<void> {
  await queueMail(tx, {
    to: registration.email,
    key: `registration:${registration.id}:received`,
    subject: 'Votre demande d’inscription est arrivée',
    text: `Bonjour,

Votre adresse est confirmée. L’équipe du programme et les copilotes des groupes que vous avez choisis vont examiner votre demande ; un courriel vous dira ce qu’il en est.

Suivre votre demande : ${publicUrl}/inscription/suivi
`,
  });
}

/** To each person who may decide. */
export async function mailReviewers(
  tx: Db,
  {
    registration,
    departure,
    publicUrl,
    reviewers,
  }: Letter & { departure?: Departure; reviewers: readonly { id: string; email: string }[] },
): Promise<void> {
  const facts = [
    `Nom : ${registration.name}`,
    `Qualité : ${registration.quality ? qualityLabels[registration.quality] : 'non indiquée'}`,
    `Structure : ${registration.affiliation ?? 'non indiquée'}`,
    `Fonction : ${registration.functionTitle || 'non indiquée'}`,
    `Groupes demandés : ${registration.groups.map(({ title }) => title).join(', ') || 'aucun'}`,
    ...(departure ? [`Attention : ${departureWords(departure)}`] : []),
  ];
  await queueMails(
    tx,
    reviewers.map(({ id, email }) => ({
      to: email,
      key: `registration:${registration.id}:to-review:${id}`,
      subject: 'Une demande d’inscription vous attend',
      text: `Bonjour,

Une personne demande à rejoindre Cordée.

${list(facts)}

Voir ce que l’on sait d’elle et décider : ${publicUrl}/administration/inscriptions/${registration.id}
`,
    })),
  );
}

/** To the person who was let in, with the place that is theirs in the groups. */
export async function mailAccepted(
  tx: Db,
  {
    registration,
    joined,
    invitation,
    publicUrl,
  }: Letter & { joined: readonly string[]; invitation: OpenInvitation | null },
): Promise<void> {
  const observer = roleOnJoining(registration) === 'observer';
  const groups =
    joined.length > 0
      ? `Vous faites maintenant partie${observer ? ', comme observateur,' : ''} de :\n${list(joined)}`
      : `Vous pouvez maintenant rejoindre les groupes projets ouverts${observer ? ', comme observateur' : ''}.`;
  await queueMail(tx, {
    to: registration.email,
    key: `registration:${registration.id}:accepted`,
    subject: 'Votre inscription est acceptée',
    text: `Bonjour,

Votre inscription à Cordée est acceptée, une fois pour toutes : les autres groupes ouverts se rejoignent en un clic.

${invitation ? `Sur invitation de ${invitation.invitedBy}, vous êtes ${roleInWords(invitation)} du groupe « ${invitation.group.title} ».\n\n` : ''}${groups}${observer ? `\n\n${observerWords}` : ''}

Ouvrir votre espace : ${publicUrl}/espace
Voir tous les groupes : ${publicUrl}/groupes
`,
  });
}

/** To the person who was turned down, with the reason. */
export async function mailRefused(
  tx: Db,
  { registration, reason, publicUrl }: Letter & { reason: string },
): Promise<void> {
  await queueMail(tx, {
    to: registration.email,
    key: `registration:${registration.id}:refused`,
    subject: 'Votre demande d’inscription n’a pas été acceptée',
    text: `Bonjour,

Votre demande d’inscription à Cordée n’a pas été acceptée, pour ce motif :

${reason}

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
Le site public reste ouvert à tous : ${publicUrl}
`,
  });
}
