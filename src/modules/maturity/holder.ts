import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { Forbidden } from '../../platform/http/index.ts';
import { hashToken } from '../../platform/tokens.ts';
import { signedIn } from '../identity/index.ts';
import { type Addresses, isOfAuthority } from '../surveys/index.ts';

export const home = '/maturite-donnees';

/** Whose self-assessments these are: the holder of a secret, or the people of an authority. No address names an authority. */
export type Holder = { secret: string } | { authorityId: string };

/** The two ways in, each with its own addresses: whoever is signed in may still try it alone. */
export interface Way {
  base: string;
  shared: boolean;
  access: 'public' | 'signed-in';
}

export const alone: Way = { base: `${home}/sans-compte`, shared: false, access: 'public' };
export const together: Way = { base: `${home}/collectivite`, shared: true, access: 'signed-in' };
export const ways: readonly Way[] = [alone, together];

/** Where it is answered. */
export const addressesOf = ({ base }: Pick<Way, 'base'>): Addresses => ({
  step: (at) => `${base}/axe/${at}`,
  review: `${base}/verification`,
  resume: `${base}/reprise`,
  home,
});

/** How long an anonymous result is kept after the last one. */
export const monthsKept = 18;

const cookie = 'maturite';

/** Who asks, on one way; null for a visitor who has not begun. */
export function holderOf(request: FastifyRequest, way: Way): Holder | null {
  if (way.shared) {
    const actor = signedIn(request);
    if (!isOfAuthority(actor)) throw new Forbidden(notOfAuthority);
    return { authorityId: actor.authorityId };
  }
  const secret = request.cookies[cookie];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? { secret } : null;
}

export const notOfAuthority =
  'Il faut un compte d’agent ou d’élu, rattaché à une collectivité. Vous pouvez faire l’autoévaluation sans compte.';

export function keepSecret({ settings }: Deps, reply: FastifyReply, secret: string): void {
  reply.setCookie(cookie, secret, {
    path: home,
    httpOnly: true,
    sameSite: 'lax',
    secure: settings.publicUrl.startsWith('https:'),
    maxAge: monthsKept * 30 * 86_400,
  });
}

export function dropSecret(reply: FastifyReply): void {
  reply.clearCookie(cookie, { path: home });
}

/** Columns that tell whose a row is. */
export const columnsOf = (holder: Holder) =>
  'secret' in holder
    ? { secret_hash: hashToken(holder.secret), authority_id: null }
    : { secret_hash: null, authority_id: holder.authorityId };
