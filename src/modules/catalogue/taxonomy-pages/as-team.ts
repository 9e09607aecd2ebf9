import type { FastifyRequest } from 'fastify';
import { authorise, type PageMeta } from '../../../platform/http/index.ts';
import { type Actor, signedIn } from '../../identity/index.ts';
import { can } from '../policy.ts';
import { home } from './views/pages.tsx';

export const access = 'taxonomy.edit';

export function asTeam(request: FastifyRequest): Actor {
  authorise(request, access, can(request.actor, access, null));
  return signedIn(request);
}

/** What the head of a page about the taxonomy says, and the way to it. */
export function taxonomyMeta(title: string, ...between: { label: string; href: string }[]): PageMeta {
  const root = { label: 'Administration', href: '/administration' };
  const top = { label: 'Taxonomie', href: home };
  const crumbs = title === 'Taxonomie' ? [root] : [root, top, ...between];
  return { title, noindex: true, breadcrumb: [...crumbs, { label: title }] };
}
