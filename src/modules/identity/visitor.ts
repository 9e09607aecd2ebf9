import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';

const addressCookie = 'adresse';
const path = '/connexion';

/** Remembers for a quarter of an hour which address awaits a code, for the page `/connexion/code`. */
export function rememberAddress(deps: Deps, reply: FastifyReply, email: string): void {
  reply.setCookie(addressCookie, email, {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.settings.publicUrl.startsWith('https:'),
    maxAge: 15 * 60,
  });
}

export function rememberedAddress(request: FastifyRequest): string {
  return request.cookies[addressCookie] ?? '';
}

export function forgetAddress(reply: FastifyReply): void {
  reply.clearCookie(addressCookie, { path });
}

/** What the browser says of itself, and the session that it already has. */
export function browserOf(request: FastifyRequest): { userAgent: string; replaces: string | null } {
  return {
    userAgent: request.headers['user-agent'] ?? '',
    replaces: request.actor?.sessionId ?? null,
  };
}
