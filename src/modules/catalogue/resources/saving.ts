import type { Db, ResourceVersionOrigin } from '../../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../../platform/http/index.ts';
import { type AuditEvent, record } from '../../audit/index.ts';
import { authoritiesByIds } from '../../territories/index.ts';
import { derivedFacets, readTaxonomy } from '../facets/taxonomy.ts';
import { type ResourceContent, termsOf } from './content.ts';
import { type ContentField, contentFields, meaningsFor, wordsOf } from './content-words.ts';
import { contentOf, type Resource, resourceOf, selectResources } from './resource.ts';
import { indexResources } from './search-entry.ts';
import { columnsOf, insertResources, keepVersions } from './store.ts';

/** Who does it, and when; nobody for what a command does. */
export interface By {
  by: AuditEvent['actor'];
  now: Date;
}

/** What is said of a new version. */
export interface Saved {
  origin: ResourceVersionOrigin;
  reason: string;
  published: boolean;
  /** Whom the change is owed to, as they chose to be named. */
  credit?: string | null;
}

const thingOf = ({ id, title }: { id: string; title: string }) => ({ type: 'resource', id, label: title });

const verbs: Readonly<Record<ResourceVersionOrigin, string>> = {
  content: 'resource.create',
  editor: 'resource.edit',
  contribution: 'resource.accept-contribution',
  import: 'resource.import',
  restore: 'resource.restore',
};

/** Throws Refusal, by the names of the fields of a content, for what is named and does not exist. */
export async function refuseUnknown(tx: Db, content: ResourceContent): Promise<void> {
  const [taxonomy, places, measures] = await Promise.all([
    readTaxonomy(tx),
    authoritiesByIds(tx, content.territories),
    content.measures.length === 0
      ? []
      : tx.selectFrom('measures').select('slug').where('slug', 'in', content.measures).execute(),
  ]);
  for (const [facet, codes] of Object.entries(content.facets)) {
    const known = derivedFacets.includes(facet) ? undefined : taxonomy.get(facet);
    if (!known) throw new Refusal(`La facette « ${facet} » n’existe pas.`, 'facets');
    const lost = codes.find((code) => !known.values.has(code));
    if (lost !== undefined) throw new Refusal(`${known.label} : « ${lost} » n’existe pas.`, 'facets');
    if (!known.multiple && codes.length > 1)
      throw new Refusal(`${known.label} : une seule valeur.`, 'facets');
  }
  const place = content.territories.find((id) => !places.has(id));
  if (place !== undefined)
    throw new Refusal(`Le territoire « ${place} » n’existe pas, ou plus.`, 'territories');
  const measure = content.measures.find((slug) => !measures.some((one) => one.slug === slug));
  if (measure !== undefined) throw new Refusal(`La mesure « ${measure} » n’existe pas.`, 'measures');
}

/** Throws Refusal when the content names what does not exist, or when its slug is taken. */
export async function createResource(
  tx: Db,
  { by, now }: By,
  content: ResourceContent,
  { published, reason, origin, credit }: Saved,
): Promise<string> {
  await refuseUnknown(tx, content);
  const taken = await tx
    .selectFrom('resources')
    .select('id')
    .where('slug', '=', content.slug)
    .executeTakeFirst();
  if (taken) throw new Refusal('Cette adresse est déjà prise par une autre ressource.', 'slug');
  const saving = { origin, reason, published, credit, actorId: by?.id ?? null, now };
  const [id = ''] = await insertResources(tx, [content], saving);
  await indexResources(tx, [id]);
  await record(tx, {
    actor: by,
    verb: origin === 'editor' ? 'resource.create' : verbs[origin],
    thing: thingOf({ id, title: content.title }),
    detail: { reason, published },
  });
  return id;
}

/**
 * Makes `content` the present version of a resource; its slug never changes. Nothing is written when it is the same.
 * @param version the version that was before the writer's eyes; throws Conflict when it is no longer the last.
 */
export async function saveResource(
  tx: Db,
  { by, now }: By,
  { id, version }: { id: string; version: number | null },
  content: ResourceContent,
  saved: Saved,
): Promise<{ changed: boolean; version: number }> {
  const current = await holdResource(tx, id);
  const before = contentOf(current);
  const wanted = { ...content, slug: current.slug };
  const meanings = await meaningsFor(tx, [before, wanted]);
  const [saying, typed] = [wordsOf(before, meanings), wordsOf(wanted, meanings)];
  const differing = differingIn(before, wanted, saying, typed);
  if (differing.length === 0 && current.published === saved.published)
    return { changed: false, version: current.version };
  if (version !== null && version !== current.version) {
    throw new Conflict(
      'Quelqu’un a modifié cette ressource pendant que vous écriviez.',
      Object.fromEntries(differing.map((field) => [field, saying[field]])),
      current.version,
    );
  }
  await refuseUnknown(tx, wanted);
  const next = current.version + 1;
  await tx
    .updateTable('resources')
    .set({ ...columnsOf(wanted), published: saved.published, version: next, updated_at: now })
    .where('id', '=', id)
    .execute();
  await keepVersions(tx, [{ id, version: next, content: wanted }], {
    ...saved,
    actorId: by?.id ?? null,
    now,
  });
  await indexResources(tx, [id]);
  await record(tx, {
    actor: by,
    verb:
      current.published === saved.published
        ? verbs[saved.origin]
        : saved.published
          ? 'resource.bring-back'
          : 'resource.withdraw',
    thing: thingOf({ id, title: wanted.title }),
    detail: { version: next, reason: saved.reason },
  });
  return { changed: true, version: next };
}

/** The resource as it is, for whoever is about to change it: the others wait. */
async function holdResource(tx: Db, id: string): Promise<Resource> {
  const row = await selectResources(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return resourceOf(found(row, 'Cette ressource n’existe pas.'));
}

/** Fields where two contents differ; facets by their codes, since two values could bear one label. */
function differingIn(
  before: ResourceContent,
  after: ResourceContent,
  saying: Record<ContentField, string>,
  typed: Record<ContentField, string>,
): ContentField[] {
  const coded = ({ facets }: ResourceContent) => termsOf(facets).sort().join(' ');
  return contentFields.filter(
    (field) => saying[field] !== typed[field] || (field === 'facets' && coded(before) !== coded(after)),
  );
}
