import type { Mail } from '../../platform/mail/index.ts';
import { formatDate } from '../../ui/index.ts';
import type { Charter } from './charter.ts';
import { siretWords } from './siret.ts';

type Words = Pick<Mail, 'subject' | 'text'>;
type Named = Pick<Charter, 'slug' | 'title'>;

interface About {
  charter: Named;
  organisation: string;
  publicUrl: string;
}

const charterUrl = ({ charter, publicUrl }: Pick<About, 'charter' | 'publicUrl'>): string =>
  `${publicUrl}/chartes/${charter.slug}`;

/**
 * To the address that was given, before anything is done of it. Nothing that was typed is told but digits: anybody can have
 * this mail sent to anybody.
 */
export function confirmationMail(
  about: Omit<About, 'organisation'> & { siret: string; token: string },
): Words {
  return {
    subject: `Confirmez votre signature : ${about.charter.title}`,
    text: `Bonjour,

Quelqu’un a demandé à signer « ${about.charter.title} » au nom de l’organisme de numéro SIRET ${siretWords(about.siret)}, en donnant cette adresse.

Pour relire et confirmer, ouvrez ce lien (il sert une fois, pendant sept jours) :
${charterUrl(about)}/lien/${about.token}

Une autre personne relira ensuite la signature avant de la publier.

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, rien n’est gardé.
`,
  };
}

/** To those who review. */
export function reviewNotice(about: About & { id: string }): Words {
  return {
    subject: `Une signature de charte à relire : ${about.organisation}`,
    text: `Bonjour,

${about.organisation} a signé « ${about.charter.title} ». La signature sera publiée quand vous l’aurez relue.

La relire : ${charterUrl(about)}/relecture/${about.id}
`,
  };
}

/** To the signatory, once published. */
export function publishedMail(about: About & { nom: string; expiresOn: string }): Words {
  const page = `${charterUrl(about)}/signataires/${about.nom}`;
  return {
    subject: `Votre signature est publiée : ${about.charter.title}`,
    text: `Bonjour,

La signature de ${about.organisation} est publiée. Elle vaut jusqu’au ${formatDate(about.expiresOn)}.

Votre page : ${page}
Le reçu en PDF : ${page}/recu.pdf
Le reçu signé, que chacun peut vérifier : ${page}/recu.json
Dire où vous en êtes de vos engagements, ou retirer la signature : ${page}/gerer

Le badge à poser sur votre site est sur votre page.
`,
  };
}

export function refusedMail(about: About & { reason: string }): Words {
  return {
    subject: `Votre signature n’est pas publiée : ${about.charter.title}`,
    text: `Bonjour,

La signature de « ${about.charter.title} » au nom de ${about.organisation} n’est pas publiée, pour ce motif :

${about.reason}

Vous pouvez signer de nouveau : ${charterUrl(about)}/signer
`,
  };
}

/** To the signatory, when the team suspends or reinstates. */
export function stateMail(about: About & { nom: string; suspended: boolean; reason: string }): Words {
  const act = about.suspended ? 'suspendue' : 'rétablie';
  return {
    subject: `Votre signature est ${act} : ${about.charter.title}`,
    text: `Bonjour,

La signature de « ${about.charter.title} » par ${about.organisation} est ${act}, pour ce motif, qui est public :

${about.reason}

Votre page : ${charterUrl(about)}/signataires/${about.nom}
Écrire à l’équipe du programme : ${about.publicUrl}/contact
`,
  };
}

const manageUrl = (about: Pick<About, 'charter' | 'publicUrl'> & { token: string }): string =>
  `${charterUrl(about)}/gestion/lien/${about.token}`;

/** The link by which a signatory manages the signature. */
export function manageMail(about: About & { token: string; hours: number }): Words {
  return {
    subject: `Gérer la signature de ${about.organisation}`,
    text: `Bonjour,

Voici le lien demandé pour gérer la signature de « ${about.charter.title} » par ${about.organisation}. Il sert pendant ${about.hours} heures :
${manageUrl(about)}

Vous n’avez rien demandé ? Ignorez ce message.
`,
  };
}

/** Once, before a signature expires. */
export function expiryMail(about: About & { token: string; expiresOn: string }): Words {
  return {
    subject: `Votre signature expire le ${formatDate(about.expiresOn)} : ${about.charter.title}`,
    text: `Bonjour,

La signature de « ${about.charter.title} » par ${about.organisation} expire le ${formatDate(about.expiresOn)}.

Pour la renouveler, ou la retirer, ouvrez ce lien (il sert jusqu’à trente jours après l’échéance) :
${manageUrl(about)}

Sans renouvellement, le registre et le badge diront qu’elle a expiré.
`,
  };
}
