import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  type FormState,
  formPage,
  limitAttempts,
  pageCount,
  Refusal,
  type TypedValues,
} from '../../platform/http/index.ts';
import { renderMarkdown } from '../../platform/markdown/index.ts';
import { Button, PageHeader } from '../../ui/index.ts';
import { SpaceFrame, spaceMeta } from '../groups/index.ts';
import type { Actor } from '../identity/index.ts';
import { reachOf, reachWords } from '../membership/index.ts';
import { actOf, type InThread, inGroup, inThread, messageFacts } from './access.ts';
import { followThread, type Moderation, markRead, moderateThread, reply, startThread } from './actions.ts';
import { messagesPerPage, threadsPerPage } from './paging.ts';
import { can } from './policy.ts';
import { followOf, listMessages, listThreads } from './queries.ts';
import { renderedMessage } from './rendered.ts';
import { byId, byPage, bySlug, longestMessage, replyFields, threadFields } from './schemas.ts';
import { kindOf, openingWords, ThreadForm, textOf } from './views/thread-form.tsx';
import { ThreadPage } from './views/thread-page.tsx';
import { ThreadsPage } from './views/threads-page.tsx';

/** `?nature=annonce` opens the form on an announcement. */
const kindAsked = z.object({
  nature: z
    .literal('annonce')
    .optional()
    .catch(undefined)
    .transform((nature) => (nature ? 'announcement' : 'discussion')),
});

const groupPath = '/espace/groupes/:slug/discussions';
const threadPath = '/espace/discussions/:id';

export function threadRoutes(app: App, deps: Deps): void {
  app.get(
    groupPath,
    { config: { access: 'thread.read' }, schema: { params: bySlug, querystring: byPage } },
    async (request, answer) => {
      const { actor, group, facts } = await inGroup(deps, request, request.params.slug, 'thread.read');
      const page = request.query.page ?? 1;
      const { threads, total } = await listThreads(deps.db, group.id, { accountId: actor.id }, page);
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
            threads={threads}
            total={total}
            page={Math.min(page, pageCount(total, threadsPerPage))}
            canStart={canStart}
          />
        </SpaceFrame>,
      );
    },
  );

  formPage(app, deps, {
    path: `${groupPath}/nouvelle`,
    access: 'thread.start',
    params: bySlug,
    body: threadFields,
    load: (request, { slug }) => inGroup(deps, request, slug, 'thread.start'),
    initial: ({ request }): TypedValues => ({ kind: kindAsked.parse(request.query).nature }),
    show: async ({ form, thing: { actor, group, facts } }) => {
      const canAnnounce = can(actor, 'thread.announce', facts);
      const kind = kindOf(form, canAnnounce);
      const title = openingWords[kind];
      const reach =
        kind === 'announcement'
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
              preview={previewOf(form)}
            />
          </SpaceFrame>
        ),
      };
    },
    guard: ({ thing: { actor } }) => limitPosts(deps, actor),
    submit: async ({ tx, input, thing: { actor, group, facts } }) => {
      if (input.kind === 'announcement' && !can(actor, 'thread.announce', facts)) {
        throw new Refusal('Seuls les copilotes publient des annonces.', 'kind');
      }
      const id = await startThread(tx, actOf(deps, actor), { groupId: group.id, ...input });
      return {
        location: `/espace/discussions/${id}`,
        notice: input.kind === 'announcement' ? 'L’annonce est publiée.' : 'La discussion est ouverte.',
      };
    },
  });

  formPage(app, deps, {
    path: threadPath,
    access: 'thread.read',
    params: byId,
    body: replyFields,
    load: (request, { id }) => inThread(deps, request, id, 'thread.read'),
    show: ({ request, form, thing }) => showThread(deps, request, form, thing),
    guard: ({ thing: { actor } }) => limitPosts(deps, actor),
    submit: async ({ tx, input, thing: { actor, thread, facts } }) => {
      if (!can(actor, 'message.post', facts))
        throw new Refusal('Cette discussion ne reçoit plus de réponse.');
      const number = await reply(tx, actOf(deps, actor), thread.id, input.body);
      const page = Math.ceil(number / messagesPerPage);
      return {
        location: `/espace/discussions/${thread.id}?page=${page}#message-${number}`,
        notice: 'Votre réponse est publiée.',
      };
    },
  });

  button(app, deps, {
    path: `${threadPath}/suivi`,
    access: 'thread.read',
    params: byId,
    body: { suivre: z.enum(['oui', 'non']) },
    load: (request, { id }) => inThread(deps, request, id, 'thread.read'),
    submit: async ({ tx, input, thing: { actor, thread } }) => {
      const following = input.suivre === 'oui';
      await followThread(tx, thread.id, actor.id, following);
      return {
        location: `/espace/discussions/${thread.id}`,
        notice: following
          ? 'Vous recevrez les réponses par courriel.'
          : 'Vous ne recevrez plus de courriel de cette discussion.',
      };
    },
  });

  const moderations: { name: string; act: Moderation; notice: string }[] = [
    { name: 'epingler', act: 'pin', notice: 'La discussion est épinglée.' },
    { name: 'desepingler', act: 'unpin', notice: 'La discussion n’est plus épinglée.' },
    { name: 'clore', act: 'close', notice: 'La discussion est close.' },
    { name: 'rouvrir', act: 'reopen', notice: 'La discussion est rouverte.' },
  ];
  for (const { name, act, notice } of moderations) {
    button(app, deps, {
      path: `${threadPath}/${name}`,
      access: 'thread.moderate',
      params: byId,
      load: (request, { id }) => inThread(deps, request, id, 'thread.moderate'),
      submit: async ({ tx, thing: { actor, thread } }) => {
        await moderateThread(tx, actOf(deps, actor), thread, act);
        return { location: `/espace/discussions/${thread.id}`, notice };
      },
    });
  }
}

/** Each message may be a mail to a whole group: an account in the wrong hands does not fill their boxes. */
async function limitPosts({ db, clock }: Deps, { id }: Actor): Promise<void> {
  await limitAttempts(db, { name: 'post', of: id, max: 60, seconds: 3600, now: clock.now() });
}

async function showThread(
  deps: Deps,
  request: FastifyRequest,
  form: FormState,
  { actor, thread, facts }: InThread,
) {
  const asked = byPage.parse(request.query).page ?? 1;
  // After a rejected reply, the form is under the last messages.
  const last = pageCount(thread.messages, messagesPerPage);
  const page = request.method === 'POST' ? last : Math.min(asked, last);
  const [messages, following] = await Promise.all([
    listMessages(deps.db, thread.id, page),
    followOf(deps.db, thread, { accountId: actor.id }),
  ]);
  const furthest = messages.at(-1)?.number ?? 0;
  await markRead(deps.db, thread.id, actor.id, furthest, deps.clock.now());
  const base = `/espace/groupes/${thread.groupSlug}`;
  return {
    meta: {
      title: thread.title,
      breadcrumb: [
        { label: 'Mon espace', href: '/espace' },
        { label: thread.groupTitle, href: base },
        { label: 'Discussions', href: `${base}/discussions` },
        { label: thread.title },
      ],
    },
    body: (
      <>
        <PageHeader eyebrow={thread.groupTitle} title={thread.title} />
        <ThreadPage
          thread={thread}
          messages={messages.map((message) => ({
            ...message,
            html: renderedMessage(message),
            canEdit: can(actor, 'message.edit', { ...facts, ...messageFacts(thread, message) }),
            canDelete: can(actor, 'message.delete', { ...facts, ...messageFacts(thread, message) }),
          }))}
          page={page}
          form={form}
          preview={previewOf(form)}
          canReply={can(actor, 'message.post', facts)}
          canModerate={can(actor, 'thread.moderate', facts)}
          following={following}
        />
      </>
    ),
  };
}

/** What was typed, as it would look: only when the preview was asked for. */
export function previewOf(form: FormState) {
  const typed = textOf(form.values.body);
  return 'apercu' in form.values && typed
    ? renderMarkdown(typed.slice(0, longestMessage), { headingIds: false, baseLevel: 3 })
    : undefined;
}
