import { resourceAsData } from '../as-data.ts';
import type { linksAt } from '../links/link-store.ts';
import type { ShownSelection } from './selection.ts';

/** `/selections/….json` */
export function selectionAsData(
  selection: ShownSelection,
  publicUrl: string,
  links: Awaited<ReturnType<typeof linksAt>>,
) {
  const { slug, title, introduction, author, startUp, version, updatedAt, items } = selection;
  return {
    slug,
    page: `${publicUrl}/selections/${slug}`,
    title,
    introduction,
    author:
      author.kind === 'organisation'
        ? { name: author.name, organisation: author.slug }
        : { name: author.name, organisation: null },
    start_up: startUp,
    version,
    updated_at: updatedAt.toISOString(),
    items: items.map(({ resource, note }) => ({
      note,
      resource: resourceAsData(resource, publicUrl, links),
    })),
  };
}
