import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { Forbidden } from '../../../platform/http/index.ts';
import { isOfAuthority } from '../policy.ts';
import type { Survey } from '../survey.ts';
import { type Draft, draftDays, findDraft, type Holder } from './drafts.ts';

// What a browser holds of a survey, from the moment when the person begins: nothing before, nothing that says who they are.
const answering = 'enquete';
const sent = 'enquete-envoyee';
const invited = 'enquete-courriel';

const options = (deps: Deps, { slug }: Pick<Survey, 'slug'>, days: number) => ({
  path: `/enquetes/${slug}`,
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: deps.settings.publicUrl.startsWith('https:'),
  maxAge: Math.round(days * 86_400),
});

export function takeSeat(deps: Deps, reply: FastifyReply, survey: Survey, secret: string): void {
  reply.setCookie(answering, secret, options(deps, survey, draftDays));
}

export function leaveSeat(reply: FastifyReply, { slug }: Pick<Survey, 'slug'>): void {
  reply.clearCookie(answering, { path: `/enquetes/${slug}` });
}

/** The browser only remembers that an answer was sent from it, and whether to ask for an address. */
export function markSent(
  deps: Deps,
  reply: FastifyReply,
  survey: Survey,
  { consented }: { consented: boolean },
): void {
  leaveSeat(reply, survey);
  reply.setCookie(sent, '1', options(deps, survey, 180));
  if (consented) reply.setCookie(invited, '1', options(deps, survey, 1 / 24));
}

export const hasSent = (request: FastifyRequest): boolean => request.cookies[sent] === '1';
export const isInvited = (request: FastifyRequest): boolean => request.cookies[invited] === '1';

export function declineInvitation(reply: FastifyReply, { slug }: Pick<Survey, 'slug'>): void {
  reply.clearCookie(invited, { path: `/enquetes/${slug}` });
}

/** Whose answers this request is about; null when nobody began. */
export function holderOf(request: FastifyRequest, survey: Survey): Holder | null {
  if (survey.mode === 'authority') {
    const { actor } = request;
    if (!actor) return null;
    if (!isOfAuthority(actor)) throw new Forbidden(notOfAuthority);
    return { authorityId: actor.authorityId };
  }
  const secret = request.cookies[answering];
  return secret === undefined || secret.length > 100 ? null : { secret };
}

export const notOfAuthority =
  'Cette enquête demande une réponse par collectivité : il faut un compte d’agent ou d’élu, rattaché à une collectivité.';

export async function draftOf(
  deps: Deps,
  request: FastifyRequest,
  survey: Survey,
): Promise<{ holder: Holder; draft: Draft } | null> {
  const holder = holderOf(request, survey);
  const draft = holder && (await findDraft(deps.db, survey, holder));
  return holder && draft ? { holder, draft } : null;
}
