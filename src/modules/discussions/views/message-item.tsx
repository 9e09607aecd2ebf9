import {
  Avatar,
  Badge,
  Button,
  HiddenWords,
  Icon,
  PostButton,
  Prose,
  plural,
  type SafeHtml,
  Time,
} from '../../../ui/index.ts';
import type { Attachment } from '../attachments/queries.ts';
import { Attachments } from '../attachments/views.tsx';
import type { Message } from '../message-queries.ts';
import { messageAddress, messagesPerPage } from '../paging.ts';
import type { Reaction } from '../reactions.ts';
import { reactions } from '../vocabulary.ts';

/** A message with its text made safe, and what the reader may do to it. */
export interface ShownMessage extends Message {
  html: SafeHtml;
  attachments: readonly Attachment[];
  reactions: readonly Reaction[];
  /** It is the accepted answer of its question. */
  accepted: boolean;
  canEdit: boolean;
  canDelete: boolean;
  canReport: boolean;
  canModerate: boolean;
  /** What a hidden message said, for who still reads it. */
  hiddenHtml?: SafeHtml;
  /** The reader wrote it. */
  mine: boolean;
  canReact: boolean;
  canAccept: boolean;
}

export function MessageItem({
  message,
  firstUnread,
  canReply,
}: {
  message: ShownMessage;
  /** What comes before it was read already. */
  firstUnread: boolean;
  canReply: boolean;
}) {
  return (
    <li
      class={`cd-message${message.accepted ? ' cd-message--accepted' : ''}`}
      id={`message-${message.number}`}
      value={message.number}
      data-state={stateOf(message)}
    >
      {firstUnread && <p class="cd-message__unread">Premier message non lu</p>}
      <article aria-label={`Message ${message.number}, de ${message.authorName}`}>
        <header class="cd-message__head">
          <Avatar name={message.authorName} />
          <div>
            <p class="cd-message__author">
              {message.authorName} {message.accepted && <Badge kind="success">Réponse acceptée</Badge>}
            </p>
            <p class="cd-message__detail">
              {message.authorDetail && <span>{message.authorDetail} · </span>}
              <a href={`#message-${message.number}`}>
                <span class="fr-sr-only">Message {message.number}, </span>
                <Time value={message.createdAt} withTime />
              </a>
              {message.byMail && ' · par courriel'}
            </p>
          </div>
        </header>
        {message.hidden ? (
          <HiddenWords
            what="Message"
            hidden={message.hidden}
            about={`/espace/moderation/messages/${message.id}`}
            mine={message.mine}
            canModerate={message.canModerate}
            context={`le message ${message.number}`}
          >
            {message.hiddenHtml !== undefined && (
              <>
                <Prose html={message.hiddenHtml} />
                <Attachments message={message} files={message.attachments} />
              </>
            )}
          </HiddenWords>
        ) : message.deleted ? (
          <p class="cd-message__deleted">Ce message a été supprimé.</p>
        ) : (
          <>
            <Prose html={message.html} />
            <Attachments message={message} files={message.attachments} />
            <Reactions message={message} />
            <MessageActs message={message} canReply={canReply} />
          </>
        )}
      </article>
    </li>
  );
}

/** Of what an open page sees that the message is no longer as it shows it. */
function stateOf({ version, deleted, hidden, accepted, reactions }: ShownMessage): string {
  const reacted = reactions.map(({ kind, count }) => `${kind}:${count}`).join(',');
  return [
    version,
    deleted ? 'deleted' : '',
    hidden ? 'hidden' : '',
    accepted ? 'accepted' : '',
    reacted,
  ].join(' ');
}

/** The reactions as buttons, for whoever may react; who reacted, for all. */
function Reactions({ message }: { message: ShownMessage }) {
  const told = reactions.flatMap((one) => {
    const found = message.reactions.find(({ kind }) => kind === one.kind);
    return found || message.canReact
      ? [{ ...one, count: found?.count ?? 0, mine: found?.mine ?? false, names: found?.names ?? [] }]
      : [];
  });
  if (told.length === 0) return null;
  const given = told.filter(({ count }) => count > 0);
  return (
    <div class="cd-reactions">
      {message.canReact ? (
        <form class="cd-reactions__buttons" method="post" action={`/espace/messages/${message.id}/reactions`}>
          {told.map(({ code, label, count, mine }) => (
            <button
              class="cd-reaction"
              type="submit"
              name="reaction"
              value={`${code}:${mine ? 'non' : 'oui'}`}
              aria-pressed={mine ? 'true' : 'false'}
            >
              {mine && <Icon name="check" />}
              {label}
              {count > 0 && <span class="cd-reaction__count">{count}</span>}
              <span class="fr-sr-only">(message {message.number})</span>
            </button>
          ))}
        </form>
      ) : (
        <ul class="cd-reactions__buttons" aria-label="Réactions">
          {told.map(({ label, count }) => (
            <li class="cd-reaction">
              {label} <span class="cd-reaction__count">{count}</span>
            </li>
          ))}
        </ul>
      )}
      {given.length > 0 && (
        <details class="cd-reactions__who" data-menu>
          <summary>
            Qui ?<span class="fr-sr-only"> Réactions au message {message.number}</span>
          </summary>
          <ul>
            {given.map(({ label, names, count }) => (
              <li>
                <strong>{label}</strong> : {names.join(', ')}
                {count > names.length && ` et ${plural(count - names.length, 'autre', 'autres')}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function MessageActs({ message, canReply }: { message: ShownMessage; canReply: boolean }) {
  const named = `le message ${message.number} de ${message.authorName}`;
  const base = `/espace/messages/${message.id}`;
  const look = { kind: 'tertiary', size: 'sm', context: named } as const;
  const page = Math.ceil(message.number / messagesPerPage);
  return (
    <footer class="cd-message__foot">
      {message.editedAt && (
        <a href={`${base}/historique`}>
          Modifié le <Time value={message.editedAt} withTime />
        </a>
      )}
      {canReply && (
        <Button
          href={`/espace/discussions/${message.threadId}?page=${page}&citer=${message.id}#repondre`}
          {...look}
        >
          Citer
        </Button>
      )}
      {message.canAccept && (
        <PostButton
          action={`${base}/reponse-acceptee`}
          fields={{ accepter: message.accepted ? 'non' : 'oui' }}
          {...look}
        >
          {message.accepted ? 'Ne plus accepter cette réponse' : 'Accepter cette réponse'}
        </PostButton>
      )}
      {message.canEdit && (
        <Button href={`${base}/modifier`} {...look}>
          Modifier
        </Button>
      )}
      {message.canDelete && (
        <Button href={`${base}/supprimer`} {...look}>
          Supprimer
        </Button>
      )}
      {message.canReport && (
        <Button href={`/espace/moderation/messages/${message.id}/signaler`} {...look}>
          Signaler
        </Button>
      )}
      {message.canModerate && (
        <Button href={`/espace/moderation/messages/${message.id}/masquer`} {...look}>
          Masquer
        </Button>
      )}
      <PostButton action={`${base}/non-lu`} {...look}>
        Non lu à partir d’ici
      </PostButton>
    </footer>
  );
}

/** The answer of a question, told before all the others. */
export function AcceptedAnswer({ message }: { message: Message & { excerpt: string } }) {
  return (
    <section class="cd-accepted" aria-labelledby="reponse-acceptee">
      <h2 id="reponse-acceptee">Réponse acceptée</h2>
      {message.excerpt && <p>{message.excerpt}</p>}
      <p class="cd-accepted__who">
        {message.authorName},{' '}
        <a href={messageAddress(message.threadId, message.number)}>
          lire la réponse<span class="fr-sr-only"> acceptée</span>
        </a>
      </p>
    </section>
  );
}
