import type { KeyAct, Side } from '../../../platform/database/index.ts';
import { askedWords } from './acts.ts';
import { otherSide, sideNames } from './sides.ts';

interface About {
  act: KeyAct;
  thingLabel: string;
  group: { slug: string; title: string };
  publicUrl: string;
  /** Who did it. */
  by: string;
  side: Side;
}

/** To the copilots whose key is awaited. */
export function askingMail({
  requestId,
  group,
  publicUrl,
  by,
  side,
  ...about
}: About & { requestId: string }) {
  const what = askedWords(about);
  return {
    subject: `Votre clé est attendue : ${what} [${group.title}]`,
    text: `Bonjour,

${by}, copilote ${sideNames[side]} du groupe « ${group.title} », demande de ${what}.

Cela ne se fera qu’avec une clé du ${sideNames[otherSide(side)]} : la vôtre, ou celle d’un autre copilote de ce côté. Vous avez trente jours.

Voir ce qui changera, puis tourner la clé ou refuser : ${publicUrl}/espace/groupes/${group.slug}/cles/${requestId}
`,
  };
}

/** To whoever gave the first key. */
export function answerMail({
  group,
  publicUrl,
  by,
  side,
  refusal,
  ...about
}: About & { refusal: string | null }) {
  const what = askedWords(about);
  return {
    subject: `${refusal === null ? 'Fait à deux clés' : 'Clé refusée'} : ${what} [${group.title}]`,
    text: `Bonjour,

${
  refusal === null
    ? `${by}, copilote ${sideNames[side]}, a tourné la seconde clé : c’est fait.`
    : `${by}, copilote ${sideNames[side]}, refuse sa clé, pour ce motif :

${refusal}`
}

Les clés du groupe : ${publicUrl}/espace/groupes/${group.slug}/cles
`,
  };
}
