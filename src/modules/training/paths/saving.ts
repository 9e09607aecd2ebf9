import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { Conflict, Refusal } from '../../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { record } from '../../audit/index.ts';
import { resourcesBySlugs } from '../../catalogue/index.ts';
import type { By } from '../access.ts';
import { type ContentField, contentFields, type PathContent, type Step } from './content.ts';
import { contentOf, holdPath } from './path.ts';
import { profileLabels } from './profiles.ts';
import { indexPath } from './search-entry.ts';

export interface Saved {
  published: boolean;
  reason: string;
}

const columnsOf = ({ steps, ...content }: PathContent) => ({ ...content, steps: JSON.stringify(steps) });

async function keepVersion(
  tx: Db,
  id: string,
  version: number,
  content: PathContent,
  { published, reason, by, now }: Saved & Pick<By, 'by' | 'now'>,
): Promise<void> {
  await tx
    .insertInto('learning_path_versions')
    .values({
      path_id: id,
      version,
      content: JSON.stringify(content),
      published,
      reason,
      actor_id: by?.id ?? null,
      at: now,
    })
    .execute();
}

const thingOf = ({ id, title }: { id: string; title: string }) => ({
  type: 'learning-path',
  id,
  label: title,
});

/** Writes a new path; gives its address, which never changes. */
export async function createPath(
  tx: Db,
  act: Pick<By, 'by' | 'now'>,
  content: PathContent,
  saved: Saved & { slug?: string },
): Promise<string> {
  // Two at once would want the same free slug: the second waits.
  await sql`lock table learning_paths in share row exclusive mode`.execute(tx);
  const rows = await tx.selectFrom('learning_paths').select(['slug', 'position']).execute();
  const taken = new Set(['nouveau', ...rows.map(({ slug }) => slug)]);
  const slug = freeSlug(saved.slug ?? slugOf(content.title, 'parcours'), taken);
  const { id } = await tx
    .insertInto('learning_paths')
    .values({
      ...columnsOf(content),
      slug,
      published: saved.published,
      position: 1 + Math.max(0, ...rows.map(({ position }) => position)),
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepVersion(tx, id, 1, content, { ...saved, ...act });
  await indexPath(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'path.create',
    thing: thingOf({ id, title: content.title }),
    detail: { published: saved.published },
  });
  return slug;
}

/**
 * Makes `content` the present version of a path. Nothing is written when it is the same.
 * @param version the one that was before the writer's eyes; throws Conflict when it is no longer the last.
 */
export async function savePath(
  tx: Db,
  act: Pick<By, 'by' | 'now'>,
  { id, version }: { id: string; version: number },
  content: PathContent,
  saved: Saved,
): Promise<boolean> {
  const current = await holdPath(tx, id);
  const before = contentOf(current);
  if (isDeepStrictEqual(before, content) && current.published === saved.published) return false;
  if (version !== current.version) {
    const [was, is] = await Promise.all([wordsOf(tx, before), wordsOf(tx, content)]);
    throw new Conflict(
      'Quelqu’un a modifié ce parcours pendant que vous écriviez.',
      Object.fromEntries(
        contentFields.flatMap((field) => (was[field] === is[field] ? [] : [[field, was[field]]])),
      ),
      current.version,
    );
  }
  const next = current.version + 1;
  await tx
    .updateTable('learning_paths')
    .set({ ...columnsOf(content), published: saved.published, version: next, updated_at: act.now })
    .where('id', '=', id)
    .execute();
  await keepVersion(tx, id, next, content, { ...saved, ...act });
  await indexPath(tx, id);
  await record(tx, {
    actor: act.by,
    verb: 'path.edit',
    thing: thingOf({ id, title: content.title }),
    detail: {
      version: next,
      reason: saved.reason,
      ...(current.published !== saved.published && { published: saved.published }),
    },
  });
  return true;
}

/** A content in words, under the names of the fields of its form. */
export async function wordsOf(db: Db, content: PathContent): Promise<Record<ContentField, string>> {
  const known = await resourcesBySlugs(
    db,
    content.steps.map(({ resource }) => resource),
  );
  return {
    profil: profileLabels[content.profile],
    titre: content.title,
    resume: content.summary,
    origine: content.origin,
    etapes: content.steps
      .map(
        (step, index) => `${index + 1}. ${stepWords(step, known.get(step.resource)?.title ?? step.resource)}`,
      )
      .join('\n'),
  };
}

const stepWords = ({ why, time, sessions }: Step, title: string): string =>
  `${title}${time ? ` (${time})` : ''}${sessions ? ', avec ses prochaines sessions' : ''} : ${why}`;

/** Throws Refusal for steps whose resource does not exist, or was withdrawn since it was chosen. */
export async function refuseLostSteps(
  tx: Db,
  steps: readonly Step[],
  kept: ReadonlySet<string>,
  fieldOf: (index: number) => string,
): Promise<void> {
  const known = await resourcesBySlugs(
    tx,
    steps.map(({ resource }) => resource),
  );
  for (const [index, { resource }] of steps.entries()) {
    // One that was withdrawn may stay: readers do not see it, and it may come back.
    if (!known.has(resource) && !kept.has(resource))
      throw new Refusal('Cette ressource n’est dans aucun catalogue.', fieldOf(index));
    if (steps.findIndex((other) => other.resource === resource) !== index)
      throw new Refusal('Cette ressource est déjà une étape du parcours.', fieldOf(index));
  }
}
