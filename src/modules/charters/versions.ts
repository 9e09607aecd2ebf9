import type { Db } from '../../platform/database/index.ts';
import { Conflict, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import type { Charter } from './charter.ts';
import { type Pledge, type Provenance, pledgeList } from './content.ts';
import { indexCharter } from './search-entry.ts';
import { hashOf, type VersionDraft, wholeText } from './version-text.ts';

export interface NewVersion extends VersionDraft {
  reason: string;
  provenance: Provenance;
}

/** Writes a version, which nobody will ever change. Returns its hash. */
export async function insertVersion(
  tx: Db,
  { slug, title }: Pick<Charter, 'slug' | 'title'>,
  number: number,
  { body, pledges, validMonths, reason, provenance }: NewVersion,
  { accountId, now }: { accountId: string | null; now: Date },
): Promise<string> {
  const text = wholeText(title, { body, pledges, validMonths });
  const hash = hashOf(text);
  await tx
    .insertInto('charter_versions')
    .values({
      charter: slug,
      number,
      body,
      pledges: JSON.stringify(pledgeList.parse(pledges)),
      text,
      hash,
      valid_months: validMonths,
      provenance: JSON.stringify(provenance),
      reason,
      published_at: now,
      account_id: accountId,
    })
    .execute();
  return hash;
}

/**
 * Publishes a version over that which was before the author's eyes. Throws Conflict when somebody published another
 * meanwhile, and Refusal when nothing differs.
 */
export async function publishVersion(
  tx: Db,
  charter: Charter,
  { by, now, over }: { by: { id: string; name: string }; now: Date; over: number },
  version: NewVersion,
): Promise<{ number: number; hash: string }> {
  await tx.selectFrom('charters').select('slug').where('slug', '=', charter.slug).forUpdate().execute();
  const last = await tx
    .selectFrom('charter_versions')
    .select(['number', 'hash', 'body'])
    .where('charter', '=', charter.slug)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  if (last.number !== over) {
    throw new Conflict(
      `La version ${last.number} a été publiée pendant que vous écriviez.`,
      { texte: last.body },
      last.number,
    );
  }
  const number = last.number + 1;
  if (hashOf(wholeText(charter.title, version)) === last.hash) {
    throw new Refusal('Rien ne change : ce texte est celui de la version en vigueur.');
  }
  const hash = await insertVersion(tx, charter, number, version, { accountId: by.id, now });
  await record(tx, {
    actor: by,
    verb: 'charter.publish',
    thing: { type: 'charter', id: charter.slug, label: charter.title },
    detail: { version: number, hash, reason: version.reason },
  });
  await indexCharter(tx, { ...charter, body: version.body, pledges: version.pledges });
  return { number, hash };
}

/** A pledge typed in the form: it keeps its code, and where it comes from as long as its words are the same. */
export function pledgeFrom(
  typed: Omit<Pledge, 'code' | 'sources' | 'confidence' | 'note'>,
  code: string,
  former: Pledge | undefined,
): Pledge {
  const same = former?.text === typed.text && former.party === typed.party;
  return {
    code,
    ...typed,
    ...(same && former
      ? { sources: former.sources, confidence: former.confidence, note: former.note }
      : { sources: [], confidence: 'high' as const, note: null }),
  };
}
