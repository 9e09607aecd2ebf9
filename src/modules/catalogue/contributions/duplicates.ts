import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';

/** A resource that is there already, under the same link or nearly the same title. */
export interface Duplicate {
  catalogue: CatalogueSlug;
  slug: string;
  title: string;
  producer: string;
  published: boolean;
  /** Its link leads to the same page. */
  sameLink: boolean;
}

/** Below, two titles only share a few words. */
const likeness = 0.6;
const most = 5;

/**
 * Resources of any catalogue that may be the one that somebody is about to propose: the same link however it is written, a
 * title that is nearly the same; the surest first.
 */
export async function findDuplicates(
  db: Db,
  { url, title }: { url: string; title: string },
  except: string | null = null,
): Promise<Duplicate[]> {
  if (url === '' && title === '') return [];
  const { rows } = await sql<Omit<Duplicate, 'catalogue'> & { catalogue: string }>`
    with near as (
      select id, true as "sameLink", 1::real as likeness from resources
      where ${url} <> '' and link_key(url) = link_key(${url})
      union all
      select id, false, similarity(plain(title), plain(${title})) from resources
      where plain(title) % plain(${title}) and similarity(plain(title), plain(${title})) >= ${likeness}
    )
    select resources.catalogue, slug, title, producer, published, bool_or("sameLink") as "sameLink"
    from near join resources on resources.id = near.id
    where resources.id is distinct from ${except}::uuid
    group by resources.id
    order by "sameLink" desc, max(likeness) desc, title
    limit ${most}`.execute(db);
  return rows.flatMap((row) => {
    const catalogue = catalogueSlugs.find((slug) => slug === row.catalogue);
    return catalogue ? [{ ...row, catalogue }] : [];
  });
}
