import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { isOfAuthority, nextStep } from '../surveys/index.ts';
import { findAuthority } from '../territories/index.ts';
import { keeper } from './access.ts';
import { assessmentsOf } from './assessments.ts';
import { findDraft } from './drafts.ts';
import { addressesOf, alone, type Holder, holderOf, home, together, type Way } from './holder.ts';
import { type Model, readModel } from './model.ts';
import { shortTitle } from './page-meta.ts';
import { can } from './policy.ts';
import { type Standing, StartPage } from './views/start.tsx';

/** What the self-assessment is, and the ways in. */
export function publicRoutes(app: App, deps: Deps): void {
  app.get(home, { config: { access: 'public', cache: true } }, async (request, reply) => {
    const model = await readModel();
    const group = await keeper(deps);
    const { actor } = request;
    return reply.page(
      {
        title: model.title,
        description: `Une autoévaluation de la maturité des données, en ${model.estimated_minutes} minutes : où vous en êtes, par quoi commencer, un plan d’action à imprimer.`,
        canonical: home,
        breadcrumb: [{ label: shortTitle }],
      },
      <StartPage
        model={model}
        own={await standingOf(deps, model, alone, holderOf(request, alone))}
        shared={await sharedStanding(deps, model, request)}
        signedIn={actor !== null}
        group={group}
        mayReadFigures={can(actor, 'maturity.figures', group?.id ?? null)}
      />,
    );
  });
}

async function standingOf(deps: Deps, model: Model, way: Way, holder: Holder | null): Promise<Standing> {
  if (!holder) return { next: null, last: null };
  const [draft, [last]] = await Promise.all([findDraft(deps.db, holder), assessmentsOf(deps.db, holder)]);
  return {
    next: draft && nextStep(model.questionnaire, draft, addressesOf(way)),
    last: last ? { at: last.doneAt, overall: last.scores.overall } : null,
  };
}

async function sharedStanding(deps: Deps, model: Model, { actor }: FastifyRequest) {
  if (!isOfAuthority(actor)) return null;
  const { authorityId } = actor;
  const authority = await findAuthority(deps.db, authorityId);
  return (
    (authority && {
      name: authority.name,
      standing: await standingOf(deps, model, together, { authorityId }),
    }) ??
    null
  );
}
