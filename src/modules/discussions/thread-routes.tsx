import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  type FormState,
  formPage,
  pageCount,
  Refusal,
  type TypedValues,
} from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { actOf, type InThread, inThread, limitPosts, messageFacts, readsHidden } from './access.ts';
import { reply } from './actions.ts';
import { attachmentsOf } from './attachments/queries.ts';
import { messageFiles, prepared } from './attachments/receiving.ts';
import { composing } from './composing.ts';
import { findDraft } from './drafts.ts';
import { hiddenTextsOf } from './hiding.ts';
import { chipsOf } from './mention-queries.ts';
import { quoted } from './mentions.ts';
import { findMessage, findMessageAt, listMessages, type Message } from './message-queries.ts';
import { movesOf } from './moving.ts';
import { messageAddress, messagesPerPage } from './paging.ts';
import { can } from './policy.ts';
import type { Thread } from './queries.ts';
import { reactionsTo } from './reactions.ts';
import { markRead, standingOn } from './reading.ts';
import { excerptOf, renderedMessage } from './rendered.ts';
import { byId, byPage, quoteAsked, replyFields } from './schemas.ts';
import { draftValues } from './views/composer.tsx';
import { ThreadPage } from './views/thread-page.tsx';

export const threadPath = '/espace/discussions/:id';

export function threadRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: threadPath,
    access: 'thread.read',
    params: byId,
    body: replyFields,
    files: messageFiles,
    load: (request, { id }) => inThread(deps, request, id, 'thread.read'),
    initial: ({ request, thing }) => firstText(deps, request, thing),
    show: ({ request, form, thing }) => showThread(deps, request, form, thing),
    guard: ({ thing: { actor } }) => limitPosts(deps, actor),
    prepare: ({ input }) => prepared(deps.files, input.fichiers),
    submit: async ({ tx, input, prepared: files, thing: { actor, thread, facts } }) => {
      if (!can(actor, 'message.post', facts))
        throw new Refusal('Cette discussion ne reçoit plus de réponse.');
      const number = await reply(tx, actOf(deps, actor), thread.id, input.body, { files });
      return { location: messageAddress(thread.id, number), notice: 'Votre réponse est publiée.' };
    },
  });
}

/** What the form of a reply opens on: what the person had begun to write there, then the message that they quote. */
async function firstText(
  deps: Deps,
  request: FastifyRequest,
  { actor, thread }: InThread,
): Promise<TypedValues> {
  const { citer } = quoteAsked.parse(request.query);
  const [draft, message] = await Promise.all([
    findDraft(deps.db, actor.id, { threadId: thread.id }),
    citer ? findMessage(deps.db, citer) : undefined,
  ]);
  const values = draft ? draftValues(draft) : {};
  if (message?.threadId !== thread.id || message.deleted || message.hidden) return values;
  const quote = quoted(message, messageAddress(thread.id, message.number));
  const begun = draft?.body ? `${draft.body}\n\n` : '';
  return { ...values, body: `${begun}${quote}` };
}

async function showThread(
  deps: Deps,
  request: FastifyRequest,
  form: FormState,
  { actor, thread, facts }: InThread,
) {
  const { db } = deps;
  const asked = byPage.parse(request.query).page ?? 1;
  // After a rejected reply, the form is under the last messages.
  const last = pageCount(thread.messages, messagesPerPage);
  const page = request.method === 'POST' ? last : Math.min(asked, last);
  const reader = { accountId: actor.id };
  const [messages, standing, moves, accepted] = await Promise.all([
    listMessages(db, thread.id, page),
    standingOn(db, thread, reader),
    movesOf(db, thread.id),
    thread.acceptedNumber === null ? undefined : findMessageAt(db, thread.id, thread.acceptedNumber),
  ]);
  const written = accepted ? [...messages, accepted] : messages;
  const factsOf = (message: Message) => ({ ...facts, ...messageFacts(thread, message) });
  const keptFromOthers = messages.filter((one) => one.hidden && readsHidden(actor, factsOf(one)));
  const ids = messages.map(({ id }) => id);
  const [chips, reactions, attachments, composed, hiddenTexts] = await Promise.all([
    chipsOf(db, written, { actor, groupSlug: thread.groupSlug, publicUrl: deps.settings.publicUrl }),
    reactionsTo(db, ids, actor.id),
    attachmentsOf(db, ids),
    composing(deps, { id: thread.groupId, slug: thread.groupSlug }, form),
    hiddenTextsOf(
      db,
      keptFromOthers.map(({ id }) => id),
    ),
  ]);
  const furthest = messages.at(-1)?.number ?? 0;
  await markRead(db, thread.id, actor.id, furthest, deps.clock.now());
  const isQuestion = thread.kind === 'question';
  return {
    meta: { title: thread.title, breadcrumb: crumbsOf(thread) },
    body: (
      <>
        <PageHeader eyebrow={thread.groupTitle} title={thread.title} />
        <ThreadPage
          thread={thread}
          messages={messages.map((message) => {
            const onIt = factsOf(message);
            const hiddenText = hiddenTexts.get(message.id);
            return {
              ...message,
              html: renderedMessage(message, chips.get(message.id)),
              hiddenHtml:
                hiddenText === undefined ? undefined : renderedMessage({ ...message, body: hiddenText }),
              mine: message.authorId === actor.id,
              attachments: attachments.get(message.id) ?? [],
              reactions: reactions.get(message.id) ?? [],
              accepted: message.number === thread.acceptedNumber,
              canEdit: can(actor, 'message.edit', onIt),
              canDelete: can(actor, 'message.delete', onIt),
              canReport: can(actor, 'message.report', onIt),
              canModerate: can(actor, 'message.moderate', onIt),
              canReact: can(actor, 'message.react', onIt),
              canAccept: isQuestion && message.number > 1 && can(actor, 'answer.accept', facts),
            };
          })}
          accepted={
            accepted && !accepted.hidden
              ? { ...accepted, excerpt: excerptOf(accepted, chips.get(accepted.id)) }
              : undefined
          }
          moves={moves}
          page={page}
          form={form}
          composing={composed}
          canReply={can(actor, 'message.post', facts)}
          canModerate={can(actor, 'thread.moderate', facts)}
          standing={standing}
        />
      </>
    ),
  };
}

export function crumbsOf(thread: Thread) {
  const base = `/espace/groupes/${thread.groupSlug}`;
  return [
    { label: 'Mon espace', href: '/espace' },
    { label: thread.groupTitle, href: base },
    { label: 'Discussions', href: `${base}/discussions` },
    { label: thread.title },
  ];
}
