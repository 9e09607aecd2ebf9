import { authorityUrl } from '../../territories/index.ts';
import type { CallQuery } from '../call-schemas.ts';

/** The list of those to call under these filters; what is usual goes unsaid. */
export function callsHref(path: string, query: Partial<CallQuery>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && !(name === 'page' && value === 1)) search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Where a call to an authority is noted. */
export const callHref = ({ slug }: { slug: string }, authority: Parameters<typeof authorityUrl>[0]): string =>
  `/deploiements/${slug}/accompagnement${authorityUrl(authority).replace(/^\/collectivites/, '')}`;
