import { z } from 'zod';
import { loadOnce } from '../../platform/content-imports.ts';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { forgetTexts, readFileText } from '../../platform/file-texts/index.ts';
import { enqueue, type Task, task } from '../../platform/jobs/index.ts';
import { indexAllDecisions } from '../decisions/index.ts';
import { indexMessagesAfter, indexMessagesWithFile } from '../discussions/index.ts';
import { indexAllDocuments, indexDocumentsWithFile } from '../documents/index.ts';
import { indexAllWork } from '../groups/index.ts';
import { indexAllDeliverables, indexDeliverablesWithFile } from '../library/index.ts';
import { indexAllMeetings } from '../meetings/index.ts';

/** What was there before the search in groups was is made findable by a job: pages are served meanwhile. */
export async function askForFilling({ db }: { db: Db }): Promise<void> {
  await loadOnce(db, 'space-search', (tx) =>
    enqueue(tx, 'space-search.fill', {}, { key: 'space-search.fill' }),
  );
}

const fillings = [
  { of: 'tasks and progress points', fill: indexAllWork },
  { of: 'meetings', fill: indexAllMeetings },
  { of: 'decisions', fill: indexAllDecisions },
  { of: 'documents', fill: indexAllDocuments },
  { of: 'deliverables', fill: indexAllDeliverables },
];

export function tasks({ db, files, log }: Deps): Task[] {
  return [
    task({
      name: 'space-search.fill',
      payload: z.object({ after: z.uuid().nullable().default(null), done: z.number().default(0) }),
      // A thousand messages a transaction, each asking for the next: a stop loses nothing, and nobody waits.
      run: async ({ after, done }) => {
        if (after === null) {
          for (const { of, fill } of fillings) {
            await db.transaction().execute(fill);
            log.info({ of }, 'made findable in groups');
          }
        }
        await db.transaction().execute(async (tx) => {
          const last = await indexMessagesAfter(tx, after);
          if (last === null) return log.info('all messages are findable in groups');
          const { count } = await tx
            .selectFrom('messages')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('id', '>', last)
            .executeTakeFirstOrThrow();
          log.info({ done: done + 1, left: count }, 'messages made findable in groups, by the thousand');
          await enqueue(tx, 'space-search.fill', { after: last, done: done + 1 });
        });
      },
    }),
    task({
      name: 'file.read-text',
      payload: z.object({ sha256: z.string() }),
      run: async ({ sha256 }) => {
        await readFileText(db, files, sha256);
        // Even when its words were known: an earlier run may have stopped here.
        await db.transaction().execute(async (tx) => {
          await indexMessagesWithFile(tx, sha256);
          await indexDocumentsWithFile(tx, sha256);
          await indexDeliverablesWithFile(tx, sha256);
        });
      },
    }),
    task({
      name: 'file-texts.forget',
      payload: z.unknown(),
      cron: '25 3 * * *',
      run: async () => {
        const count = await forgetTexts(db);
        if (count > 0) log.info({ count }, 'words of files that are gone forgotten');
      },
    }),
  ];
}
