import { sql } from 'kysely';
import type { Deps } from '../../../platform/deps.ts';
import { pageCount } from '../../../platform/http/index.ts';
import {
  type Authority,
  type AuthorityHit,
  authorityNamed,
  surroundingsOf,
} from '../../territories/index.ts';
import type { Catalogue } from '../catalogues.ts';
import { type Narrowed, narrow, type Suited, suitedAs } from '../facets/facet-index.ts';
import { resourceIndex } from '../facets/kept-index.ts';
import { type Taxonomy, taxonomy } from '../facets/taxonomy.ts';
import { localFirst } from '../nearness.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';
import { foundBy } from './kept-texts.ts';
import type { Asked, ListQuery } from './list-query.ts';

type Reading = Pick<Deps, 'db' | 'pageCache'>;

/** The filters of an address, read. */
export interface ResourceFilter {
  asked: Asked;
  /** The authority that was named. */
  authority: { authority: Authority; suited: Suited } | null;
  /** What was named by a name that several bear, or none. */
  choices: readonly AuthorityHit[] | null;
  /** What was typed in the field of the authority. */
  typed: string;
}

/** A catalogue under some filters. */
export interface Listing extends Narrowed {
  /** The best first when a text was looked for. */
  ids: readonly string[];
  /** Near words were taken, since nothing has the words as they were typed. */
  approximate: boolean;
  /** Nothing has all the words; these have some. */
  partial: boolean;
  taxonomy: Taxonomy;
}

export async function readFilter(
  deps: Reading,
  catalogue: Catalogue,
  query: ListQuery,
): Promise<ResourceFilter> {
  const known = await taxonomy(deps);
  const facets = new Map<string, readonly string[]>();
  for (const facet of [...catalogue.facets, ...catalogue.moreFacets]) {
    const asked: unknown = query[facet as keyof ListQuery];
    const codes = Array.isArray(asked) ? asked.filter((code) => known.get(facet)?.values.has(code)) : [];
    if (codes.length > 0) facets.set(facet, codes);
  }
  const typed = query.collectivite_id || query.collectivite;
  const named = typed ? await authorityNamed(deps.db, typed) : null;
  const authority = named && 'authority' in named ? named.authority : null;
  return {
    asked: {
      facets,
      ...(query.q && { q: query.q }),
      ...(query.temps !== undefined && { temps: query.temps }),
      ...(query.tri && { tri: query.tri }),
      ...(authority && { collectivite: authority.id }),
    },
    authority: authority && { authority, suited: await suitedOf(deps, authority) },
    choices: named && 'choices' in named ? named.choices : null,
    typed: query.collectivite,
  };
}

/** An authority, for what suits it. */
export async function suitedOf({ db }: Pick<Deps, 'db'>, authority: Authority): Promise<Suited> {
  const { ancestors } = await surroundingsOf(db, authority.id);
  return suitedAs({ authority, ancestors });
}

export async function listResources(
  deps: Reading,
  catalogue: Catalogue,
  { asked, authority }: ResourceFilter,
): Promise<Listing> {
  const [index, known, matching] = await Promise.all([
    resourceIndex(deps),
    taxonomy(deps),
    asked.q ? foundBy(deps, asked.q) : null,
  ]);
  const narrowed = narrow(index, {
    catalogue: catalogue.slug,
    facets: asked.facets,
    minutes: asked.temps,
    suits: authority?.suited,
    ids: matching?.keys,
  });
  const titleOf = (id: string) => index.resources[index.places.get(id) ?? -1]?.named ?? '';
  const ids = matching ? await matching.ranked(narrowed.ids, titleOf) : await inOrder();
  return {
    ...narrowed,
    ids,
    approximate: matching?.approximate ?? false,
    partial: matching?.partial ?? false,
    taxonomy: known,
  };

  async function inOrder(): Promise<readonly string[]> {
    if (asked.tri === 'recent') return latestFirst(deps, narrowed.ids);
    if (!authority) return narrowed.ids;
    const reacting = asked.facets.get('needs')?.includes('reagir') ?? false;
    return localFirst(index, narrowed.ids, authority.suited, { reacting });
  }
}

/** What came last first. */
export async function latestFirst({ db }: Reading, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('resources')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('created_at', 'desc')
    .orderBy('title')
    .execute();
  return rows.map(({ id }) => id);
}

export interface Page {
  items: readonly Resource[];
  total: number;
  page: number;
  pages: number;
}

/** One page of a list; beyond the last, the last. */
export async function pageOf(
  { db }: Pick<Deps, 'db'>,
  ids: readonly string[],
  asked: number,
  perPage: number,
): Promise<Page> {
  const pages = pageCount(ids.length, perPage);
  const page = Math.min(asked, pages);
  const items = await resourcesByIds(db, ids.slice((page - 1) * perPage, page * perPage));
  return { items, total: ids.length, page, pages };
}
