import { Badge, Fact, ItemList, ListItem, plural, Time } from '../../../ui/index.ts';
import { messageAddress } from '../paging.ts';
import type { ThreadLine } from '../queries.ts';
import { categoryOf } from '../vocabulary.ts';

/** Where a thread opens: at the first message that the reader has not seen, when they saw some. */
function openingAt({ id, unread, messages }: ThreadLine): string {
  return unread > 0 && unread < messages
    ? messageAddress(id, messages - unread + 1)
    : `/espace/discussions/${id}`;
}

/** Threads, one a line; with `showGroup`, each says whose it is. */
export function ThreadList({
  threads,
  label,
  level,
  showGroup,
}: {
  threads: readonly ThreadLine[];
  label: string;
  level?: 2 | 3 | 4;
  showGroup?: boolean;
}) {
  return (
    <ItemList label={label}>
      {threads.map((thread) => (
        <ListItem
          title={thread.title}
          href={openingAt(thread)}
          level={level}
          meta={
            <>
              {thread.unread > 0 && (
                <Badge kind="new">{plural(thread.unread, 'nouveau message', 'nouveaux messages')}</Badge>
              )}
              <ThreadBadges thread={thread} />
              {showGroup && <span>{thread.groupTitle}</span>}
              <span>ouverte par {thread.authorName}</span>
              <span>{plural(thread.messages, 'message')}</span>
              <Fact icon="calendar">
                dernier le <Time value={thread.lastMessageAt} withTime />
              </Fact>
            </>
          }
        />
      ))}
    </ItemList>
  );
}

/** What a thread is and how it stands, in words. */
export function ThreadBadges({
  thread: { kind, answered, messages, pinned, closed },
}: {
  thread: Pick<ThreadLine, 'kind' | 'answered' | 'messages' | 'pinned' | 'closed'>;
}) {
  return (
    <>
      {kind !== 'discussion' && (
        <Badge kind={kind === 'announcement' ? 'accent' : 'neutral'}>{categoryOf(kind).label}</Badge>
      )}
      {kind === 'question' &&
        (answered ? (
          <Badge kind="success">Réponse acceptée</Badge>
        ) : (
          <Badge kind="warning">{messages > 1 ? 'Sans réponse acceptée' : 'Sans réponse'}</Badge>
        ))}
      {pinned && <Badge>Épinglée</Badge>}
      {closed && <Badge>Close</Badge>}
    </>
  );
}
