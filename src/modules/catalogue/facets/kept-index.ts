import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { keptWithContent } from '../../../platform/http/index.ts';
import { plainWords } from '../../../platform/plain-letters.ts';
import { effort, termOf } from '../resources/content.ts';
import { type FacetIndex, type Indexed, indexOf } from './facet-index.ts';

const revision = keptWithContent(async (db) => {
  const row = await db.selectFrom('resource_revisions').select('revision').executeTakeFirstOrThrow();
  return row.revision;
});

const kept = new WeakMap<Deps['pageCache'], { revision: number; index: Promise<FacetIndex> }>();

/**
 * The published resources, narrowed in memory. Content changes many times an hour, resources now and then: they are read
 * again only when their own revision was raised.
 */
export async function resourceIndex({ db, pageCache }: Pick<Deps, 'db' | 'pageCache'>): Promise<FacetIndex> {
  const current = await revision({ db, pageCache });
  const known = kept.get(pageCache);
  if (known?.revision === current) return known.index;
  const index = readIndex(db);
  kept.set(pageCache, { revision: current, index });
  index.catch(() => kept.delete(pageCache));
  return index;
}

async function readIndex(db: Db): Promise<FacetIndex> {
  const rows = await db
    .selectFrom('resources')
    .select([
      'id',
      'catalogue',
      'title',
      'terms',
      'least_people',
      'most_people',
      'territories',
      'effort',
      'confidence',
      'measures',
    ])
    .where('published', '=', true)
    .orderBy('title')
    .orderBy('id')
    .execute();
  return indexOf(
    rows.map((row): Indexed => {
      const time = effort.nullable().parse(row.effort);
      return {
        id: row.id,
        catalogue: row.catalogue,
        named: plainWords(row.title),
        terms: [
          ...row.terms,
          termOf('coverage', row.territories.length > 0 ? 'regional' : 'national'),
          termOf('confidence', row.confidence),
        ],
        leastPeople: row.least_people,
        mostPeople: row.most_people,
        territories: row.territories,
        minutes: time?.min_minutes ?? time?.max_minutes ?? null,
        measures: row.measures,
      };
    }),
  );
}
