import { plural } from '../../ui/index.ts';
import type { Experience } from './experience-queries.ts';
import type { WaitingProposal } from './proposal-queries.ts';

interface Notice {
  subject: string;
  text: string;
}

type About = Pick<Experience, 'measure'>;

/** To whoever told what their authority lives with a measure. */
export function answerNotice(publicUrl: string, { measure }: About, body: string): Notice {
  return {
    subject: `Une réponse à votre témoignage sur « ${measure.title} »`,
    text: `Bonjour,

Les pilotes de l’agenda ont répondu à votre témoignage sur la mesure « ${measure.title} » :

${body}

Le lire sur Cordée : ${publicUrl}/agenda/${measure.slug}/temoignages
`,
  };
}

const mostNamed = 10;

/** To those who keep the agenda: what waits for them, the latest first. */
export function waitingNotice(
  publicUrl: string,
  proposals: readonly WaitingProposal[],
  /** The group where they choose what they receive; null for who is no member of it. */
  group: string | null,
): Notice {
  const count = proposals.length;
  const named = proposals
    .slice(0, mostNamed)
    .map(({ title, isMissing }) => `- ${isMissing ? 'Mesure manquante' : 'Correction'} : « ${title} »`);
  if (count > mostNamed) named.push(`- et ${plural(count - mostNamed, 'autre')}`);
  const choice = group
    ? `\nChoisir ce que vous recevez : ${publicUrl}/espace/groupes/${group}#mes-courriels`
    : '';
  return {
    subject: `${plural(count, 'proposition attend', 'propositions attendent')} dans l’agenda`,
    text: `Bonjour,

${count > 1 ? 'Ces propositions attendent' : 'Cette proposition attend'} votre décision :

${named.join('\n')}

Lire et décider : ${publicUrl}/espace/agenda/propositions

-- 
Vous recevez ce message, un par jour au plus, parce que vous tenez l’agenda sur Cordée.${choice}
`,
  };
}

/** To the author of a proposal, once it is decided. */
export function proposalNotice(
  publicUrl: string,
  {
    title,
    slug,
    accepted,
    reason,
  }: { title: string; slug: string | null; accepted: boolean; reason: string },
): Notice {
  const where = slug ? `\nLa mesure : ${publicUrl}/agenda/${slug}\n` : '';
  return {
    subject: `Votre proposition sur « ${title} » ${accepted ? 'est publiée' : 'n’est pas retenue'}`,
    text: `Bonjour,

${
  accepted
    ? `Votre proposition sur « ${title} » est publiée. Merci.`
    : `Votre proposition sur « ${title} » n’est pas retenue, pour ce motif :`
}

${reason}
${where}
Vos propositions : ${publicUrl}/espace/agenda/mes-propositions
`,
  };
}

/** To whom the right to edit a measure was given. */
export function grantNotice(
  publicUrl: string,
  { measure, by }: { measure: { slug: string; title: string }; by: string },
): Notice {
  return {
    subject: `Vous pouvez modifier « ${measure.title} » dans l’agenda`,
    text: `Bonjour,

${by} vous a donné le droit de modifier la mesure « ${measure.title} », d’en reporter les jalons et de répondre aux témoignages.

Modifier la mesure : ${publicUrl}/agenda/${measure.slug}/modifier
Ce qui attend une réponse : ${publicUrl}/espace/agenda
`,
  };
}

/** To whom that right was taken back. */
export function withdrawalNotice(
  publicUrl: string,
  { measure, by }: { measure: { slug: string; title: string }; by: string },
): Notice {
  return {
    subject: `Vous ne modifiez plus « ${measure.title} » dans l’agenda`,
    text: `Bonjour,

${by} vous a retiré le droit de modifier la mesure « ${measure.title} ».

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
  };
}
