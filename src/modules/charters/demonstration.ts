import { createHash } from 'node:crypto';
import type { Db } from '../../platform/database/index.ts';
import { listCharters } from './charter.ts';
import { addProgress } from './managing.ts';
import { acceptSignature } from './reviewing.ts';
import { forgetSignatory } from './search-entry.ts';
import type { Submission } from './signing.ts';

export interface DemonstrationSignature {
  /** Slug. */
  charter: string;
  sent: Submission;
  progress: readonly {
    at: Date;
    code: string;
    state: 'todo' | 'doing' | 'done' | 'dropped';
    note: string;
    evidenceUrl: string | null;
  }[];
  /** Who published it; null when it waits. */
  reviewer: { id: string; name: string } | null;
  at: Date;
}

/** Writes a fictional signature, flagged as such; nobody is told. A charter that is not there has none. */
export async function addDemonstrationSignature(
  tx: Db,
  { charter: slug, sent, progress, reviewer, at }: DemonstrationSignature,
): Promise<void> {
  const charter = (await listCharters(tx)).find((one) => one.slug === slug);
  if (!charter) return;
  const { id } = await tx
    .insertInto('charter_signatures')
    .values({
      charter: slug,
      version: charter.version.number,
      text_hash: charter.version.hash,
      kind: sent.kind,
      organisation: sent.organisation,
      siret: sent.siret,
      signatory_name: sent.name,
      signatory_function: sent.functionTitle,
      email: sent.email,
      is_named: sent.isNamed,
      perimeter: sent.perimeter,
      products: [...sent.products],
      digest: createHash('sha256').update(JSON.stringify(sent)).digest(),
      state: 'waiting',
      asked_at: at,
      confirmed_at: at,
      demonstration: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('charter_pledges')
    .values(sent.pledges.map(({ code, plannedOn }) => ({ signature_id: id, code, planned_on: plannedOn })))
    .execute();
  if (!reviewer) return;
  await acceptSignature(tx, charter, id, charter.version, {
    by: reviewer,
    now: at,
    publicUrl: '',
    announce: false,
  });
  const taken = sent.pledges.map((pledge) => ({ ...pledge, progress: [] }));
  for (const { at: then, ...said } of progress) await addProgress(tx, { id, taken }, said, then);
}

/** Removes fictional signatures; those that fictional people published wait again to be reviewed. */
export async function removeDemonstrationSignatures(tx: Db, accountIds: readonly string[]): Promise<void> {
  const fictional = await tx
    .deleteFrom('charter_signatures')
    .where('demonstration', '=', true)
    .returning('id')
    .execute();
  const decided =
    accountIds.length === 0
      ? []
      : await tx
          .updateTable('charter_signatures')
          .set({
            state: 'waiting',
            slug: null,
            published_at: null,
            expires_on: null,
            decided_at: null,
            decided_by: null,
            refusal_reason: null,
            ended_at: null,
          })
          .where('decided_by', 'in', accountIds)
          .where('email', 'is not', null)
          .returning('id')
          .execute();
  if (decided.length > 0) {
    await tx
      .deleteFrom('charter_events')
      .where(
        'signature_id',
        'in',
        decided.map(({ id }) => id),
      )
      .execute();
  }
  for (const { id } of [...fictional, ...decided]) await forgetSignatory(tx, id);
}
