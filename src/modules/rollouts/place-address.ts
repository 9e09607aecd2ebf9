import type { Told } from './told.ts';

/** Where one says that a statement is wrong. `here` is the page of the authority in the rollout. */
export const contestHref = (here: string, { what, id }: Pick<Told, 'what' | 'id'>): string =>
  `${here}/contestations/${what === 'assertion' ? 'declaration' : 'couverture'}-${id}`;

/** Where the file that shows it is. */
export const evidenceHref = (here: string, { id }: Pick<Told, 'id'>): string => `${here}/preuves/${id}`;
