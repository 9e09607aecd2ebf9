import { Feed } from 'feed';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db, MeasureVersionOrigin } from '../../platform/database/index.ts';
import { type Period, periodPhrase } from './period.ts';

/** One saving of a measure, as readers are told of it. */
export interface Change {
  slug: string;
  title: string;
  version: number;
  origin: MeasureVersionOrigin;
  /** What changed and why. */
  reason: string;
  at: Date;
  moves: readonly { label: string; from: Period; to: Period }[];
}

const mostChanges = 50;

/** What changed in published measures, the latest first; the start-up content is no change. */
export async function latestChanges(db: Db, measureIds?: readonly string[]): Promise<Change[]> {
  const rows = await db
    .selectFrom('measure_versions')
    .innerJoin('measures', 'measures.id', 'measure_versions.measure_id')
    .select([
      'measures.slug',
      'measures.title',
      'measure_versions.version',
      'measure_versions.origin',
      'measure_versions.reason',
      'measure_versions.at',
    ])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('milestone_moves')
          .innerJoin('measure_milestones', 'measure_milestones.id', 'milestone_moves.milestone_id')
          .select(['measure_milestones.label', 'from_date', 'from_precision', 'to_date', 'to_precision'])
          .whereRef('measure_milestones.measure_id', '=', 'measures.id')
          // Written with the version, in one transaction.
          .whereRef('milestone_moves.at', '=', 'measure_versions.at')
          .orderBy('measure_milestones.position'),
      ).as('moves'),
    )
    .where('measures.published', '=', true)
    .where('measure_versions.published', '=', true)
    .where('measure_versions.origin', '<>', 'content')
    .$if(measureIds !== undefined, (query) =>
      query.where('measures.id', '=', sql<string>`any(${measureIds}::uuid[])`),
    )
    .orderBy('measure_versions.at', 'desc')
    .orderBy('measures.slug')
    .limit(mostChanges)
    .execute();
  return rows.map(({ moves, ...row }) => ({
    ...row,
    moves: moves.map((move) => ({
      label: move.label,
      from: { date: move.from_date, precision: move.from_precision },
      to: { date: move.to_date, precision: move.to_precision },
    })),
  }));
}

/** « Dernier délai : le 1er janvier 2028, et non plus le 1er janvier 2027 » */
export const moveWords = ({ label, from, to }: Change['moves'][number]): string =>
  `${label} : ${periodPhrase(to)}, et non plus ${periodPhrase(from)}`;

export interface ChangesFeedOptions {
  title: string;
  description: string;
  /** The page that the feed is about, and the feed itself: whole addresses. */
  url: string;
  feedUrl: string;
  publicUrl: string;
}

/** Changes as Atom. Addresses are whole: a feed is read far from the site. */
export function changesFeed(changes: readonly Change[], options: ChangesFeedOptions): string {
  const { title, description, url, feedUrl, publicUrl } = options;
  const feed = new Feed({
    id: url,
    title,
    description,
    author: { name: 'Cordée', link: publicUrl },
    link: url,
    feedLinks: { atom: feedUrl },
    language: 'fr',
    updated: changes[0]?.at ?? new Date(0),
    generator: 'Cordée',
  });
  for (const change of changes) {
    const link = `${publicUrl}/agenda/${change.slug}`;
    feed.addItem({
      id: `${link}#version-${change.version}`,
      // The library says that titles are HTML.
      title: escapeHtml(`${change.title} : ${change.reason}`),
      link,
      date: change.at,
      description: [change.reason, ...change.moves.map(moveWords)].map(escapeHtml).join('<br>'),
    });
  }
  return feed.atom1();
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? '');
