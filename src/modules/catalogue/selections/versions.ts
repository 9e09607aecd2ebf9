import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { type FieldChange, fieldChanges, plainSpaces } from '../../../platform/text-changes.ts';
import { type Writer, writersOf } from '../../identity/index.ts';
import type { By } from '../resources/saving.ts';

/** Keeps what a selection is now as its version of this number; called by whatever raises it. */
export async function keepVersion(tx: Db, { by, now }: By, selectionId: string): Promise<void> {
  await sql`
    insert into selection_versions (selection_id, version, title, introduction, published, items, actor_id, at)
    select id, version, title, introduction, published,
      coalesce(
        (select jsonb_agg(jsonb_build_object('resource', resource_id, 'note', note) order by position, resource_id)
         from selection_items where selection_id = selections.id),
        '[]'),
      ${by?.id ?? null}::uuid, ${now}::timestamptz
    from selections where id = ${selectionId}`.execute(tx);
}

const keptItems = z.array(z.object({ resource: z.uuid(), note: z.string().nullable() }));

export interface SelectionVersion {
  version: number;
  at: Date;
  published: boolean;
  /** Who did it: where they work for all, their name for those who keep the selection. */
  by: Writer | null;
  /** What was done, in a few words each. */
  acts: string[];
  /** What differs from the one shown before it; null for the first. */
  changes: FieldChange[] | null;
}

interface Reader {
  /** What was a draft is for those who keep it alone. */
  drafts: boolean;
  limit: number;
  offset: number;
}

/** Versions of a selection, newest first. */
export async function versionsOf(
  db: Db,
  selectionId: string,
  { drafts, limit, offset }: Reader,
): Promise<{ versions: SelectionVersion[]; total: number }> {
  const seen = db
    .selectFrom('selection_versions as versions')
    .where('versions.selection_id', '=', selectionId)
    .$if(!drafts, (query) => query.where('versions.published', '=', true));
  const [rows, { total }] = await Promise.all([
    seen
      .selectAll()
      .orderBy('versions.version', 'desc')
      // One more than is shown: the last shown is compared with it.
      .limit(limit + 1)
      .offset(offset)
      .execute(),
    seen.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const states = rows.map(({ items, ...row }) => ({ ...row, items: keptItems.parse(items) }));
  const [titles, writers] = await Promise.all([
    titlesOf(
      db,
      states.flatMap(({ items }) => items.map(({ resource }) => resource)),
    ),
    writersOf(
      db,
      states.map((row) => row.actor_id),
    ),
  ]);
  const versions = states.slice(0, limit).map((row, index): SelectionVersion => {
    const before = states[index + 1] ?? null;
    return {
      version: row.version,
      at: row.at,
      published: row.published,
      by: writers.get(row.actor_id) ?? null,
      acts: actsBetween(before, row, titles),
      changes: before && changesBetween(before, row, titles),
    };
  });
  return { versions, total };
}

async function titlesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('resources')
    .select(['id', 'title'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

interface State {
  title: string;
  introduction: string;
  published: boolean;
  items: z.output<typeof keptItems>;
}

type Titles = ReadonlyMap<string, string>;

const gone = 'Ressource supprimée';

function actsBetween(before: State | null, after: State, titles: Titles): string[] {
  if (!before) return [after.published ? 'Première version publiée' : 'Brouillon créé'];
  const name = (id: string) => `« ${titles.get(id) ?? gone} »`;
  const [old, now] = [before, after].map(
    ({ items }) => new Map(items.map((one) => [one.resource, one.note])),
  );
  const kept = [...(now?.keys() ?? [])].filter((id) => old?.has(id));
  const keptBefore = [...(old?.keys() ?? [])].filter((id) => now?.has(id));
  const acts = [
    ...(before.published === after.published ? [] : [after.published ? 'Publiée' : 'Dépubliée']),
    ...(before.title === after.title ? [] : ['Titre modifié']),
    ...(before.introduction === after.introduction ? [] : ['Introduction modifiée']),
    ...[...(now?.keys() ?? [])].filter((id) => !old?.has(id)).map((id) => `${name(id)} ajoutée`),
    ...[...(old?.keys() ?? [])].filter((id) => !now?.has(id)).map((id) => `${name(id)} enlevée`),
    ...(kept.join() === keptBefore.join() ? [] : ['Ordre modifié']),
    ...kept.filter((id) => old?.get(id) !== now?.get(id)).map((id) => `Mot sur ${name(id)} modifié`),
  ];
  return acts.length > 0 ? acts : ['Enregistrée sans changement'];
}

const labels = { title: 'Titre', introduction: 'Introduction', items: 'Ressources' } as const;

/** A selection in words: one resource a line, each with the word on it. */
function wordsOf({ title, introduction, items }: State, titles: Titles): Record<keyof typeof labels, string> {
  const lines = items.map(({ resource, note }) =>
    [titles.get(resource) ?? gone, ...(note ? [note] : [])].join(' : ').replace(/\s+/g, ' '),
  );
  return {
    title: plainSpaces(title),
    introduction: plainSpaces(introduction),
    items: lines.join('\n'),
  };
}

const changesBetween = (before: State, after: State, titles: Titles) =>
  fieldChanges(wordsOf(before, titles), wordsOf(after, titles), { labels, lists: new Set(['items']) });
