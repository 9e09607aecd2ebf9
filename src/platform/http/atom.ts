import { Feed } from 'feed';

export interface AtomEntry {
  /** Never changes. */
  id: string;
  title: string;
  link: string;
  updated: Date;
  published?: Date;
  /** Plain lines. */
  summary: readonly string[];
  /** Safe HTML, whose addresses are whole. */
  content?: string;
}

export interface AtomFeed {
  title: string;
  description: string;
  /** The page that says the same, and the feed itself: whole addresses, since a feed is read far from the site. */
  url: string;
  feedUrl: string;
  /** Who speaks: the site. */
  publicUrl: string;
  entries: readonly AtomEntry[];
}

/** A feed in Atom (RFC 4287); as old as the latest of its entries. */
export function atomOf({ title, description, url, feedUrl, publicUrl, entries }: AtomFeed): string {
  const latest = Math.max(0, ...entries.map(({ updated }) => updated.getTime()));
  const feed = new Feed({
    id: url,
    title,
    description,
    author: { name: 'Cordée', link: publicUrl },
    link: url,
    feedLinks: { atom: feedUrl },
    language: 'fr',
    updated: new Date(latest),
    generator: 'Cordée',
  });
  for (const { id, title: itsTitle, link, updated, published, summary, content } of entries) {
    feed.addItem({
      id,
      // The library says of both that they are HTML.
      title: escaped(itsTitle),
      description: summary.map(escaped).join('<br>'),
      link,
      date: updated,
      published,
      content,
    });
  }
  return feed.atom1();
}

export const atomType = 'application/atom+xml; charset=utf-8';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => signs[sign] ?? '');
