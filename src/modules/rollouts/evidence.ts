import type { Db } from '../../platform/database/index.ts';
import type { Download } from '../../platform/http/index.ts';

/** The file that goes with an assertion of this authority in this rollout. */
export async function fileOf(
  db: Db,
  rollout: string,
  authorityId: string,
  assertionId: number,
): Promise<Download | undefined> {
  return db
    .selectFrom('assertions')
    .innerJoin('stored_files as files', 'files.id', 'assertions.evidence_file_id')
    .select([
      'files.storage_key as storageKey',
      'files.name',
      'files.media_type as mediaType',
      'files.bytes',
      'files.sha256',
    ])
    .where('assertions.id', '=', assertionId)
    .where('rollout', '=', rollout)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst();
}
