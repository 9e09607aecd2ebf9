import type { Deps } from '../../platform/deps.ts';
import { type App, button } from '../../platform/http/index.ts';
import { acceptAnswer } from './acceptance.ts';
import { actOf, onMessage } from './access.ts';
import { messageAddress } from './paging.ts';
import { react } from './reactions.ts';
import { markUnreadFrom } from './reading.ts';
import { acceptFields, byId, reactionFields } from './schemas.ts';

const path = '/espace/messages/:id';

/** What one does to a message by one click. */
export function messageActRoutes(app: App, deps: Deps): void {
  button(app, deps, {
    path: `${path}/reactions`,
    access: 'message.react',
    params: byId,
    body: reactionFields,
    load: (request, { id }) => onMessage(deps, request, id, 'message.react'),
    submit: async ({ tx, input, thing: { actor, message } }) => {
      const { kind, wanted } = input.reaction;
      await react(tx, actOf(deps, actor), message, kind, wanted);
      return messageAddress(message.threadId, message.number);
    },
  });

  button(app, deps, {
    path: `${path}/reponse-acceptee`,
    access: 'answer.accept',
    params: byId,
    body: acceptFields,
    load: (request, { id }) => onMessage(deps, request, id, 'answer.accept'),
    submit: async ({ tx, input, thing: { actor, thread, message } }) => {
      const accepted = input.accepter === 'oui';
      await acceptAnswer(tx, actOf(deps, actor), thread.id, message.number, accepted);
      return {
        location: messageAddress(thread.id, message.number),
        notice: accepted
          ? 'La réponse est acceptée : elle est signalée en tête de la question.'
          : 'La réponse n’est plus marquée comme acceptée.',
      };
    },
  });

  button(app, deps, {
    path: `${path}/non-lu`,
    access: 'thread.read',
    params: byId,
    load: (request, { id }) => onMessage(deps, request, id, 'thread.read'),
    submit: async ({ tx, thing: { actor, thread, message } }) => {
      await markUnreadFrom(tx, thread.id, actor.id, message.number, deps.clock.now());
      // Not back to the thread, where it would be read again.
      return {
        location: `/espace/groupes/${thread.groupSlug}/discussions`,
        notice: `« ${thread.title} » est non lue à partir du message ${message.number}.`,
      };
    },
  });
}
