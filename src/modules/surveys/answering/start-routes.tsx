import type { Deps } from '../../../platform/deps.ts';
import { type App, button, Refusal } from '../../../platform/http/index.ts';
import { bySlug } from '../access.ts';
import { hereOf } from '../addresses.ts';
import { isFor } from '../concern.ts';
import { isOfAuthority } from '../policy.ts';
import { answering, closed, nextStepOf } from './answering.ts';
import { limitByNetwork } from './attempts.ts';
import { findDraft, openDraft, openSharedDraft } from './drafts.ts';
import { participate } from './participation.ts';
import { notOfAuthority, takeSeat } from './seats.ts';

/** The button that begins an answer. */
export function startRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: '/enquetes/:slug/reponse',
    access: 'public',
    params: bySlug,
    load: async (request, { slug }) => answering(deps, request, slug),
    guard: async ({ request, thing: { survey, open } }) => {
      if (!open) throw new Refusal(closed);
      if (survey.mode === 'authority') return;
      await limitByNetwork(deps, request, { name: 'survey start', max: 60 });
      // Written before the answer exists, in a transaction of its own.
      if (survey.oncePerAccount) await participate(deps.db, survey, request.actor);
    },
    submit: async ({ tx, request, thing: { survey } }) => {
      const now = deps.clock.now();
      const first = `${hereOf(survey)}/etape/1`;
      if (survey.mode === 'anonymous') {
        const { secret } = await openDraft(tx, survey, now);
        return { location: first, reply: (reply) => takeSeat(deps, reply, survey, secret) };
      }
      const { actor } = request;
      if (!isOfAuthority(actor)) throw new Refusal(notOfAuthority);
      if (!(await isFor(tx, survey, actor.authorityId)))
        throw new Refusal('Cette enquête ne concerne pas votre collectivité.');
      await openSharedDraft(tx, survey, actor.authorityId, now);
      const draft = await findDraft(tx, survey, { authorityId: actor.authorityId });
      return draft ? nextStepOf(survey, draft) : first;
    },
  });
}
