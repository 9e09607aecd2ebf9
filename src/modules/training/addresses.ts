import { listHref } from '../../ui/index.ts';

export const sessionsPath = '/formations/sessions';
export const ownPath = '/formations/mes-inscriptions';
export const pathsPath = '/parcours';
export const workPath = '/espace/formations';

export const sessionHref = (slug: string): string => `${sessionsPath}/${slug}`;
export const pathHref = (slug: string): string => `${pathsPath}/${slug}`;
/** What a link of a mail opens. */
export const linkHref = (token: string): string => `/formations/inscriptions/${token}`;
export const attestationHref = (code: string): string => `/attestations/${code}`;

export const sessionsOf = (resource: string): string => listHref(sessionsPath, { offre: resource });

/** Where sessions and paths are, for their breadcrumbs. */
export const aboveTraining = [
  { label: 'Catalogues', href: '/catalogues' },
  { label: 'Formations', href: '/catalogues/formations' },
];

/** The project group that keeps the training catalogue keeps its sessions and paths too. */
export const keptCatalogue = 'formations';
