import { Feed } from 'feed';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { hrefOf } from './permalink.ts';
import type { newsForFeed } from './queries.ts';

type Items = Awaited<ReturnType<typeof newsForFeed>>;

/** The latest news as Atom. Addresses are whole: a feed is read far from the site. */
export function newsFeed(items: Items, publicUrl: string): string {
  const [latest] = items.map((item) => item.written_at).sort((a, b) => b.getTime() - a.getTime());
  const feed = new Feed({
    id: `${publicUrl}/actualites`,
    title: 'Cordée : actualités',
    description: 'Les actualités du programme Transformation numérique des territoires.',
    link: `${publicUrl}/actualites`,
    feedLinks: { atom: `${publicUrl}/actualites.atom` },
    language: 'fr',
    updated: latest ?? new Date(0),
    generator: 'Cordée',
  });
  for (const item of items) {
    const link = publicUrl + hrefOf(item.permalink);
    feed.addItem({
      id: link,
      // The library says that titles are HTML.
      title: escapeHtml(item.title),
      link,
      date: item.written_at,
      published: new Date(`${item.dated_on}T12:00:00Z`),
      description: escapeHtml(item.summary),
      content: absolute(renderMarkdown(item.body, { headingIds: false }), publicUrl),
    });
  }
  return feed.atom1();
}

function absolute(html: string, publicUrl: string): string {
  return html.replace(/ (href|src)="\/(?!\/)/g, ` $1="${publicUrl}/`);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character] ?? '');
}
