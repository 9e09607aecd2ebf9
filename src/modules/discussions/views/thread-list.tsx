import { Badge, Fact, ItemList, ListItem, plural, Time } from '../../../ui/index.ts';
import type { ThreadLine } from '../queries.ts';

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
          href={`/espace/discussions/${thread.id}`}
          level={level}
          meta={
            <>
              {thread.unread > 0 && (
                <Badge kind="new">{plural(thread.unread, 'nouveau message', 'nouveaux messages')}</Badge>
              )}
              {thread.kind === 'announcement' && <Badge kind="accent">Annonce</Badge>}
              {thread.pinned && <Badge>Épinglée</Badge>}
              {thread.closed && <Badge>Close</Badge>}
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
