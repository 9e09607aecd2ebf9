import { Card, Grid, plural } from '../../../ui/index.ts';
import { type CatalogueSlug, catalogueHref, catalogues } from '../catalogues.ts';

/** The catalogues, each with how many resources it holds. */
export function CatalogueCards({
  counts,
  level = 3,
}: {
  counts: Readonly<Partial<Record<CatalogueSlug, number>>>;
  level?: 2 | 3;
}) {
  return (
    <Grid>
      {Object.values(catalogues).map(({ slug, title, lead }) => (
        <Card
          title={title}
          href={catalogueHref(slug)}
          level={level}
          end={plural(counts[slug] ?? 0, 'ressource')}
        >
          <p>{lead}</p>
        </Card>
      ))}
    </Grid>
  );
}
