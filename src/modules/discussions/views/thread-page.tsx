import { Fragment } from 'preact';
import { type FormState, pageCount } from '../../../platform/http/index.ts';
import {
  Alert,
  Button,
  ErrorSummary,
  Form,
  LiveNews,
  Pagination,
  PostButton,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';
import { AttachmentFields } from '../attachments/views.tsx';
import type { Composing } from '../composing.ts';
import type { Message } from '../message-queries.ts';
import type { ThreadMove } from '../moving.ts';
import { messageAddress, messagesPerPage } from '../paging.ts';
import type { Thread } from '../queries.ts';
import type { ReaderStanding } from '../reading.ts';
import { Composer, DraftNotice } from './composer.tsx';
import { AcceptedAnswer, MessageItem, type ShownMessage } from './message-item.tsx';
import { ThreadBadges } from './thread-list.tsx';

export interface ThreadPageProps {
  thread: Thread;
  messages: readonly ShownMessage[];
  /** Of a question: the message that answers it. */
  accepted?: Message & { excerpt: string };
  moves: readonly ThreadMove[];
  page: number;
  form: FormState;
  composing: Composing;
  canReply: boolean;
  canModerate: boolean;
  standing: ReaderStanding;
}

export function ThreadPage(props: ThreadPageProps) {
  const { thread, messages, page, moves, standing } = props;
  const base = `/espace/discussions/${thread.id}`;
  const pages = pageCount(thread.messages, messagesPerPage);
  const { firstUnread } = standing;
  return (
    <>
      <ThreadTools {...props} />
      <ErrorSummary errors={props.form.errors} />
      {props.accepted && <AcceptedAnswer message={props.accepted} />}
      {firstUnread !== null && firstUnread > 1 && (
        <p>
          <a href={messageAddress(thread.id, firstUnread)}>Aller au premier message non lu</a>
        </p>
      )}
      <ol
        class="cd-thread"
        start={(page - 1) * messagesPerPage + 1}
        data-live={`${base}/flux`}
        data-live-count={thread.messages}
        data-live-last={`${base}?page=${pageCount(thread.messages + 1, messagesPerPage)}`}
      >
        {messages.map((message) => (
          <Fragment>
            <MessageItem
              message={message}
              firstUnread={message.number > 1 && message.number === firstUnread}
              canReply={props.canReply}
            />
            {moves
              .filter(({ afterNumber }) => afterNumber === message.number)
              .map((move) => (
                <li class="cd-thread__trace">
                  Discussion déplacée du groupe « {move.from} » au groupe « {move.to} » par{' '}
                  {move.by ?? 'un compte supprimé'} le <Time value={move.at} withTime />
                </li>
              ))}
          </Fragment>
        ))}
      </ol>
      <LiveNews />
      <Pagination
        page={page}
        pages={pages}
        hrefOf={(n) => `${base}?page=${n}`}
        label="Pages de la discussion"
      />
      {props.canReply ? <ReplyForm {...props} /> : <Closed thread={thread} />}
    </>
  );
}

function ReplyForm({ thread, form, composing }: ThreadPageProps) {
  const base = `/espace/discussions/${thread.id}`;
  return (
    <section aria-labelledby="repondre">
      <h2 id="repondre">Répondre</h2>
      <DraftNotice form={form} />
      <Form action={base} formKey={form.key} multipart>
        <Composer
          label="Votre réponse"
          rows={6}
          error={form.errors.body}
          action={base}
          draftAt={`${base}/brouillon`}
          composing={composing}
        />
        <AttachmentFields form={form} drafts />
        <SubmitRow label="Publier la réponse">
          <Button kind="secondary" formAction={`${base}/brouillon`} skipValidation withoutFiles>
            Enregistrer le brouillon
          </Button>
        </SubmitRow>
      </Form>
    </section>
  );
}

function Closed({ thread }: { thread: Thread }) {
  return (
    <Alert kind="info">
      <p>
        {thread.groupClosed
          ? 'Ce groupe est clos : ses échanges restent lisibles.'
          : 'Cette discussion est close : elle ne reçoit plus de réponse.'}
      </p>
    </Alert>
  );
}

function ThreadTools({ thread, standing, canModerate }: ThreadPageProps) {
  const base = `/espace/discussions/${thread.id}`;
  const look = { kind: 'tertiary', size: 'sm' } as const;
  return (
    <div class="cd-meta cd-thread-tools">
      <ThreadBadges thread={{ ...thread, answered: thread.acceptedNumber !== null }} />
      <FollowTools base={base} standing={standing} />
      {canModerate && (
        <>
          <PostButton action={`${base}/${thread.pinned ? 'desepingler' : 'epingler'}`} {...look}>
            {thread.pinned ? 'Ne plus épingler' : 'Épingler'}
          </PostButton>
          <PostButton action={`${base}/${thread.closed ? 'rouvrir' : 'clore'}`} {...look}>
            {thread.closed ? 'Rouvrir' : 'Clore'}
          </PostButton>
          <Button href={`${base}/deplacer`} {...look}>
            Déplacer
          </Button>
        </>
      )}
    </div>
  );
}

/** How the reader hears of the thread by mail, and the other ways. */
function FollowTools({
  base,
  standing: { following, mailsOfGroup },
}: {
  base: string;
  standing: ReaderStanding;
}) {
  if (following === null) return null;
  const look = { action: `${base}/suivi`, kind: 'tertiary', size: 'sm' } as const;
  const words = {
    follow: 'Vous recevez les réponses par courriel',
    mute: 'En sourdine : vous n’en recevez aucun courriel',
    'as-group': mailsOfGroup
      ? 'Vous recevez ses messages avec ceux du groupe'
      : 'Ses messages ne vous arrivent pas un à un',
  }[following];
  return (
    <>
      <span>{words}</span>
      {following !== 'follow' && (
        <PostButton fields={{ suivre: 'oui' }} icon="bell" {...look}>
          Suivre
        </PostButton>
      )}
      {following !== 'mute' && (
        <PostButton fields={{ suivre: 'non' }} {...look}>
          Mettre en sourdine
        </PostButton>
      )}
      {following !== 'as-group' && (
        <PostButton fields={{ suivre: 'groupe' }} {...look}>
          Recevoir comme le groupe
        </PostButton>
      )}
    </>
  );
}
