import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { record } from '../../audit/index.ts';
import type { By } from '../resources/saving.ts';
import { forgetSelection, indexSelection } from './search-entry.ts';
import type { Author, Selection } from './selection.ts';
import { keepVersion } from './versions.ts';

/** Words that are pages of the selections themselves. */
const reserved = ['nouvelle'];

export const mostItems = 60;

export interface SelectionInput {
  title: string;
  introduction: string;
  published: boolean;
}

const thingOf = ({ slug, title }: { slug: string; title: string }) => ({
  type: 'selection',
  id: slug,
  label: title,
});

/** Makes an empty selection, a draft. Returns its slug, which never changes. */
export async function createSelection(
  tx: Db,
  { by, now }: By,
  author: Author,
  { title, introduction }: Omit<SelectionInput, 'published'>,
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('selection addresses'))`.execute(tx);
  const wanted = slugOf(title, 'selection');
  const near = await tx.selectFrom('selections').select('slug').where('slug', 'like', `${wanted}%`).execute();
  const slug = freeSlug(wanted, new Set([...reserved, ...near.map((row) => row.slug)]));
  const { id } = await tx
    .insertInto('selections')
    .values({
      slug,
      title,
      introduction,
      organisation_slug: author.kind === 'organisation' ? author.slug : null,
      catalogue: author.kind === 'catalogue' ? author.slug : null,
      created_by: by?.id ?? null,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepVersion(tx, { by, now }, id);
  await record(tx, { actor: by, verb: 'selection.create', thing: thingOf({ slug, title }) });
  return slug;
}

/** @param version the one that was before the writer's eyes; throws Conflict when it is no longer the last. */
export async function editSelection(
  tx: Db,
  { by, now }: By,
  { id, version }: { id: string; version: number },
  wanted: SelectionInput,
): Promise<void> {
  const current = await hold(tx, id);
  const { title, introduction, published } = current;
  const same = title === wanted.title && introduction === wanted.introduction;
  if (same && published === wanted.published) return;
  if (current.version !== version) {
    throw new Conflict(
      'Quelqu’un a modifié cette sélection pendant que vous écriviez.',
      { title, introduction, etat: published ? 'publiee' : 'brouillon' },
      current.version,
    );
  }
  if (wanted.published && !published) await refuseEmpty(tx, id);
  await tx
    .updateTable('selections')
    // Whoever writes it makes it theirs.
    .set({ ...wanted, version: version + 1, updated_at: now, ...(same ? {} : { start_up: false }) })
    .where('id', '=', id)
    .execute();
  await keepVersion(tx, { by, now }, id);
  await indexSelection(tx, id);
  await record(tx, {
    actor: by,
    verb:
      published === wanted.published
        ? 'selection.edit'
        : wanted.published
          ? 'selection.publish'
          : 'selection.withdraw',
    thing: thingOf({ slug: current.slug, title: wanted.title }),
  });
}

async function refuseEmpty(tx: Db, id: string): Promise<void> {
  const one = await tx
    .selectFrom('selection_items')
    .select('resource_id')
    .where('selection_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (!one) throw new Refusal('Ajoutez au moins une ressource avant de publier.', 'etat');
}

export async function addToSelection(
  tx: Db,
  act: By,
  selection: Pick<Selection, 'id'>,
  resource: { id: string; title: string },
): Promise<void> {
  await changeItems(tx, act, selection, `+ ${resource.title}`, async (items) => {
    if (items.includes(resource.id)) throw new Refusal('Cette ressource est déjà dans la sélection.');
    if (items.length >= mostItems)
      throw new Refusal(`Une sélection compte ${mostItems} ressources au plus : faites-en une autre.`);
    await tx
      .insertInto('selection_items')
      .values({ selection_id: selection.id, resource_id: resource.id, position: items.length })
      .execute();
  });
}

/** Moves a resource by one place. */
export async function moveInSelection(
  tx: Db,
  act: By,
  selection: Pick<Selection, 'id'>,
  resource: { id: string; title: string },
  way: 'up' | 'down',
): Promise<void> {
  await changeItems(tx, act, selection, `↕ ${resource.title}`, async (items) => {
    const at = items.indexOf(resource.id);
    const to = way === 'up' ? at - 1 : at + 1;
    const other = items[to];
    if (at < 0 || other === undefined) return;
    await place(tx, selection.id, items.with(at, other).with(to, resource.id));
  });
}

export async function removeFromSelection(
  tx: Db,
  act: By,
  selection: Pick<Selection, 'id'>,
  resource: { id: string; title: string },
): Promise<void> {
  await changeItems(tx, act, selection, `- ${resource.title}`, async (items) => {
    await tx
      .deleteFrom('selection_items')
      .where('selection_id', '=', selection.id)
      .where('resource_id', '=', resource.id)
      .execute();
    await place(
      tx,
      selection.id,
      items.filter((one) => one !== resource.id),
    );
  });
}

/** Says why a resource is there. */
export async function noteInSelection(
  tx: Db,
  act: By,
  selection: Pick<Selection, 'id'>,
  resource: { id: string; title: string },
  note: string | null,
): Promise<void> {
  await changeItems(tx, act, selection, `« ${resource.title} »`, async () => {
    await tx
      .updateTable('selection_items')
      .set({ note })
      .where('selection_id', '=', selection.id)
      .where('resource_id', '=', resource.id)
      .execute();
  });
}

/** Takes out a draft for good. Throws Refusal for what is published. */
export async function deleteSelection(tx: Db, { by }: By, { id }: Pick<Selection, 'id'>): Promise<void> {
  const current = await hold(tx, id);
  if (current.published)
    throw new Refusal('Une sélection publiée ne se supprime pas : dépubliez-la d’abord.');
  await tx.deleteFrom('selections').where('id', '=', id).execute();
  await forgetSelection(tx, id);
  await record(tx, { actor: by, verb: 'selection.delete', thing: thingOf(current) });
}

async function hold(tx: Db, id: string) {
  const row = await tx
    .selectFrom('selections')
    .select(['slug', 'title', 'introduction', 'published', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return found(row, 'Cette sélection n’existe pas.');
}

/** Changes the list, held: its ids as they are, in order; what was done is a version, and a line of the journal. */
async function changeItems(
  tx: Db,
  { by, now }: By,
  { id }: Pick<Selection, 'id'>,
  what: string,
  change: (items: readonly string[]) => Promise<void>,
): Promise<void> {
  const current = await hold(tx, id);
  const items = await tx
    .selectFrom('selection_items')
    .select('resource_id')
    .where('selection_id', '=', id)
    .orderBy('position')
    .orderBy('resource_id')
    .execute();
  await change(items.map(({ resource_id }) => resource_id));
  await tx
    .updateTable('selections')
    .set({ version: current.version + 1, updated_at: now, start_up: false })
    .where('id', '=', id)
    .execute();
  await keepVersion(tx, { by, now }, id);
  await record(tx, {
    actor: by,
    verb: 'selection.edit-list',
    thing: thingOf(current),
    detail: { change: what },
  });
}

async function place(tx: Db, selectionId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update selection_items set position = placed.position - 1
    from unnest(${[...ids]}::uuid[]) with ordinality as placed (id, position)
    where selection_items.selection_id = ${selectionId} and selection_items.resource_id = placed.id`.execute(
    tx,
  );
}
