import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { forgetFiles } from '../../platform/files/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { freeSlug, slugOf } from '../../platform/slug.ts';
import { machineDate } from '../../ui/index.ts';
import { type AuditEvent, record } from '../audit/index.ts';
import { changedWords, voidRequests } from '../groups/index.ts';
import { keepCorrection } from './corrections.ts';
import { countPlaces, type Deliverable, findDeliverableById } from './deliverable.ts';
import { lacking } from './policy.ts';
import { currentInWords, deliverableFields, deliverableInWords, differences } from './said.ts';
import type { DraftInput, EditInput } from './schemas.ts';
import { indexDeliverable } from './search-entry.ts';
import { isEmpty } from './version-state.ts';

/** Who acts, and when. */
export interface Act {
  by: NonNullable<AuditEvent['actor']>;
  now: Date;
}

export const thingOf = ({ id, title }: { id: string; title: string }) => ({
  type: 'deliverable',
  id,
  label: title,
});

/** The deliverable, held until the end of the transaction: its state cannot change behind us. */
export async function holdDeliverable(tx: Db, id: string): Promise<Deliverable> {
  await tx.selectFrom('deliverables').select('id').where('id', '=', id).forUpdate().execute();
  return found(await findDeliverableById(tx, id));
}

/** `un titre, un type et une description` */
function listed(words: readonly string[]): string {
  return new Intl.ListFormat('fr', { type: 'conjunction' }).format(words);
}

/** Opens a draft with its first version, ready to receive files. The slug made here never changes. */
export async function createDeliverable(
  tx: Db,
  { by, now }: Act,
  groupId: string | null,
  input: DraftInput,
): Promise<string> {
  // Two at once would want the same free slug: the second waits.
  await sql`lock table deliverables in share row exclusive mode`.execute(tx);
  const wanted = slugOf(input.title, 'livrable');
  const near = await tx
    .selectFrom('deliverables')
    .select('slug')
    .where('slug', 'like', `${wanted}%`)
    .execute();
  const { id } = await tx
    .insertInto('deliverables')
    .values({
      ...input,
      slug: freeSlug(wanted, new Set(near.map(({ slug }) => slug))),
      group_id: groupId,
      created_by: by.id,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliverable_versions')
    .values({ deliverable_id: id, label: 'Version 1', position: 1, created_by: by.id })
    .execute();
  await indexDeliverable(tx, id);
  await record(tx, {
    actor: by,
    verb: 'deliverable.create',
    thing: thingOf({ id, title: input.title }),
    detail: groupId ? { group: groupId } : {},
  });
  return id;
}

/** Rewrites what is said of a deliverable. Throws Conflict when it is no longer at `version`. */
export async function editDeliverable(
  tx: Db,
  { by, now }: Act,
  { id, version }: { id: string; version: number },
  input: EditInput,
): Promise<void> {
  const current = await holdDeliverable(tx, id);
  if (current.version !== version) {
    throw new Conflict(
      'Quelqu’un a modifié ce livrable entre-temps.',
      differences(currentInWords(current), deliverableInWords(input)),
      current.version,
    );
  }
  if (current.state === 'published') refuseHoles({ ...input, places: countPlaces(current) });
  if (input.replaced_by === id)
    throw new Refusal('Un livrable ne peut pas se remplacer lui-même.', 'replaced_by');
  if (input.availability === 'replaced' && !input.replaced_by && !input.availability_note) {
    throw new Refusal('Dites par quoi il est remplacé.', 'replaced_by');
  }
  const successor = input.replaced_by ? await successorOf(tx, input.replaced_by) : '';
  await tx
    .updateTable('deliverables')
    .set({ ...input, version: version + 1, updated_at: now })
    .where('id', '=', id)
    .execute();
  await voidRequests(tx, id, changedWords, now);
  await indexDeliverable(tx, id);
  await record(tx, {
    actor: by,
    verb: 'deliverable.edit',
    thing: thingOf({ id, title: input.title }),
  });
  if (current.state !== 'published') return;
  await keepCorrection(tx, { by, now }, id, {
    part: null,
    before: { ...currentInWords(current), replaced_by: current.replacedBy?.title ?? '' },
    after: { ...deliverableInWords(input), replaced_by: successor },
    names: { ...deliverableFields, replaced_by: 'Remplacé par' },
  });
}

function refuseHoles(deliverable: { title: string; description: string; kind: string; places: number }) {
  if (deliverable.description === '')
    throw new Refusal('Un livrable publié garde une description.', 'description');
  if (deliverable.kind === '') throw new Refusal('Un livrable publié garde un type.', 'kind');
}

/** The title of what replaces it. */
async function successorOf(tx: Db, id: string): Promise<string> {
  const row = await tx
    .selectFrom('deliverables')
    .select('title')
    .where('id', '=', id)
    .where('state', '=', 'published')
    .executeTakeFirst();
  if (!row) throw new Refusal('Choisissez un livrable publié de la liste.', 'replaced_by');
  return row.title;
}

/** Throws Refusal when something lacks before it can be published. */
export function refuseUnfinished(deliverable: Deliverable): void {
  const missing = lacking({ ...deliverable, places: countPlaces(deliverable) });
  if (missing.length > 0) throw new Refusal(`Pour être publié, il manque à ce livrable ${listed(missing)}.`);
}

/**
 * Shows a deliverable to everybody, with all its versions that hold something. Those who follow its group are told, the
 * first time. One of a group takes its keys: see `keyed-acts.ts`.
 */
export async function publishDeliverable(tx: Db, { by, now }: Act, id: string): Promise<void> {
  const current = await holdDeliverable(tx, id);
  if (current.state === 'published') return;
  refuseUnfinished(current);
  await tx
    .updateTable('deliverables')
    .set({
      state: 'published',
      published_at: current.publishedAt ?? now,
      published_on: current.publishedOn ?? machineDate(now),
      version: current.version + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
  const shown = current.versions.filter((version) => version.publishedAt === null && !isEmpty(version));
  const today = machineDate(now);
  const shownOn = current.publishedAt === null ? (current.publishedOn ?? today) : today;
  await tx
    .updateTable('deliverable_versions')
    .set((eb) => ({
      published_at: now,
      released_on: eb.fn.coalesce('released_on', eb.val(shownOn)),
      version: eb('version', '+', 1),
    }))
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(shown.map((version) => version.id)))))
    .execute();
  await indexDeliverable(tx, id);
  await record(tx, { actor: by, verb: 'deliverable.publish', thing: thingOf(current) });
  if (current.publishedAt === null) await enqueue(tx, 'deliverable.published', { id });
}

/** Hides a published deliverable from the public; nothing is deleted. */
export async function withdrawDeliverable(tx: Db, { by, now }: Act, id: string): Promise<void> {
  const current = await holdDeliverable(tx, id);
  if (current.state === 'withdrawn') return;
  if (current.state === 'draft') throw new Refusal('Ce livrable n’est pas publié.');
  await tx
    .updateTable('deliverables')
    .set({ state: 'withdrawn', version: current.version + 1, updated_at: now })
    .where('id', '=', id)
    .execute();
  await voidRequests(tx, [id, ...current.versions.map((version) => version.id)], changedWords, now);
  await indexDeliverable(tx, id);
  await record(tx, { actor: by, verb: 'deliverable.withdraw', thing: thingOf(current) });
}

/** Deletes a draft with its versions; what its files hold goes with the nightly sweep. */
export async function deleteDraft(tx: Db, { by, now }: Act, id: string): Promise<void> {
  const current = await holdDeliverable(tx, id);
  if (current.state !== 'draft' || current.publishedAt !== null) {
    throw new Refusal('Ce livrable a été publié entre-temps : il se retire, mais ne se supprime pas.');
  }
  const files = await tx
    .selectFrom('deliverable_files')
    .innerJoin('deliverable_versions', 'deliverable_versions.id', 'deliverable_files.version_id')
    .select('deliverable_files.file_id')
    .where('deliverable_versions.deliverable_id', '=', id)
    .execute();
  await tx.deleteFrom('deliverables').where('id', '=', id).execute();
  await indexDeliverable(tx, id);
  await voidRequests(tx, id, 'Le brouillon a été supprimé.', now);
  await forgetFiles(
    tx,
    files.flatMap(({ file_id }) => file_id ?? []),
  );
  await record(tx, { actor: by, verb: 'deliverable.delete', thing: thingOf(current) });
}
