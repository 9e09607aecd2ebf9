import type { Experience } from './experience-queries.ts';

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

/** To the author of what was taken out. */
export function experienceRemovalNotice(publicUrl: string, { measure }: About, reason: string): Notice {
  return {
    subject: `Votre témoignage sur « ${measure.title} » a été retiré`,
    text: `Bonjour,

Les pilotes de l’agenda ont retiré votre témoignage sur la mesure « ${measure.title} », pour ce motif :

${reason}

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
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
