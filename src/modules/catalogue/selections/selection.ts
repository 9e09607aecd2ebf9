import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { fields } from '../../../platform/http/index.ts';
import { organisationLabel } from '../../organisations/index.ts';
import { type CatalogueSlug, catalogueSlugs, catalogues } from '../catalogues.ts';
import { type Resource, resourceOf, resourcesByIds, selectResources } from '../resources/resource.ts';

/** Whose a selection is: an association, those who keep a catalogue, or the programme team. */
export type Author =
  | { kind: 'organisation'; slug: string; name: string }
  | { kind: 'catalogue'; slug: CatalogueSlug; name: string }
  | { kind: 'team'; name: string };

/** An ordered list of resources, without them. */
export interface Selection {
  id: string;
  slug: string;
  title: string;
  /** In Markdown. */
  introduction: string;
  author: Author;
  /** Shipped with the product, and nobody of the programme has made it theirs yet. */
  startUp: boolean;
  published: boolean;
  version: number;
  updatedAt: Date;
}

export interface SelectionItem {
  resource: Resource;
  /** Why it is there. */
  note: string | null;
}

export const bySlug = z.object({ slug: fields.slug });

export const selectionHref = ({ slug }: Pick<Selection, 'slug'>): string => `/selections/${slug}`;

const selectSelections = (db: Db) =>
  db
    .selectFrom('selections')
    .leftJoin('organisations', 'organisations.slug', 'selections.organisation_slug')
    .selectAll('selections')
    .select(['organisations.name', 'organisations.acronym']);

type Row = Awaited<ReturnType<ReturnType<typeof selectSelections>['executeTakeFirstOrThrow']>>;

export const teamAuthor: Author = { kind: 'team', name: 'Équipe du programme' };

export const catalogueAuthor = (slug: CatalogueSlug): Author => ({
  kind: 'catalogue',
  slug,
  name: `Copilotes du catalogue ${catalogues[slug].of}`,
});

function authorOf(row: Row): Author {
  if (row.organisation_slug !== null)
    return {
      kind: 'organisation',
      slug: row.organisation_slug,
      name: organisationLabel({ name: row.name ?? row.organisation_slug, acronym: row.acronym }),
    };
  const slug = catalogueSlugs.find((one) => one === row.catalogue);
  return slug ? catalogueAuthor(slug) : teamAuthor;
}

const selectionOf = (row: Row): Selection => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  introduction: row.introduction,
  author: authorOf(row),
  startUp: row.start_up,
  published: row.published,
  version: row.version,
  updatedAt: row.updated_at,
});

/** Drafts included: what may be seen of them is for the caller to say. */
export async function findAnySelection(db: Db, slug: string): Promise<Selection | null> {
  const row = await selectSelections(db).where('selections.slug', '=', slug).executeTakeFirst();
  return row ? selectionOf(row) : null;
}

/** The resources of a selection in their order, withdrawn ones included. */
export async function itemsOf(db: Db, selectionId: string): Promise<SelectionItem[]> {
  const rows = await db
    .selectFrom('selection_items')
    .select(['resource_id', 'note'])
    .where('selection_id', '=', selectionId)
    .orderBy('position')
    .orderBy('resource_id')
    .execute();
  const resources = await resourcesByIds(
    db,
    rows.map(({ resource_id }) => resource_id),
  );
  const notes = new Map(rows.map(({ resource_id, note }) => [resource_id, note]));
  return resources.map((resource) => ({ resource, note: notes.get(resource.id) ?? null }));
}

/** What anybody may see of a selection. */
export interface ShownSelection extends Selection {
  /** Published ones, in order. */
  items: SelectionItem[];
}

/** A published selection with its published resources in order; null when there is none of this slug. */
export async function findSelection(db: Db, slug: string): Promise<ShownSelection | null> {
  const selection = await findAnySelection(db, slug);
  if (!selection?.published) return null;
  const items = await itemsOf(db, selection.id);
  return { ...selection, items: items.filter(({ resource }) => resource.published) };
}

export interface Listed extends Selection {
  /** How many published resources it holds. */
  count: number;
}

interface Listing {
  items: Listed[];
  total: number;
}

/** Published selections, by title. */
export async function listSelections(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<Listing> {
  const published = db.selectFrom('selections').where('published', '=', true);
  const [rows, { total }] = await Promise.all([
    selectSelections(db)
      .where('selections.published', '=', true)
      .orderBy(sql`plain(selections.title)`)
      .orderBy('selections.id')
      .limit(limit)
      .offset(offset)
      .execute(),
    published.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { items: await counted(db, rows), total };
}

/** Drafts of these authors, the latest first. */
export async function draftsOf(
  db: Db,
  keeping: { all: boolean; organisation: string | null; catalogues: readonly CatalogueSlug[] },
): Promise<Listed[]> {
  const { all, organisation, catalogues: kept } = keeping;
  if (!all && organisation === null && kept.length === 0) return [];
  const rows = await selectSelections(db)
    .where('selections.published', '=', false)
    .$if(!all, (query) =>
      query.where((eb) =>
        eb.or([
          ...(organisation === null ? [] : [eb('selections.organisation_slug', '=', organisation)]),
          ...(kept.length === 0 ? [] : [eb('selections.catalogue', 'in', kept)]),
        ]),
      ),
    )
    .orderBy('selections.updated_at', 'desc')
    .limit(50)
    .execute();
  return counted(db, rows);
}

async function counted(db: Db, rows: readonly Row[]): Promise<Listed[]> {
  if (rows.length === 0) return [];
  const counts = await db
    .selectFrom('selection_items')
    .innerJoin('resources', 'resources.id', 'selection_items.resource_id')
    .where('resources.published', '=', true)
    .where(
      'selection_items.selection_id',
      'in',
      rows.map(({ id }) => id),
    )
    .groupBy('selection_items.selection_id')
    .select((eb) => ['selection_items.selection_id as id', eb.fn.countAll<number>().as('count')])
    .execute();
  const byId = new Map(counts.map(({ id, count }) => [id, count]));
  return rows.map((row) => ({ ...selectionOf(row), count: byId.get(row.id) ?? 0 }));
}

/** Published resources by their ids or slugs, for what somebody adds. */
export async function publishedResource(db: Db, key: { id: string }): Promise<Resource | null> {
  const row = await selectResources(db)
    .where('id', '=', key.id)
    .where('published', '=', true)
    .executeTakeFirst();
  return row ? resourceOf(row) : null;
}
