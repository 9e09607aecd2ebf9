import { type Authority, authorityUrl } from '../territories/index.ts';
import type { Rollout } from './rollout.ts';
import type { Told } from './told.ts';

/** The page of one authority in the rollout. */
export const standingHref = (
  { slug }: Pick<Rollout, 'slug'>,
  authority: Pick<Authority, 'kind' | 'code'>,
): string => `/deploiements/${slug}${authorityUrl(authority)}`;

/** Where one says that a statement is wrong. `here` is the page of the authority in the rollout. */
export const contestHref = (here: string, { what, id }: Pick<Told, 'what' | 'id'>): string =>
  `${here}/contestations/${what === 'assertion' ? 'declaration' : 'couverture'}-${id}`;

/** Where the file that shows it is. */
export const evidenceHref = (here: string, { id }: Pick<Told, 'id'>): string => `${here}/preuves/${id}`;
