import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { localPathField } from '../../identity/index.ts';

/** How long a group may be open, by the code that its form sends. */
export const durations = {
  '1h': { hours: 1, label: 'Une heure' },
  '24h': { hours: 24, label: 'Vingt-quatre heures' },
  '7j': { hours: 7 * 24, label: 'Sept jours' },
} as const;

export type Duration = keyof typeof durations;

export const usualDuration: Duration = '24h';

const fewestWords = 3;
const words = /[\p{L}\p{N}]+/gu;

export const openingFields = {
  motif: fields
    .paragraphs({ max: 1000, required: 'Dites pourquoi : les copilotes du groupe le liront.' })
    .refine(
      (reason) => (reason.match(words)?.length ?? 0) >= fewestWords,
      'Dites-le en quelques mots : les copilotes du groupe doivent comprendre pourquoi.',
    ),
  duree: z.enum(['1h', '24h', '7j'], { error: 'Choisissez une durée.' }),
  retour: localPathField,
};
