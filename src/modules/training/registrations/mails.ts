import type { Mail } from '../../../platform/mail/index.ts';
import { spanWords } from '../../../ui/index.ts';
import { linkHref, ownPath, sessionHref } from '../addresses.ts';
import type { TrainingSession } from '../sessions/session.ts';

type Words = Pick<Mail, 'subject' | 'text'>;

/** Months after which who came is forgotten; said on the pages that ask for a name. */
export const monthsKept = 12;

interface About {
  session: TrainingSession;
  publicUrl: string;
  /** Opens the registration of who reads. */
  token: string;
}

const manage = ({ publicUrl, token }: Pick<About, 'publicUrl' | 'token'>): string =>
  publicUrl + linkHref(token);

/** When, where, how to join. `joins`: for those who have a place. */
export function practical(session: TrainingSession, publicUrl: string, joins: boolean): string {
  const place = [session.address, session.territory?.name].filter(Boolean).join(', ');
  return [
    `Quand : ${spanWords(session)}`,
    ...(session.mode === 'remote' ? [] : [`Où : ${place}`]),
    ...(session.mode === 'onsite'
      ? []
      : [
          `À distance : ${
            joins
              ? (session.remoteUrl ?? 'le lien vous sera envoyé par courriel')
              : 'le lien est donné aux personnes inscrites'
          }`,
        ]),
    `Organisée par : ${session.organiser.name}`,
    `La session : ${publicUrl}${sessionHref(session.slug)}`,
  ].join('\n');
}

/** To the address that was given, before anybody is told. Nothing that was typed is repeated: anybody can have this sent to anybody. */
export function confirmationMail(about: About & { hours: number }): Words {
  return {
    subject: `Confirmez votre demande d’inscription : ${about.session.title}`,
    text: `Bonjour,

Quelqu’un a demandé une inscription à « ${about.session.title} » en donnant cette adresse.

${practical(about.session, about.publicUrl, false)}

Pour relire et confirmer, ouvrez ce lien (il sert pendant ${about.hours} heures) :
${about.publicUrl}${sessionHref(about.session.slug)}/confirmation/${about.token}

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, rien n’est gardé.
`,
  };
}

/** « Camille Roche (camille@…) a demandé cette inscription pour vous. », nothing when they asked themselves. */
const askedWords = (askedBy: AskedBy | null): string =>
  askedBy ? `${askedBy.name} (${askedBy.email}) a demandé cette inscription pour vous.\n\n` : '';

export interface AskedBy {
  name: string;
  email: string;
}

const givingUp = (about: Pick<About, 'publicUrl' | 'token'>): string =>
  `Votre inscription, et pour l’annuler : ${manage(about)}`;

/** They have a place. The invitation goes along. */
export function placedMail(about: About & { askedBy: AskedBy | null }): Words {
  return {
    subject: `Inscription confirmée : ${about.session.title}`,
    text: `Bonjour,

${askedWords(about.askedBy)}Votre place est réservée pour « ${about.session.title} ».

${practical(about.session, about.publicUrl, true)}

L’invitation jointe l’ajoute à votre agenda.

${givingUp(about)}
Si vous ne pouvez plus venir, annulez : votre place ira à quelqu’un d’autre.
`,
  };
}

/** They wait for a place. */
export function waitingMail(about: About & { askedBy: AskedBy | null }): Words {
  return {
    subject: `Liste d’attente : ${about.session.title}`,
    text: `Bonjour,

${askedWords(about.askedBy)}« ${about.session.title} » est complète. Vous êtes sur la liste d’attente : dès qu’une place se libère, elle va à la première personne de la liste, et vous êtes prévenu par courriel.

${practical(about.session, about.publicUrl, false)}

${givingUp(about)}
`,
  };
}

/** A place became free, and is theirs. */
export function promotedMail(about: About): Words {
  return {
    subject: `Une place s’est libérée, elle est à vous : ${about.session.title}`,
    text: `Bonjour,

Une place s’est libérée pour « ${about.session.title} » : elle est à vous, sans rien à faire.

${practical(about.session, about.publicUrl, true)}

L’invitation jointe l’ajoute à votre agenda.

${givingUp(about)}
Si vous ne pouvez plus venir, annulez : votre place ira à la personne suivante.
`,
  };
}

/** Somebody wanted to register them, and they already are. */
export function alreadyMail(about: About & { askedBy: AskedBy }): Words {
  return {
    subject: `Vous êtes déjà inscrit : ${about.session.title}`,
    text: `Bonjour,

${about.askedBy.name} (${about.askedBy.email}) a demandé une inscription pour vous à « ${about.session.title} ». Vous l’aviez déjà : rien ne change.

Votre inscription : ${manage(about)}
`,
  };
}

/** They gave up, or whoever registered them did it for them, or the organiser. */
export function cancelledMail(
  about: Omit<About, 'token'> & { by: 'self' | AskedBy | { reason: string } },
): Words {
  const { by, session, publicUrl } = about;
  const how =
    by === 'self'
      ? `Votre inscription à « ${session.title} » est annulée, comme vous l’avez demandé.`
      : 'reason' in by
        ? `L’organisateur a annulé votre inscription à « ${session.title} », pour ce motif :\n\n${by.reason}`
        : `${by.name} (${by.email}), qui vous avait inscrit, a annulé votre inscription à « ${session.title} ».`;
  return {
    subject: `Inscription annulée : ${session.title}`,
    text: `Bonjour,

${how}

S’il reste des places, vous pouvez vous inscrire de nouveau : ${publicUrl}${sessionHref(session.slug)}
`,
  };
}

/** Something that they count on changed. */
export function changedMail(about: About & { changes: readonly string[]; placed: boolean }): Words {
  return {
    subject: `Changement : ${about.session.title}`,
    text: `Bonjour,

La session « ${about.session.title} » a changé :

${about.changes.map((change) => `- ${change}`).join('\n')}

${practical(about.session, about.publicUrl, about.placed)}

${about.placed ? 'L’invitation jointe met votre agenda à jour.' : 'Vous êtes toujours sur la liste d’attente.'}

${givingUp(about)}
`,
  };
}

/** It will not take place. */
export function calledOffMail(about: Omit<About, 'token'> & { reason: string; placed: boolean }): Words {
  return {
    subject: `Session annulée : ${about.session.title}`,
    text: `Bonjour,

La session « ${about.session.title} » (${spanWords(about.session)}) est annulée, pour ce motif :

${about.reason}

${about.placed ? 'La pièce jointe la retire de votre agenda. ' : ''}Vous n’avez rien à faire.

Les autres sessions : ${about.publicUrl}/formations/sessions
`,
  };
}

/** The day before. */
export function reminderMail(about: About): Words {
  return {
    subject: `C’est demain : ${about.session.title}`,
    text: `Bonjour,

Vous êtes inscrit à « ${about.session.title} ».

${practical(about.session, about.publicUrl, true)}

${givingUp(about)}
Si vous ne pouvez plus venir, annulez : quelqu’un attend peut-être une place.
`,
  };
}

/** They came: the attestation is ready. */
export function thanksMail(about: About): Words {
  return {
    subject: `Votre attestation : ${about.session.title}`,
    text: `Bonjour,

Merci d’avoir suivi « ${about.session.title} ». Votre attestation de présence est prête, en PDF :
${manage(about)}

Elle est gardée ${monthsKept} mois à votre nom. Enregistrez-la : son code restera vérifiable ensuite.
`,
  };
}

/** Three months after. */
export function followUpMail(about: About): Words {
  return {
    subject: `Qu’avez-vous mis en pratique ? ${about.session.title}`,
    text: `Bonjour,

Il y a trois mois, vous suiviez « ${about.session.title} ». Qu’avez-vous mis en pratique depuis ? Une question, une minute :
${manage(about)}/suivi

Votre réponse est enregistrée sans votre nom. L’organisateur ne lit les réponses que s’il y en a au moins cinq. C’est le seul message que nous vous enverrons à ce sujet.
`,
  };
}

/** The link to all the registrations of an address. */
export function ownLinkMail({
  publicUrl,
  token,
  hours,
}: Pick<About, 'publicUrl' | 'token'> & { hours: number }): Words {
  return {
    subject: 'Vos inscriptions à des formations',
    text: `Bonjour,

Voici le lien demandé vers vos inscriptions. Il sert pendant ${hours} heures :
${manage({ publicUrl, token })}

Pour en recevoir un autre : ${publicUrl}${ownPath}

Vous n’avez rien demandé ? Ignorez ce message.
`,
  };
}
