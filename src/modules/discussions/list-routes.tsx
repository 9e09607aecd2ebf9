import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  formPage,
  pageCount,
  Refusal,
  type TypedValues,
} from '../../platform/http/index.ts';
import { Button } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import { isMember } from '../identity/index.ts';
import { reachOf, reachWords } from '../membership/index.ts';
import { actOf, inGroup, limitPosts } from './access.ts';
import { startThread } from './actions.ts';
import { messageFiles, prepared } from './attachments/receiving.ts';
import { composing } from './composing.ts';
import { findDraft } from './drafts.ts';
import { threadsPerPage } from './paging.ts';
import { can } from './policy.ts';
import { listThreads } from './queries.ts';
import { markGroupRead } from './reading.ts';
import { bySlug, kindAsked, listQuery, threadFields } from './schemas.ts';
import { draftValues } from './views/composer.tsx';
import { kindOf, openingWords, ThreadForm } from './views/thread-form.tsx';
import { ThreadsPage, threadsHref } from './views/threads-page.tsx';

export const groupPath = '/espace/groupes/:slug/discussions';

export function listRoutes(app: App, deps: Deps): void {
  app.get(
    groupPath,
    { config: { access: 'thread.read' }, schema: { params: bySlug, querystring: listQuery } },
    async (request, answer) => {
      const { actor, group, facts } = await inGroup(deps, request, request.params.slug, 'thread.read');
      const { page = 1, categorie: kind, reponse } = request.query;
      const unanswered = kind === 'question' && reponse === 'sans';
      const reader = { accountId: actor.id };
      const list = await listThreads(deps.db, group.id, reader, page, { kind, unanswered });
      const pages = pageCount(list.total, threadsPerPage);
      if (page > pages) return answer.redirect(threadsHref(group.slug, { kind, unanswered }, pages), 302);
      const canStart = can(actor, 'thread.start', facts);
      return answer.page(
        spaceMeta(group, 'Discussions'),
        <SpaceFrame
          group={group}
          title="Discussions"
          current="discussions"
          actions={
            canStart && (
              <>
                <Button href={`/espace/groupes/${group.slug}/discussions/nouvelle`}>
                  {openingWords.discussion}
                </Button>
                {can(actor, 'thread.announce', facts) && (
                  <Button
                    href={`/espace/groupes/${group.slug}/discussions/nouvelle?nature=annonce`}
                    kind="secondary"
                  >
                    {openingWords.announcement}
                  </Button>
                )}
              </>
            )
          }
        >
          <ThreadsPage
            slug={group.slug}
            list={list}
            kind={kind}
            unanswered={unanswered}
            page={page}
            canStart={canStart}
            canMarkRead={isMember(actor, group.id)}
          />
        </SpaceFrame>,
      );
    },
  );

  button(app, deps, {
    path: `${groupPath}/tout-lu`,
    access: 'thread.read',
    params: bySlug,
    load: (request, { slug }) => inGroup(deps, request, slug, 'thread.read'),
    submit: async ({ tx, thing: { actor, group } }) => {
      await markGroupRead(tx, group.id, actor.id, deps.clock.now());
      return {
        location: `/espace/groupes/${group.slug}/discussions`,
        notice: 'Toutes les discussions du groupe sont marquées comme lues.',
      };
    },
  });

  formPage(app, deps, {
    path: `${groupPath}/nouvelle`,
    access: 'thread.start',
    params: bySlug,
    body: threadFields,
    files: messageFiles,
    load: (request, { slug }) => inGroup(deps, request, slug, 'thread.start'),
    initial: async ({ request, thing: { actor, group } }): Promise<TypedValues> => {
      const { nature } = kindAsked.parse(request.query);
      const draft = await findDraft(deps.db, actor.id, { groupId: group.id });
      return {
        ...(draft && { ...draftValues(draft), title: draft.title }),
        kind: nature ?? draft?.kind ?? 'discussion',
      };
    },
    show: async ({ form, thing: { actor, group, facts } }) => {
      const canAnnounce = can(actor, 'thread.announce', facts);
      const announces = kindOf(form, canAnnounce) === 'announcement';
      const title = openingWords[announces ? 'announcement' : 'discussion'];
      const reach = announces
        ? reachWords(await reachOf(deps.db, { groupId: group.id, speaker: actor.id }), deps.clock.now())
        : undefined;
      return {
        meta: spaceMeta(group, title),
        body: (
          <SpaceFrame group={group} title={title} current="discussions">
            <ThreadForm
              slug={group.slug}
              form={form}
              canAnnounce={canAnnounce}
              reach={reach}
              composing={await composing(deps, group, form)}
            />
          </SpaceFrame>
        ),
      };
    },
    guard: ({ thing: { actor } }) => limitPosts(deps, actor),
    prepare: ({ input }) => prepared(deps.files, input.fichiers),
    submit: async ({ tx, input, prepared: files, thing: { actor, group, facts } }) => {
      if (input.kind === 'announcement' && !can(actor, 'thread.announce', facts)) {
        throw new Refusal('Seuls les copilotes publient des annonces.', 'kind');
      }
      const { fichiers, ...thread } = input;
      const id = await startThread(tx, actOf(deps, actor), { groupId: group.id, ...thread }, { files });
      return {
        location: `/espace/discussions/${id}`,
        notice: input.kind === 'announcement' ? 'L’annonce est publiée.' : 'La discussion est ouverte.',
      };
    },
  });
}
