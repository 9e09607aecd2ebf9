import type { Deps } from '../../platform/deps.ts';
import { type App, formPage } from '../../platform/http/index.ts';
import { versionChanges } from '../../platform/text-changes.ts';
import { PageHeader, type TextVersion } from '../../ui/index.ts';
import { actOf, onMessage } from './access.ts';
import { editMessage } from './actions.ts';
import { attachmentsOf } from './attachments/queries.ts';
import { messageFiles, prepared } from './attachments/receiving.ts';
import { composing } from './composing.ts';
import { deleteMessage } from './deletion.ts';
import { type Message, messageVersions } from './message-queries.ts';
import { messageAddress } from './paging.ts';
import type { Thread } from './queries.ts';
import { renderedMessage } from './rendered.ts';
import { byId, editFields } from './schemas.ts';
import { MessageDeletion, MessageHistory } from './views/message-pages.tsx';
import { MessageForm } from './views/thread-form.tsx';

const path = '/espace/messages/:id';

export function messageRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: `${path}/modifier`,
    access: 'message.edit',
    params: byId,
    body: editFields,
    files: messageFiles,
    load: (request, { id }) => onMessage(deps, request, id, 'message.edit'),
    initial: ({ thing: { message } }) => ({ body: message.body, version: String(message.version) }),
    show: async ({ form, thing: { thread, message } }) => ({
      meta: metaOf(thread, 'Modifier un message'),
      body: (
        <>
          <PageHeader eyebrow={thread.title} title="Modifier votre message" />
          <MessageForm
            form={form}
            action={`/espace/messages/${message.id}/modifier`}
            back={addressOf(message)}
            files={(await attachmentsOf(deps.db, [message.id])).get(message.id) ?? []}
            composing={await composing(deps, { id: thread.groupId, slug: thread.groupSlug }, form)}
          />
        </>
      ),
    }),
    prepare: ({ input }) => prepared(deps.files, input.fichiers),
    submit: async ({ tx, input, prepared: added, thing: { actor, message } }) => {
      const { body, version, retirer } = input;
      const changes = { out: retirer, added };
      await editMessage(tx, actOf(deps, actor), { id: message.id, version }, body, changes);
      return { location: addressOf(message), notice: 'Votre message est modifié.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/supprimer`,
    access: 'message.delete',
    params: byId,
    load: (request, { id }) => onMessage(deps, request, id, 'message.delete'),
    show: async ({ form, thing: { thread, message } }) => ({
      meta: metaOf(thread, 'Supprimer un message'),
      body: (
        <MessageDeletion
          about={thread.title}
          html={renderedMessage(message)}
          first={message.number === 1}
          files={((await attachmentsOf(deps.db, [message.id])).get(message.id) ?? []).length}
          back={addressOf(message)}
          form={form}
        />
      ),
    }),
    submit: async ({ tx, thing: { actor, thread, message } }) => {
      await deleteMessage(tx, actOf(deps, actor), thread, message);
      return message.number === 1
        ? {
            location: `/espace/groupes/${thread.groupSlug}/discussions`,
            notice: 'La discussion est supprimée.',
          }
        : { location: addressOf(message), notice: 'Le message est supprimé.' };
    },
  });

  app.get(
    `${path}/historique`,
    { config: { access: 'thread.read' }, schema: { params: byId } },
    async (request, answer) => {
      const { thread, message } = await onMessage(deps, request, request.params.id, 'thread.read');
      const earlier = await messageVersions(deps.db, message.id);
      return answer.page(
        metaOf(thread, 'Historique d’un message'),
        <>
          <PageHeader
            eyebrow={thread.title}
            title={`Historique du message de ${message.authorName}`}
            actions={<a href={addressOf(message)}>Revenir au message</a>}
          />
          <MessageHistory versions={versionsOf(message, earlier)} />
        </>,
      );
    },
  );
}

const mostVersions = 50;

/** What it says and said, newest first. */
function versionsOf(
  message: Message,
  earlier: { version: number; body: string; replacedAt: Date }[],
): TextVersion[] {
  const now = { version: message.version, body: message.body, until: null };
  const before = earlier.map(({ replacedAt, ...version }) => ({ ...version, until: replacedAt }));
  return versionChanges([now, ...before].slice(0, mostVersions));
}

function addressOf(message: Message): string {
  return messageAddress(message.threadId, message.number);
}

function metaOf(thread: Thread, title: string) {
  return {
    title,
    noindex: true,
    breadcrumb: [
      { label: 'Mon espace', href: '/espace' },
      { label: thread.groupTitle, href: `/espace/groupes/${thread.groupSlug}` },
      { label: thread.title, href: `/espace/discussions/${thread.id}` },
      { label: title },
    ],
  };
}
