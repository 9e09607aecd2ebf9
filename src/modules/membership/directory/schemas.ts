import { z } from 'zod';
import type { AuthorityKind } from '../../../platform/database/index.ts';
import { fields } from '../../../platform/http/index.ts';
import { sizeBands } from './size-bands.ts';

/** On whose behalf people take part: copilots by their side, the others by their quality. */
export const sides = ['etat', 'collectivites', 'associations', 'editeurs', 'autres'] as const;
export type DirectorySide = (typeof sides)[number];

export const sideTitles: Readonly<Record<DirectorySide, string>> = {
  etat: 'Côté État',
  collectivites: 'Côté collectivités',
  associations: 'Associations, syndicats et opérateurs',
  editeurs: 'Éditeurs et prestataires',
  autres: 'Autres',
};

const roles = ['copilote', 'membre', 'observateur'] as const;
export const roleOf = { copilote: 'copilot', membre: 'member', observateur: 'observer' } as const;

const kinds = [
  'commune',
  'epci',
  'ept',
  'departement',
  'region',
  'com',
] as const satisfies readonly AuthorityKind[];

const odd = undefined;

/** What narrows the directory; any oddity narrows nothing. */
export const directoryQuery = z.object({
  q: fields.searchText.optional().default(''),
  cote: z.enum(sides).optional().catch(odd),
  role: z.enum(roles).optional().catch(odd),
  nature: z.enum(kinds).optional().catch(odd),
  taille: z
    .enum(sizeBands.map(({ code }) => code))
    .optional()
    .catch(odd),
  departement: z
    .string()
    .regex(/^(?:\d[\dAB]|9[78]\d)$/)
    .optional()
    .catch(odd),
  page: fields.pageNumber.optional().default(1),
});

export type DirectoryFilter = Omit<z.output<typeof directoryQuery>, 'page'>;
