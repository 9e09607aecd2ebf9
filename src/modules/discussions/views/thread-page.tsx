import { type FormState, pageCount } from '../../../platform/http/index.ts';
import {
  Alert,
  Avatar,
  Badge,
  Button,
  ErrorSummary,
  Form,
  LiveNews,
  MarkdownField,
  Pagination,
  PostButton,
  Prose,
  type SafeHtml,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import type { Attachment } from '../attachments/queries.ts';
import { Attachments } from '../attachments/views.tsx';
import { messagesPerPage } from '../paging.ts';
import type { Message, Thread } from '../queries.ts';
import { textOf } from './thread-form.tsx';

/** A message with its text made safe, and what the reader may do to it. */
export interface ShownMessage extends Message {
  html: SafeHtml;
  attachments: readonly Attachment[];
  canEdit: boolean;
  canDelete: boolean;
}

export interface ThreadPageProps {
  thread: Thread;
  messages: readonly ShownMessage[];
  page: number;
  form: FormState;
  preview?: SafeHtml;
  canReply: boolean;
  canModerate: boolean;
  /** Whether the reader hears of it by mail; null when nothing of the group is sent to them. */
  following: boolean | null;
}

export function ThreadPage(props: ThreadPageProps) {
  const { thread, messages, page } = props;
  const base = `/espace/discussions/${thread.id}`;
  const pages = pageCount(thread.messages, messagesPerPage);
  return (
    <>
      <ThreadTools {...props} />
      <ErrorSummary errors={props.form.errors} />
      <ol
        class="cd-thread"
        start={(page - 1) * messagesPerPage + 1}
        data-live={`${base}/flux`}
        data-live-count={thread.messages}
        data-live-last={`${base}?page=${pageCount(thread.messages + 1, messagesPerPage)}`}
      >
        {messages.map((message) => (
          <MessageItem message={message} />
        ))}
      </ol>
      <LiveNews />
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => `${base}?page=${n}`}
        label="Pages de la discussion"
      />
      {props.canReply ? (
        <section aria-labelledby="repondre">
          <h2 id="repondre">Répondre</h2>
          <Form action={base} formKey={props.form.key}>
            <MarkdownField
              name="body"
              label="Votre réponse"
              rows={6}
              value={textOf(props.form.values.body)}
              error={props.form.errors.body}
              preview={props.preview}
            />
            <SubmitRow label="Publier la réponse" />
          </Form>
        </section>
      ) : (
        <Alert kind="info">
          <p>
            {thread.groupClosed
              ? 'Ce groupe est clos : ses échanges restent lisibles.'
              : 'Cette discussion est close : elle ne reçoit plus de réponse.'}
          </p>
        </Alert>
      )}
    </>
  );
}

function ThreadTools({ thread, following, canModerate }: ThreadPageProps) {
  const base = `/espace/discussions/${thread.id}`;
  return (
    <div class="cd-meta cd-thread-tools">
      {thread.kind === 'announcement' && <Badge kind="accent">Annonce</Badge>}
      {thread.pinned && <Badge>Épinglée</Badge>}
      {thread.closed && <Badge>Close</Badge>}
      {following === false && (
        <PostButton action={`${base}/suivi`} fields={{ suivre: 'oui' }} kind="tertiary" size="sm" icon="bell">
          Recevoir les réponses par courriel
        </PostButton>
      )}
      {following === true && (
        <PostButton action={`${base}/suivi`} fields={{ suivre: 'non' }} kind="tertiary" size="sm" icon="bell">
          Ne plus recevoir les réponses par courriel
        </PostButton>
      )}
      {canModerate && (
        <>
          <PostButton
            action={`${base}/${thread.pinned ? 'desepingler' : 'epingler'}`}
            kind="tertiary"
            size="sm"
          >
            {thread.pinned ? 'Ne plus épingler' : 'Épingler'}
          </PostButton>
          <PostButton action={`${base}/${thread.closed ? 'rouvrir' : 'clore'}`} kind="tertiary" size="sm">
            {thread.closed ? 'Rouvrir' : 'Clore'}
          </PostButton>
        </>
      )}
    </div>
  );
}

const removers = new Map([
  ['copilot', 'un copilote'],
  ['team', 'l’équipe du programme'],
]);

function MessageItem({ message }: { message: ShownMessage }) {
  const named = `le message ${message.number} de ${message.authorName}`;
  return (
    <li
      class="cd-message"
      id={`message-${message.number}`}
      value={message.number}
      data-state={`${message.version}${message.deleted ? ' deleted' : ''}`}
    >
      <article aria-label={`Message ${message.number}, de ${message.authorName}`}>
        <header class="cd-message__head">
          <Avatar name={message.authorName} />
          <div>
            <p class="cd-message__author">{message.authorName}</p>
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
        {message.deleted ? (
          <p class="cd-message__deleted">
            {message.removal
              ? `Message retiré par ${removers.get(message.removal.as) ?? 'un autre que son auteur'} : ${message.removal.reason}`
              : 'Ce message a été supprimé.'}
          </p>
        ) : (
          <>
            <Prose html={message.html} />
            <Attachments message={message} files={message.attachments} />
          </>
        )}
        {!message.deleted && (message.editedAt || message.canEdit || message.canDelete) && (
          <footer class="cd-message__foot">
            {message.editedAt && (
              <a href={`/espace/messages/${message.id}/historique`}>
                Modifié le <Time value={message.editedAt} withTime />
              </a>
            )}
            {message.canEdit && (
              <Button
                href={`/espace/messages/${message.id}/modifier`}
                kind="tertiary"
                size="sm"
                context={named}
              >
                Modifier
              </Button>
            )}
            {message.canDelete && (
              <Button
                href={`/espace/messages/${message.id}/supprimer`}
                kind="tertiary"
                size="sm"
                context={named}
              >
                Supprimer
              </Button>
            )}
          </footer>
        )}
      </article>
    </li>
  );
}
