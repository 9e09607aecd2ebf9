import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db, MeasureVersionOrigin } from '../../platform/database/index.ts';
import { atomOf } from '../../platform/http/index.ts';
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

/** Changes as Atom. */
export function changesFeed(
  changes: readonly Change[],
  about: { title: string; description: string; url: string; feedUrl: string; publicUrl: string },
): string {
  return atomOf({
    ...about,
    entries: changes.map(({ slug, title, version, reason, at, moves }) => {
      const link = `${about.publicUrl}/agenda/${slug}`;
      return {
        id: `${link}#version-${version}`,
        title: `${title} : ${reason}`,
        link,
        updated: at,
        summary: [reason, ...moves.map(moveWords)],
      };
    }),
  });
}
