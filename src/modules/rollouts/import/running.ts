import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { storedSheet } from '../../../platform/sheets/index.ts';
import { record } from '../../audit/index.ts';
import { assertCoverages, assertStages, retract, type Telling } from '../assertions.ts';
import { lockRollout } from '../projection.ts';
import { listRollouts } from '../rollout.ts';
import { importSpeaking, keepReport, toldByFile } from './actions.ts';
import { checkStatements } from './check.ts';
import { missingColumn } from './columns.ts';
import { findImport } from './queries.ts';
import type { Reading } from './statements.ts';

/** Statements that are written in one go, so that one sees how far it is. */
const portion = 5_000;

interface Job {
  rollout: string;
  id: string;
  signal?: AbortSignal;
}

type From = Pick<Deps, 'db' | 'clock' | 'files'>;

/**
 * Writes what a file says, all of it in one transaction, after having checked it again: others may have spoken since the trial.
 * With an error, writes nothing and says so. Does nothing when it was done already.
 */
export async function applyImport(deps: From, { rollout: slug, id, signal }: Job): Promise<void> {
  const { db, clock, files } = deps;
  const before = await findImport(db, slug, id);
  if (before?.state !== 'applying') return;
  const rollout = (await listRollouts(db)).find((one) => one.slug === slug);
  if (!rollout) throw new Error(`no rollout ${slug}`);
  const { rows } = await storedSheet(files, before.file.storageKey);
  await db.transaction().execute(async (tx) => {
    await lockRollout(tx, slug);
    const found = await findImport(tx, slug, id);
    if (found?.state !== 'applying') return;
    const now = clock.now();
    if (missingColumn(found.columns, found.since)) throw new Error(`import ${id} lacks columns`);
    const speaking = importSpeaking(rollout, found.since, now);
    const reading = await checkStatements(tx, speaking, rows, found.columns);
    const ready = reading.counts.errors === 0;
    if (ready) {
      const actor = await actorOf(tx, id, 'applied_by');
      const telling = {
        rollout: slug,
        source: speaking.source,
        toldBy: toldByFile(found.file.name),
        accountId: actor?.id ?? null,
        now,
      };
      await write(tx, telling, reading, id, async (done) => {
        signal?.throwIfAborted();
        await noteDone(db, id, done);
      });
      await record(tx, {
        actor,
        verb: 'rollout.import',
        thing: { type: 'rollout', id: slug, label: rollout.title },
        detail: { file: found.file.name, statements: reading.counts.statements + reading.counts.coverages },
      });
    }
    await keepReport(tx, id, reading, now);
    await tx
      .updateTable('rollout_imports')
      .set(
        ready
          ? { state: 'applied', applied_at: now }
          : {
              state: 'checked',
              applied_by: null,
              failure: 'Depuis l’essai, des lignes sont devenues fausses.',
            },
      )
      .where('id', '=', id)
      .execute();
  });
}

async function write(
  tx: Db,
  telling: Telling,
  { statements, coverages }: Reading,
  importId: string,
  tell: (done: number) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < statements.length; at += portion) {
    const some = statements.slice(at, at + portion);
    await link(tx, importId, some, await assertStages(tx, telling, some), 'assertion_id');
    await tell(at + some.length);
  }
  for (let at = 0; at < coverages.length; at += portion) {
    const some = coverages.slice(at, at + portion);
    await link(tx, importId, some, await assertCoverages(tx, telling, some), 'coverage_id');
    await tell(statements.length + at + some.length);
  }
}

async function link(
  tx: Db,
  importId: string,
  said: readonly { line: number }[],
  ids: readonly number[],
  column: 'assertion_id' | 'coverage_id',
): Promise<void> {
  await sql`
    insert into rollout_import_statements (import_id, line, ${sql.ref(column)})
    select ${importId}::uuid, line, id
    from unnest(${said.map(({ line }) => line)}::integer[], ${ids}::bigint[]) as said (line, id)`.execute(tx);
}

/** Beside the transaction, whose writes nobody sees before it ends. */
async function noteDone(db: Db, id: string, done: number): Promise<void> {
  await db.updateTable('rollout_imports').set({ done }).where('id', '=', id).execute();
}

/** Takes back, in one transaction, all that a file said; what was said stays, with who took it back and why. */
export async function undoImport(deps: From, { rollout: slug, id, signal }: Job): Promise<void> {
  const { db, clock } = deps;
  await db.transaction().execute(async (tx) => {
    await lockRollout(tx, slug);
    const found = await findImport(tx, slug, id);
    if (found?.state !== 'undoing') return;
    const now = clock.now();
    const actor = await actorOf(tx, id, 'undone_by');
    const reason = found.undoReason ?? '';
    const said = await tx
      .selectFrom('rollout_import_statements')
      .select(['assertion_id', 'coverage_id'])
      .where('import_id', '=', id)
      .orderBy('line')
      .execute();
    for (let at = 0; at < said.length; at += portion) {
      const some = said.slice(at, at + portion);
      await retract(tx, { rollout: slug, reason, accountId: actor?.id ?? null, now }, idsOf(some));
      signal?.throwIfAborted();
      await noteDone(db, id, at + some.length);
    }
    await record(tx, {
      actor,
      verb: 'rollout.undo-import',
      thing: { type: 'rollout', id: slug, label: await titleOf(tx, slug) },
      detail: { file: found.file.name, statements: said.length, reason },
    });
    await tx
      .updateTable('rollout_imports')
      .set({ state: 'undone', undone_at: now })
      .where('id', '=', id)
      .execute();
  });
}

const idsOf = (said: readonly { assertion_id: number | null; coverage_id: number | null }[]) => ({
  assertions: said.flatMap(({ assertion_id }) => assertion_id ?? []),
  coverages: said.flatMap(({ coverage_id }) => coverage_id ?? []),
});

async function titleOf(db: Db, slug: string): Promise<string> {
  const { title } = await db
    .selectFrom('rollouts')
    .select('title')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return title;
}

/** Who asked for it; null for a command, and when the account is gone. */
async function actorOf(
  db: Db,
  id: string,
  column: 'applied_by' | 'undone_by',
): Promise<{ id: string; name: string } | null> {
  const account = await db
    .selectFrom('rollout_imports')
    .innerJoin('accounts', 'accounts.id', `rollout_imports.${column}`)
    .select(['accounts.id', 'accounts.name'])
    .where('rollout_imports.id', '=', id)
    .executeTakeFirst();
  return account ?? null;
}
