import { formatDate } from '../../ui/index.ts';
import type { ReportableKind } from './reportable.ts';
import { contestUntil } from './vocabulary.ts';

interface About {
  publicUrl: string;
  kind: ReportableKind;
  /** Of the thing and of its group. */
  thingId: string;
  label: string;
  groupTitle: string | null;
}

/** `dans « Quel format ? », du groupe « Données ouvertes »` */
const placeOf = ({ kind, label, groupTitle }: About): string =>
  `${kind.words.where(label)}${groupTitle === null ? '' : `, du groupe « ${groupTitle} »`}`;

interface Letter {
  subject: string;
  text: string;
}

/** To the author of what is hidden; whatever they chose to receive, they are told. */
export function hiddenNotice(
  about: About,
  { as, reason, text, at }: { as: 'copilot' | 'team'; reason: string; text: string; at: Date },
): Letter {
  const { publicUrl, kind, thingId, label } = about;
  return {
    subject: `${kind.words.your} ${kind.words.where(label)} est masqué`,
    text: `Bonjour,

${as === 'copilot' ? 'Un copilote' : 'L’équipe du programme'} a masqué ${kind.words.your.toLowerCase()} ${placeOf(about)}, pour ce motif :

${reason}

${kind.words.hidden} Vous, vous le voyez toujours.

Vous n’êtes pas d’accord ? Vous pouvez contester une fois, jusqu’au ${formatDate(contestUntil(at))}. Une autre personne examinera votre réponse :
${publicUrl}/espace/moderation/${kind.segment}/${thingId}/contester

Ce que vous aviez ${kind.words.made} :

${text}
`,
  };
}

/** To who reported it: what became of it, never more than they could read. */
export function outcomeNotice(
  about: About,
  { outcome, reason }: { outcome: 'hidden' | 'dismissed' | 'restored'; reason: string },
): Letter {
  const { kind, label } = about;
  const what = {
    hidden: `${kind.words.the} que vous avez signalé est masqué`,
    dismissed: `${kind.words.the} que vous avez signalé reste en place`,
    restored: `son auteur a contesté, et ${kind.words.the} que vous avez signalé est rétabli`,
  }[outcome];
  return {
    subject: `Votre signalement ${kind.words.where(label)}`,
    text: `Bonjour,

Après examen, ${what} (${placeOf(about)}). Motif :

${reason}

Merci de votre vigilance. Votre nom n’a pas été donné à l’auteur.
`,
  };
}

/** To the author who contested. */
export function judgementNotice(
  about: About,
  { restored, reason, href }: { restored: boolean; reason: string; href: string | null },
): Letter {
  const { publicUrl, kind, thingId, label } = about;
  return {
    subject: `${kind.words.your} ${kind.words.where(label)} ${restored ? 'est rétabli' : 'reste masqué'}`,
    text: `Bonjour,

Une autre personne a examiné votre contestation (${placeOf(about)}). ${
      restored
        ? `${kind.words.your} est rétabli tel qu’il était.`
        : `${kind.words.your} reste masqué, et cette décision clôt la contestation.`
    } Motif :

${reason}

${
  restored && href !== null
    ? `Le lire : ${publicUrl}${href}`
    : `La décision : ${publicUrl}/espace/moderation/${kind.segment}/${thingId}/contester
Une question ? Écrivez à l’équipe du programme : ${publicUrl}/contact`
}
`,
  };
}

/** To those who moderate, once a day at most. */
export function waitingNotice(publicUrl: string): Letter {
  return {
    subject: 'Un signalement attend votre avis',
    text: `Bonjour,

Un contenu a été signalé, ou une décision contestée, et attend votre avis :
${publicUrl}/espace/moderation

Vous recevez ce courriel une fois par jour au plus, quel que soit le nombre de signalements.
`,
  };
}
