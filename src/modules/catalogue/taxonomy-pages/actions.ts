import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../../platform/http/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { plainWords } from '../../../platform/plain-letters.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { record } from '../../audit/index.ts';
import { termOf } from '../resources/content.ts';
import type { By } from '../resources/saving.ts';
import { indexResources } from '../resources/search-entry.ts';

export const reindexTask = 'catalogue.reindex';

/** What people write of a facet, or of a value. Codes never change. */
export interface Words {
  label: string;
  definition: string;
}

const conflict = (current: Words, version: number) =>
  new Conflict(
    'Quelqu’un a modifié ces mots pendant que vous écriviez.',
    { label: current.label, definition: current.definition },
    version,
  );

export async function editFacet(
  tx: Db,
  { by }: By,
  code: string,
  version: number,
  words: Words,
): Promise<void> {
  const row = await tx
    .selectFrom('facets')
    .select(['label', 'definition', 'version'])
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  const before = found(row);
  if (before.label === words.label && before.definition === words.definition) return;
  if (before.version !== version) throw conflict(before, before.version);
  await tx
    .updateTable('facets')
    .set({ ...words, version: version + 1 })
    .where('code', '=', code)
    .execute();
  await record(tx, {
    actor: by,
    verb: 'taxonomy.edit-facet',
    thing: { type: 'facet', id: code, label: words.label },
    detail: before.label === words.label ? {} : { from: before.label, to: words.label },
  });
}

/** Held by whoever adds or moves the values of a facet. */
async function holdFacet(
  tx: Db,
  facet: string,
): Promise<{ code: string; label: string; position: number }[]> {
  const held = await tx
    .selectFrom('facets')
    .select('code')
    .where('code', '=', facet)
    .forUpdate()
    .executeTakeFirst();
  found(held);
  return tx
    .selectFrom('facet_values')
    .select(['code', 'label', 'position'])
    .where('facet', '=', facet)
    .orderBy('position')
    .orderBy('code')
    .execute();
}

function refuseTaken(values: readonly { code: string; label: string }[], label: string, own?: string): void {
  const same = values.find((one) => one.code !== own && plainWords(one.label) === plainWords(label));
  if (same) throw new Refusal(`« ${same.label} » est déjà une valeur de cette facette.`, 'label');
}

/** Adds a value at the end; its code comes from its label. Returns the code. */
export async function addValue(tx: Db, { by }: By, facet: string, words: Words): Promise<string> {
  const values = await holdFacet(tx, facet);
  refuseTaken(values, words.label);
  const code = freeSlug(slugOf(words.label, 'valeur'), new Set(values.map((one) => one.code)));
  await tx
    .insertInto('facet_values')
    .values({ facet, code, ...words, position: (values.at(-1)?.position ?? -1) + 1 })
    .execute();
  await record(tx, {
    actor: by,
    verb: 'taxonomy.add-value',
    thing: { type: 'facet', id: facet, label: words.label },
    detail: { code },
  });
  return code;
}

export async function editValue(
  tx: Db,
  { by }: By,
  { facet, code, version }: { facet: string; code: string; version: number },
  words: Words,
): Promise<void> {
  const values = await holdFacet(tx, facet);
  const before = await holdValue(tx, facet, code);
  if (before.label === words.label && before.definition === words.definition) return;
  if (before.version !== version) throw conflict(before, before.version);
  refuseTaken(values, words.label, code);
  await saveValue(tx, facet, code, { ...words, version: version + 1 });
  if (before.label !== words.label) await reindex(tx, facet, code);
  await record(tx, {
    actor: by,
    verb: 'taxonomy.edit-value',
    thing: { type: 'facet', id: facet, label: words.label },
    detail: { code, ...(before.label === words.label ? {} : { from: before.label, to: words.label }) },
  });
}

/** Retires a value, which resources keep, or offers it again. */
export async function retireValue(
  tx: Db,
  { by, now }: By,
  { facet, code }: { facet: string; code: string },
  retired: boolean,
): Promise<void> {
  const before = await holdValue(tx, facet, code);
  if ((before.retired_at !== null) === retired) return;
  await saveValue(tx, facet, code, { retired_at: retired ? now : null, version: before.version + 1 });
  await record(tx, {
    actor: by,
    verb: retired ? 'taxonomy.retire-value' : 'taxonomy.bring-back-value',
    thing: { type: 'facet', id: facet, label: before.label },
    detail: { code },
  });
}

/** Moves a value by one place. */
export async function moveValue(
  tx: Db,
  { by }: By,
  { facet, code }: { facet: string; code: string },
  way: 'up' | 'down',
): Promise<void> {
  const values = await holdFacet(tx, facet);
  const at = values.findIndex((one) => one.code === code);
  const moved = found(values[at]);
  const to = way === 'up' ? at - 1 : at + 1;
  const other = values[to];
  if (!other) return;
  const order = values.with(at, other).with(to, moved);
  await sql`
    update facet_values set position = placed.position - 1
    from unnest(${order.map((one) => one.code)}::text[]) with ordinality as placed (code, position)
    where facet_values.facet = ${facet} and facet_values.code = placed.code`.execute(tx);
  await record(tx, {
    actor: by,
    verb: 'taxonomy.move-value',
    thing: { type: 'facet', id: facet, label: moved.label },
    detail: { code },
  });
}

async function holdValue(tx: Db, facet: string, code: string) {
  const row = await tx
    .selectFrom('facet_values')
    .select(['label', 'definition', 'version', 'retired_at'])
    .where('facet', '=', facet)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  return found(row);
}

async function saveValue(
  tx: Db,
  facet: string,
  code: string,
  set: Partial<Words> & { version: number; retired_at?: Date | null },
): Promise<void> {
  await tx.updateTable('facet_values').set(set).where('facet', '=', facet).where('code', '=', code).execute();
}

/** What is found by the label of a value is found by the new one: a job, since many resources may have it. */
async function reindex(tx: Db, facet: string, code: string): Promise<void> {
  const term = termOf(facet, code);
  await enqueue(tx, reindexTask, { term }, { key: `${reindexTask}:${term}` });
}

const batch = 200;

/** Indexes again all that bears a term, some at a time. */
export async function reindexTerm(db: Db, term: string): Promise<number> {
  const rows = await db
    .selectFrom('resources')
    .select('id')
    .where('terms', '@>', sql<string[]>`array[${term}]::text[]`)
    .orderBy('id')
    .execute();
  for (let start = 0; start < rows.length; start += batch) {
    const ids = rows.slice(start, start + batch).map(({ id }) => id);
    await db.transaction().execute((tx) => indexResources(tx, ids));
  }
  return rows.length;
}
