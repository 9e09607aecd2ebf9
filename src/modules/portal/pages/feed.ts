import { atomOf } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { hrefOf } from './permalink.ts';
import type { newsForFeed } from './queries.ts';

type Items = Awaited<ReturnType<typeof newsForFeed>>;

/** The latest news as Atom. */
export function newsFeed(items: Items, publicUrl: string): string {
  return atomOf({
    title: 'Cordée : actualités',
    description: 'Les actualités du programme Transformation numérique des territoires.',
    url: `${publicUrl}/actualites`,
    feedUrl: `${publicUrl}/actualites.atom`,
    publicUrl,
    entries: items.map((item) => {
      const link = publicUrl + hrefOf(item.permalink);
      return {
        id: link,
        title: item.title,
        link,
        updated: item.written_at,
        published: new Date(`${item.dated_on}T12:00:00Z`),
        summary: [item.summary],
        content: absolute(renderMarkdown(item.body, { headingIds: false }), publicUrl),
      };
    }),
  });
}

function absolute(html: string, publicUrl: string): string {
  return html.replace(/ (href|src)="\/(?!\/)/g, ` $1="${publicUrl}/`);
}
