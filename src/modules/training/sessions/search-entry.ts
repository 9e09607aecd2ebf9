import type { Db } from '../../../platform/database/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';
import { indexEntry, removeEntry } from '../../../platform/search/index.ts';
import { spanWords } from '../../../ui/index.ts';
import { sessionHref } from '../addresses.ts';
import { placeWords } from '../words.ts';
import { selectSessions, sessionOf } from './session.ts';

const kind = 'training-session';

/** Makes the search say what is true of this session now: only what is to come is found. */
export async function indexSession(tx: Db, id: string, now: Date): Promise<void> {
  const row = await selectSessions(tx).where('sessions.id', '=', id).executeTakeFirst();
  if (row?.status !== 'published' || row.ends_at <= now) return removeEntry(tx, kind, id);
  const session = sessionOf(row);
  await indexEntry(tx, {
    kind,
    key: id,
    url: sessionHref(session.slug),
    title: session.title,
    summary: `Session ${spanWords(session)}. ${placeWords(session)}. ${session.organiser.name}.`,
    body: excerpt(session.description, 5000),
    keywords: ['formation', 'session', session.resource?.title ?? ''].join('\n'),
  });
}

/** Takes out of the search what is over. */
export async function forgetPastSessions(db: Db, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('training_sessions')
      .innerJoin('search_entries', (join) =>
        join
          .on('search_entries.kind', '=', kind)
          .on((eb) => eb('search_entries.key', '=', eb.cast<string>('training_sessions.id', 'text'))),
      )
      .select('training_sessions.id')
      .where('training_sessions.ends_at', '<=', now)
      .limit(500)
      .execute();
    for (const { id } of rows) await removeEntry(tx, kind, id);
  });
}
