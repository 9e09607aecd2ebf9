import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

/** The first line of a quote, as `quoted` writes it: what leads it, and the message that it quotes. */
const opening =
  /^((?:> ?)+).*\[a écrit\]\(\S*\/espace\/discussions\/([0-9a-f-]{36})(?:\?page=\d+)?#message-(\d+)\)/;

interface Quoted {
  threadId: string;
  number: number;
}

const keyOf = ({ threadId, number }: Quoted): string => `${threadId}#${number}`;
const depthOf = (line: string): number => (/^(?:> ?)*/.exec(line)?.[0] ?? '').replaceAll(' ', '').length;

function quotedIn(body: string): Quoted[] {
  if (!body.includes('[a écrit](')) return [];
  return body.split('\n').flatMap((line) => {
    const [, , threadId, number] = opening.exec(line) ?? [];
    return threadId === undefined ? [] : [{ threadId, number: Math.min(Number(number), 2 ** 31 - 1) }];
  });
}

const masked = '*Citation d’un message masqué par la modération*';

function without(body: string, isHidden: (quoted: Quoted) => boolean): string {
  let within = 0;
  return body
    .split('\n')
    .flatMap((line) => {
      const [, lead = '', threadId, number] = opening.exec(line) ?? [];
      if (threadId !== undefined && (within === 0 || depthOf(line) <= within)) {
        within = isHidden({ threadId, number: Number(number) }) ? depthOf(lead) : 0;
        return within > 0 ? [`${lead}${masked}`] : [line];
      }
      if (within > 0 && depthOf(line) >= within) return [];
      within = 0;
      return [line];
    })
    .join('\n');
}

/**
 * These texts, with what they quote of messages that are hidden taken out, as long as those are. What hides a message does not
 * touch what others wrote.
 */
export async function withoutHiddenQuotes<T extends { body: string }>(
  db: Db,
  texts: readonly T[],
): Promise<T[]> {
  const asked = new Map(texts.flatMap(({ body }) => quotedIn(body)).map((one) => [keyOf(one), one]));
  if (asked.size === 0) return [...texts];
  const some = [...asked.values()];
  const rows = await db
    .selectFrom('messages')
    .select(['thread_id as threadId', 'number'])
    .where('hidden_at', 'is not', null)
    .where(
      sql<boolean>`(thread_id, number) in (select * from unnest(
        ${some.map(({ threadId }) => threadId)}::uuid[], ${some.map(({ number }) => number)}::integer[]))`,
    )
    .execute();
  if (rows.length === 0) return [...texts];
  const hidden = new Set(rows.map(keyOf));
  return texts.map((text) => ({ ...text, body: without(text.body, (one) => hidden.has(keyOf(one))) }));
}
