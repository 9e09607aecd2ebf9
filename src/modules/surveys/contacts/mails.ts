import type { Mail } from '../../../platform/mail/index.ts';
import type { Survey } from '../survey.ts';

export type Words = Pick<Mail, 'subject' | 'text'>;

export interface About {
  survey: Pick<Survey, 'slug' | 'title'>;
  token: string;
  publicUrl: string;
}

const linkOf = ({ survey, token, publicUrl }: About): string =>
  `${publicUrl}/enquetes/${survey.slug}/courriel/lien/${token}`;

/** Anybody can have this sent to anybody: it says nothing of what was answered, which nobody could tell. */
export const confirmMail = (about: About): Words => ({
  subject: `Confirmez votre adresse : ${about.survey.title}`,
  text: `Bonjour,

Quelqu’un a laissé cette adresse pour recevoir les résultats de l’enquête « ${about.survey.title} » et des propositions de formation.

Pour confirmer, ouvrez ce lien (pendant sept jours) :
${linkOf(about)}

Votre adresse est gardée à part : rien ne la relie à une réponse.

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, votre adresse est effacée.
`,
});

export const resultsMail = (about: About): Words => ({
  subject: `Les résultats sont publiés : ${about.survey.title}`,
  text: `Bonjour,

Vous aviez demandé les résultats de l’enquête « ${about.survey.title} ». Les voici :
${about.publicUrl}/enquetes/${about.survey.slug}/resultats

Ne plus rien recevoir, et effacer votre adresse :
${linkOf(about)}
`,
});
