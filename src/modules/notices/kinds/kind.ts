import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';

/** Something that members of a group are told of, as it is now. */
export interface News {
  groupId: string;
  /** Who is not told of it. */
  authorId: string | null;
  at: Date;
  /** Of a message: its thread, and its place there. */
  thread: { id: string; number: number } | null;
  /** Of the mail that tells it alone, without the group's name. */
  subject: string;
  /** Under which a digest tells it: that of its thread, or its own. */
  title: string;
  /** What happened, in words that its text follows: « Léa Martin a répondu ». */
  lead: string;
  /** Markdown; empty when the title says all. */
  body: string;
  /** Who was written to in person of it, and needs no other mail. */
  told?: readonly string[];
  /** Where to go from there. */
  action: { label: string; path: string };
}

/** One kind of news. */
export interface NewsKind {
  /** The task that its module enqueues. */
  task: string;
  /** Names it among the events, and in the keys of its mails. */
  key: string;
  /** The id of the thing, out of what was enqueued. */
  payload: z.ZodType<string>;
  /** What these things say now, by id. What was deleted, or is not to be told any more, is left out. */
  read(db: Db, ids: readonly string[]): Promise<Map<string, News>>;
}

/** What most doors export of a thing that was made: null once it is gone. */
export interface FoundNews {
  groupId: string;
  authorId: string | null;
  at: Date;
  title: string;
  /** Markdown. */
  text: string;
  /** Path on the site. */
  url: string;
  /** Who was written to in person of it. */
  told?: readonly string[];
}

/**
 * A kind of news whose module finds one thing at a time, enqueued under `thing.verb` with `{ id }`. For what happens a
 * few times a week in a group, not for messages.
 */
export function newsFoundBy({
  task,
  label,
  act,
  find,
}: {
  task: string;
  /** What it is, before its title: « Réunion »; empty when the title says it. */
  label: string;
  /** « Voir la réunion » */
  act: string;
  find: (db: Db, id: string) => Promise<FoundNews | null>;
}): NewsKind {
  return {
    task,
    key: task,
    payload: z.object({ id: z.uuid() }).transform(({ id }) => id),
    async read(db, ids) {
      const found = await Promise.all(ids.map(async (id) => [id, await find(db, id)] as const));
      return new Map(
        found.flatMap(([id, thing]): [string, News][] => {
          if (!thing) return [];
          const { title, text, url, ...rest } = thing;
          const name = label ? `${label} : ${title}` : title;
          const said = { subject: name, title: name, lead: name, body: text };
          return [[id, { ...rest, ...said, thread: null, action: { label: act, path: url } }]];
        }),
      );
    },
  };
}
