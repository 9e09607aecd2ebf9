import type { AccountQuality, Db } from '../../platform/database/index.ts';

/** What a person's rights in the groups depend on, and the words that go with it. */
export interface Standing {
  quality: AccountQuality | null;
  authorityId: string | null;
  organisation: string | null;
  /** What was typed when neither list had it. */
  affiliationLabel: string | null;
  functionTitle: string;
}

/**
 * Writes who a person is and where they work, over the version that was read; false when it changed meanwhile.
 * Whoever calls sees to the audit line, to the mail and to the rights that follow.
 */
export async function writeStanding(
  tx: Db,
  {
    accountId,
    name,
    version,
    now,
    ...standing
  }: Standing & {
    accountId: string;
    name: string;
    version: number;
    now: Date;
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('accounts')
    .set({
      name,
      quality: standing.quality,
      authority_id: standing.authorityId,
      organisation_slug: standing.organisation,
      affiliation_label: standing.affiliationLabel,
      function_title: standing.functionTitle,
      updated_at: now,
      version: version + 1,
    })
    .where('id', '=', accountId)
    .where('version', '=', version)
    .where('state', '<>', 'deleted')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
