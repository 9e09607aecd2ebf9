import { plainText } from '../../../platform/markdown/index.ts';
import type { Taxonomy } from '../facets/taxonomy.ts';
import type { linksAt } from '../links/link-store.ts';
import { labelsOf, resourceAsData } from '../resources/as-data.ts';
import { type ShownSelection, selectionHref } from './selection.ts';

/** `/selections/….json` */
export function selectionAsData(
  selection: ShownSelection,
  known: Taxonomy,
  publicUrl: string,
  links: Awaited<ReturnType<typeof linksAt>>,
) {
  const { slug, title, introduction, author, startUp, version, updatedAt, items } = selection;
  return {
    slug,
    page: publicUrl + selectionHref({ slug }),
    title,
    introduction,
    introduction_text: plainText(introduction, publicUrl),
    author:
      author.kind === 'organisation'
        ? { name: author.name, organisation: author.slug }
        : { name: author.name, organisation: null },
    start_up: startUp,
    version,
    updated_at: updatedAt.toISOString(),
    labels: labelsOf(
      items.map(({ resource }) => resource),
      known,
    ),
    items: items.map(({ resource, note }) => ({
      note,
      resource: resourceAsData(resource, publicUrl, links),
    })),
  };
}
