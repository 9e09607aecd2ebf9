import type { Mail } from '../../platform/mail/index.ts';
import { spanWords } from '../../ui/index.ts';
import { answerHref, meetingHref, minutesHref } from './addresses.ts';
import type { AgendaPoint } from './agenda-rows.ts';
import type { Meeting } from './meeting.ts';

type Words = Pick<Mail, 'subject' | 'text'>;

export interface About {
  meeting: Meeting;
  agenda: readonly Pick<AgendaPoint, 'title' | 'minutes' | 'presenter'>[];
  publicUrl: string;
  /** Answers for who reads. */
  token: string;
}

/** « Point d’étape (20 min, Marie Dupont) » */
export function pointWords({ title, minutes, presenter }: About['agenda'][number]): string {
  const facts = [minutes === null ? null : `${minutes} min`, presenter].filter(Boolean).join(', ');
  return facts === '' ? title : `${title} (${facts})`;
}

function practical({ meeting, agenda }: Pick<About, 'meeting' | 'agenda'>): string {
  return [
    `Quand : ${spanWords(meeting)}`,
    ...(meeting.place ? [`Où : ${meeting.place}`] : []),
    ...(meeting.link ? [`À distance : ${meeting.link}`] : []),
    '',
    'Ordre du jour :',
    ...agenda.map((point, index) => `${index + 1}. ${pointWords(point)}`),
  ].join('\n');
}

const ways = ({ meeting, publicUrl, token }: About): string =>
  `Dire si vous y serez : ${publicUrl}${answerHref(token)}
La page de la réunion : ${publicUrl}${meetingHref(meeting.id)}
`;

/** They are invited. The event goes along. */
export function invitedMail(about: About & { by: string }): Words {
  const { meeting } = about;
  return {
    subject: `Réunion : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

${about.by} vous invite à la réunion « ${meeting.title} » du groupe « ${meeting.group.title} ».

${practical(about)}

L’invitation jointe l’ajoute à votre agenda.

${ways(about)}`,
  };
}

/** What they counted on changed. */
export function changedMail(about: About & { changes: readonly string[]; asksAgain: boolean }): Words {
  const { meeting } = about;
  return {
    subject: `Réunion modifiée : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

La réunion « ${meeting.title} » du groupe « ${meeting.group.title} » change :

${about.changes.map((change) => `- ${change}`).join('\n')}

${practical(about)}

L’invitation jointe met votre agenda à jour.${about.asksAgain ? ' L’horaire change : votre réponse vous est redemandée.' : ''}

${ways(about)}`,
  };
}

/** It is not held. */
export function cancelledMail({
  meeting,
  publicUrl,
  reason,
}: Pick<About, 'meeting' | 'publicUrl'> & { reason: string }): Words {
  return {
    subject: `Réunion annulée : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

La réunion « ${meeting.title} » du groupe « ${meeting.group.title} », prévue ${spanWords(meeting)}, est annulée :

${reason}

Le message joint la retire de votre agenda.

La page de la réunion : ${publicUrl}${meetingHref(meeting.id)}
`,
  };
}

/** They are no longer invited. */
export function withdrawnMail({ meeting }: Pick<About, 'meeting'>): Words {
  return {
    subject: `Invitation retirée : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

La réunion « ${meeting.title} » du groupe « ${meeting.group.title} », prévue ${spanWords(meeting)}, se tiendra dans une composition plus restreinte : votre présence n’y est plus attendue.

Le message joint la retire de votre agenda.
`,
  };
}

/** The day before. */
export function reminderMail(about: About): Words {
  const { meeting } = about;
  return {
    subject: `Demain : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

La réunion « ${meeting.title} » du groupe « ${meeting.group.title} » se tient demain.

${practical(about)}

${ways(about)}`,
  };
}

/** To a copilot whose side has to approve. */
export function keyAwaitedMail({
  meeting,
  by,
  publicUrl,
}: Pick<About, 'meeting' | 'publicUrl'> & { by: string }): Words {
  return {
    subject: `Compte rendu à approuver : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

${by} propose le compte rendu de la réunion « ${meeting.title} » du groupe « ${meeting.group.title} ». Il sera approuvé, et ne changera plus, quand un copilote de chaque côté l’aura approuvé.

Le lire et l’approuver : ${publicUrl}${minutesHref(meeting.id)}
`,
  };
}

/** To the copilots: somebody asks for a correction. */
export function correctionMail({
  meeting,
  by,
  text,
  publicUrl,
}: Pick<About, 'meeting' | 'publicUrl'> & { by: string; text: string }): Words {
  return {
    subject: `Correction demandée : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

${by} demande une correction du compte rendu de la réunion « ${meeting.title} » :

${text}

Y répondre : ${publicUrl}${minutesHref(meeting.id)}#corrections
`,
  };
}

/** To who asked for a correction. */
export function correctionAnsweredMail({
  meeting,
  by,
  answer,
  publicUrl,
}: Pick<About, 'meeting' | 'publicUrl'> & { by: string; answer: string }): Words {
  return {
    subject: `Votre demande de correction : ${meeting.title} [${meeting.group.title}]`,
    text: `Bonjour,

${by} répond à la correction que vous demandiez pour le compte rendu de la réunion « ${meeting.title} » :

${answer}

Le compte rendu : ${publicUrl}${minutesHref(meeting.id)}
`,
  };
}
