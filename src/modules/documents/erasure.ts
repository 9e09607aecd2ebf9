import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { DB, Db } from '../../platform/database/index.ts';
import { forgetFiles } from '../../platform/files/index.ts';
import { forgetDocuments } from './search-entry.ts';

/** Deletes for good the documents that `which` tells, with all their versions; returns how many files that was. */
export async function eraseDocuments(
  tx: Db,
  which: (eb: ExpressionBuilder<DB, 'documents'>) => Expression<SqlBool>,
): Promise<number> {
  // Held: what somebody takes out of the bin meanwhile stays.
  const gone = await tx.selectFrom('documents').select('id').where(which).forUpdate().execute();
  if (gone.length === 0) return 0;
  const ids = gone.map(({ id }) => id);
  const versions = await tx
    .selectFrom('document_versions')
    .select('file_id')
    .where((eb) => eb('document_id', '=', eb.fn.any(eb.val(ids))))
    .execute();
  const waiting = await eraseWaiting(tx, (eb) => eb('document_id', '=', eb.fn.any(eb.val(ids))));
  await tx
    .deleteFrom('documents')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .execute();
  await forgetDocuments(tx, ids);
  await forgetFiles(
    tx,
    versions.map(({ file_id }) => file_id),
  );
  return versions.length + waiting;
}

/** The same for versions that nobody decided about. */
export async function eraseWaiting(
  tx: Db,
  which: (eb: ExpressionBuilder<DB, 'document_waiting_versions'>) => Expression<SqlBool>,
): Promise<number> {
  const gone = await tx.deleteFrom('document_waiting_versions').where(which).returning('file_id').execute();
  await forgetFiles(
    tx,
    gone.map(({ file_id }) => file_id),
  );
  return gone.length;
}
