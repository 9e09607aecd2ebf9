import { formatNumber } from '../../../ui/index.ts';
import type { About, Words } from '../contacts/mails.ts';

export const closedMail = ({ survey, sent, publicUrl }: Omit<About, 'token'> & { sent: number }): Words => ({
  subject: `L’enquête est fermée : ${survey.title}`,
  text: `Bonjour,

L’enquête « ${survey.title} » est fermée. ${sent === 0 ? 'Aucune réponse n’a été envoyée.' : `Réponses envoyées : ${formatNumber(sent)}.`}

Lire les résultats et choisir ceux que tout le monde peut lire :
${publicUrl}/espace/enquetes/${survey.slug}/resultats
`,
});
