import type { Db } from '../../../platform/database/index.ts';
import { indexEntry, removeEntry } from '../../../platform/search/index.ts';
import { catalogues, resourceHref } from '../catalogues.ts';
import { readTaxonomy, type Taxonomy, valueLabel } from '../facets/taxonomy.ts';
import { type Resource, resourceOf, selectResources } from './resource.ts';

export const searchKind = 'resource';

/** Makes the search say what is true of these resources now: only what is published is found. */
export async function indexResources(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const [rows, known] = await Promise.all([
    selectResources(tx).where('id', 'in', ids).execute(),
    readTaxonomy(tx),
  ]);
  for (const row of rows) {
    const resource = resourceOf(row);
    if (resource.published) await indexEntry(tx, entryOf(resource, known));
    else await removeEntry(tx, searchKind, resource.id);
  }
}

function entryOf(resource: Resource, known: Taxonomy) {
  const labels = Object.entries(resource.facets).flatMap(([facet, codes]) =>
    codes.map((code) => valueLabel(known, facet, code)),
  );
  return {
    kind: searchKind,
    key: resource.id,
    url: resourceHref(resource),
    title: resource.title,
    summary: resource.summary,
    body: [resource.producer, ...resource.skills, resource.start ?? ''].join('\n'),
    keywords: [catalogues[resource.catalogue].title, ...labels].join('\n'),
  };
}
