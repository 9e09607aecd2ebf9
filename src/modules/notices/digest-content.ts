import type { GroupName } from './events.ts';
import type { News } from './kinds/kind.ts';

/** What a digest says of one thread, or of one other thing. */
export interface DigestEntry {
  title: string;
  path: string;
  threaded: boolean;
  /** The newest first. */
  items: News[];
}

export interface DigestPart {
  group: GroupName;
  entries: DigestEntry[];
}

/** News as a digest tells them: by group, by thread within the group, and everywhere the newest first. */
export function arranged(news: readonly News[], groups: ReadonlyMap<string, GroupName>): DigestPart[] {
  const newest = news.toSorted((a, b) => b.at.getTime() - a.at.getTime() || placeIn(b) - placeIn(a));
  return [...Map.groupBy(newest, ({ groupId }) => groupId)].flatMap(([groupId, its]): DigestPart[] => {
    const group = groups.get(groupId);
    if (!group) return [];
    const entries = [...Map.groupBy(its, (one) => one.thread?.id ?? one)].map(([, items]): DigestEntry => {
      // A thread is read on from the first of its messages that was not.
      const first = items.at(-1);
      return {
        title: first?.title ?? '',
        path: first?.action.path ?? '',
        threaded: (first?.thread ?? null) !== null,
        items,
      };
    });
    return [{ group, entries }];
  });
}

/** Two messages of one instant stand in their order. */
const placeIn = ({ thread }: News): number => thread?.number ?? 0;
