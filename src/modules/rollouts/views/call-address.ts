import { authorityUrl } from '../../territories/index.ts';

/** Where a call to an authority is noted. */
export const callHref = ({ slug }: { slug: string }, authority: Parameters<typeof authorityUrl>[0]): string =>
  `/deploiements/${slug}/accompagnement${authorityUrl(authority).replace(/^\/collectivites/, '')}`;
