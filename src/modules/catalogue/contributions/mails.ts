import type { ContributionKind } from '../../../platform/database/index.ts';
import { plural } from '../../../ui/index.ts';
import { type Catalogue, type CatalogueSlug, catalogues } from '../catalogues.ts';

interface Notice {
  subject: string;
  text: string;
}

export const kindLabels: Readonly<Record<ContributionKind, string>> = {
  resource: 'Nouvelle ressource',
  change: 'Correction',
  report: 'Signalement',
};

/** Words typed by whoever sent it stay out: the address may be another person's. */
export function confirmationMail({
  catalogue,
  kind,
  token,
  publicUrl,
}: {
  catalogue: CatalogueSlug;
  kind: ContributionKind;
  token: string;
  publicUrl: string;
}): Notice {
  const { host } = new URL(publicUrl);
  const { of } = catalogues[catalogue];
  const link = `${publicUrl}/catalogues/${catalogue}/lien/${token}`;
  if (kind === 'report') {
    return {
      subject: 'Confirmez votre adresse pour recevoir une réponse',
      text: `Bonjour,

Un signalement sur le catalogue ${of} de Cordée (${host}) a été envoyé avec cette adresse. Il est transmis.

Pour recevoir la réponse, confirmez l’adresse en ouvrant ce lien :
${link}

Vous n’avez rien envoyé ? Ignorez ce message : sans confirmation, l’adresse est effacée.
`,
    };
  }
  return {
    subject: 'Confirmez votre contribution',
    text: `Bonjour,

Une contribution au catalogue ${of} de Cordée (${host}) a été envoyée avec cette adresse.

Pour la transmettre à ceux qui tiennent le catalogue, ouvrez ce lien :
${link}

Il sert une seule fois, pendant sept jours.

Vous n’avez rien envoyé ? Ignorez ce message : sans confirmation, la contribution est effacée.
`,
  };
}

export interface Waiting {
  kind: ContributionKind;
  title: string;
}

const mostNamed = 10;

/** To those who keep the catalogue: what waits for them, the latest first. */
export function waitingNotice(
  publicUrl: string,
  { slug, of, groupSlug }: Catalogue,
  sent: readonly Waiting[],
  isMember: boolean,
): Notice {
  const count = sent.length;
  const named = sent.slice(0, mostNamed).map(({ kind, title }) => `- ${kindLabels[kind]} : « ${title} »`);
  if (count > mostNamed) named.push(`- et ${plural(count - mostNamed, 'autre')}`);
  const choice = isMember
    ? `\nChoisir ce que vous recevez : ${publicUrl}/espace/groupes/${groupSlug}#mes-courriels`
    : '';
  return {
    subject: `${plural(count, 'contribution attend', 'contributions attendent')} dans le catalogue ${of}`,
    text: `Bonjour,

${count > 1 ? 'Ces contributions attendent' : 'Cette contribution attend'} votre décision :

${named.join('\n')}

Lire et décider : ${publicUrl}/catalogues/${slug}/a-traiter

-- 
Vous recevez ce message, un par jour au plus, parce que vous tenez le catalogue ${of} sur Cordée.${choice}
`,
  };
}

/** To whoever contributed, once it is decided. */
export function decisionNotice(
  publicUrl: string,
  {
    kind,
    title,
    path,
    accepted,
    answer,
  }: { kind: ContributionKind; title: string; path: string | null; accepted: boolean; answer: string },
): Notice {
  const where = path ? `\nLa fiche : ${publicUrl}${path}\n` : '';
  const told = {
    resource: accepted
      ? 'La ressource que vous avez proposée est publiée. Merci.'
      : 'La ressource que vous avez proposée n’est pas retenue, pour ce motif :',
    change: accepted
      ? 'La correction que vous avez proposée est publiée. Merci.'
      : 'La correction que vous avez proposée n’est pas retenue, pour ce motif :',
    report: accepted
      ? 'Votre signalement a été pris en compte. Merci.'
      : 'Votre signalement a été lu, sans changement :',
  }[kind];
  const subject = {
    resource: accepted ? 'est publiée' : 'n’est pas retenue',
    change: accepted ? 'est publiée' : 'n’est pas retenue',
    report: accepted ? 'est pris en compte' : 'a une réponse',
  }[kind];
  const what = { resource: 'Votre proposition', change: 'Votre correction', report: 'Votre signalement' }[
    kind
  ];
  return {
    subject: `${what} sur « ${title} » ${subject}`,
    text: `Bonjour,

${told}

${answer}
${where}
-- 
Vous recevez ce message parce que vous avez confirmé cette adresse en contribuant. Nous l’effaçons trente jours après la réponse.
`,
  };
}
