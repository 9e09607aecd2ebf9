import type { Deps } from '../../platform/deps.ts';
import { type App, button, Forbidden, notFound } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { signedIn } from '../identity/index.ts';
import { inGroup, inThread } from './access.ts';
import { deleteDraft, draftsOf, saveDraft } from './drafts.ts';
import { groupPath } from './list-routes.tsx';
import { messagesPerPage } from './paging.ts';
import { can } from './policy.ts';
import { byId, bySlug, draftFields } from './schemas.ts';
import { threadPath } from './thread-routes.tsx';
import { DraftsPage } from './views/drafts-page.tsx';

const draftsPath = '/espace/brouillons';
const kept = 'Votre brouillon est enregistré. Vous le retrouverez ici et dans « Mes brouillons ».';
const empty = 'Rien n’était écrit : aucun brouillon n’est gardé.';

export function draftRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: `${threadPath}/brouillon`,
    access: 'thread.read',
    params: byId,
    body: draftFields,
    load: (request, { id }) => inThread(deps, request, id, 'thread.read'),
    submit: async ({ tx, input: { body, silencieux }, thing: { actor, thread } }) => {
      const text = { kind: 'discussion', title: '', body } as const;
      const saved = await saveDraft(tx, actor.id, { threadId: thread.id }, text, deps.clock.now());
      const page = Math.max(1, Math.ceil(thread.messages / messagesPerPage));
      return {
        location: `/espace/discussions/${thread.id}?page=${page}#repondre`,
        notice: saved ? kept : empty,
        quiet: silencieux,
      };
    },
  });

  button(app, deps, {
    path: `${groupPath}/brouillon`,
    access: 'thread.start',
    params: bySlug,
    body: draftFields,
    load: (request, { slug }) => inGroup(deps, request, slug, 'thread.start'),
    submit: async ({ tx, input: { silencieux, ...text }, thing: { actor, group } }) => {
      const saved = await saveDraft(tx, actor.id, { groupId: group.id }, text, deps.clock.now());
      return {
        location: `/espace/groupes/${group.slug}/discussions/nouvelle`,
        notice: saved ? kept : empty,
        quiet: silencieux,
      };
    },
  });

  app.get(draftsPath, { config: { access: 'signed-in' } }, async (request, answer) => {
    const actor = signedIn(request);
    if (actor.state !== 'active') return answer.redirect('/inscription/suivi', 303);
    const drafts = await draftsOf(deps.db, actor.id);
    return answer.page(
      {
        title: 'Mes brouillons',
        noindex: true,
        breadcrumb: [{ label: 'Mon espace', href: '/espace' }, { label: 'Mes brouillons' }],
      },
      <>
        <PageHeader
          eyebrow="Mon espace"
          title="Mes brouillons"
          lead="Ce que vous avez commencé à écrire et pas encore publié. Personne d’autre ne le lit."
        />
        <DraftsPage
          drafts={drafts.map((draft) => ({
            ...draft,
            // What one no longer may read keeps no title; one's own words stay one's own.
            open: can(actor, 'thread.read', { groupId: draft.groupId, groupClosed: false }),
          }))}
        />
      </>,
    );
  });

  button(app, deps, {
    path: `${draftsPath}/:id/suppression`,
    access: 'signed-in',
    params: byId,
    load: (request) => {
      const actor = signedIn(request);
      if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
      return actor;
    },
    submit: async ({ tx, params, thing: actor }) => {
      if (!(await deleteDraft(tx, actor.id, params.id))) notFound('Ce brouillon n’existe pas.');
      return { location: draftsPath, notice: 'Le brouillon est supprimé.' };
    },
  });
}
