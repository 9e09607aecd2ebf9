import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type {
  DatePrecision,
  Db,
  MeasureLinkKind,
  MeasureNature,
  MeasureStatus,
  MilestoneKind,
} from '../../platform/database/index.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { type Confidence, confidence, type Source, source } from '../../platform/provenance.ts';
import { audienceSchema, type Rule } from '../audience/index.ts';
import { legalBases } from './content.ts';
import type { Period } from './period.ts';

export type LegalBasis = z.infer<typeof legalBases>[number];

/** A milestone that moved: where it stood, where it went, why and who says so. */
export interface MilestoneMove {
  from: Period;
  to: Period;
  reason: string;
  source: Source;
  at: Date;
}

export interface Milestone extends Period {
  id: string;
  kind: MilestoneKind;
  label: string;
  /** Narrower than the measure's; null when it is the same. */
  audience: Rule | null;
  /** Of calendars. */
  sequence: number;
  cancelledAt: Date | null;
  updatedAt: Date;
  /** Oldest first. */
  moves: readonly MilestoneMove[];
}

export interface MeasureLink {
  kind: MeasureLinkKind;
  label: string;
  /** An address of ours begins with `/`. */
  url: string;
  /** Of a measure; null for a page somewhere. */
  slug: string | null;
}

/** A measure of the agenda, whole. */
export interface Measure {
  id: string;
  slug: string;
  title: string;
  theme: { code: string; label: string };
  nature: MeasureNature;
  status: MeasureStatus;
  pilot: string;
  summary: string;
  consequences: readonly string[];
  audience: Rule;
  audienceNote: string | null;
  legalBases: readonly LegalBasis[];
  sources: readonly Source[];
  confidence: Confidence;
  note: string | null;
  published: boolean;
  version: number;
  updatedAt: Date;
  /** In the order of time, those without a date last. */
  milestones: readonly Milestone[];
  links: readonly MeasureLink[];
}

const period = { date: z.string().nullable(), precision: z.custom<DatePrecision>() };
const moment = z.coerce.date();

/** What PostgreSQL gives as JSON. */
const storedMilestones = z.array(
  z.object({
    id: z.string(),
    ...period,
    kind: z.custom<MilestoneKind>(),
    label: z.string(),
    audience: audienceSchema.nullable(),
    sequence: z.number(),
    cancelled_at: moment.nullable(),
    updated_at: moment,
    moves: z.array(
      z.object({
        from_date: period.date,
        from_precision: period.precision,
        to_date: period.date,
        to_precision: period.precision,
        reason: z.string(),
        source_label: z.string(),
        source_url: z.string(),
        at: moment,
      }),
    ),
  }),
);

const sources = z.array(source);

export function selectMeasures(db: Db) {
  return db
    .selectFrom('measures')
    .innerJoin('measure_themes', 'measure_themes.code', 'measures.theme')
    .selectAll('measures')
    .select('measure_themes.label as theme_label')
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('measure_milestones')
          .select([
            'measure_milestones.id',
            'measure_milestones.date',
            'measure_milestones.precision',
            'measure_milestones.kind',
            'measure_milestones.label',
            'measure_milestones.audience',
            'measure_milestones.sequence',
            'measure_milestones.cancelled_at',
            'measure_milestones.updated_at',
          ])
          .select((inner) =>
            jsonArrayFrom(
              inner
                .selectFrom('milestone_moves')
                .select([
                  'from_date',
                  'from_precision',
                  'to_date',
                  'to_precision',
                  'reason',
                  'source_label',
                  'source_url',
                  'at',
                ])
                .whereRef('milestone_moves.milestone_id', '=', 'measure_milestones.id')
                .orderBy('milestone_moves.at'),
            ).as('moves'),
          )
          .whereRef('measure_milestones.measure_id', '=', 'measures.id')
          .orderBy('measure_milestones.date', (order) => order.asc().nullsLast())
          .orderBy('measure_milestones.position'),
      ).as('milestones'),
      jsonArrayFrom(
        eb
          .selectFrom('measure_links')
          .leftJoin('measures as target', 'target.id', 'measure_links.target_id')
          .select(['measure_links.kind', 'measure_links.url', 'target.slug'])
          .select(sql<string>`coalesce(target.title, measure_links.label)`.as('label'))
          .whereRef('measure_links.measure_id', '=', 'measures.id')
          .where((where) => where.or([where('target.id', 'is', null), where('target.published', '=', true)]))
          .orderBy('measure_links.position'),
      ).as('links'),
    ]);
}

export type MeasureRow = Awaited<ReturnType<ReturnType<typeof selectMeasures>['executeTakeFirstOrThrow']>>;

export function measureOf(row: MeasureRow): Measure {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    theme: { code: row.theme, label: row.theme_label },
    nature: row.nature,
    status: row.status,
    pilot: row.pilot,
    summary: row.summary,
    consequences: row.consequences,
    audience: audienceSchema.parse(row.audience).rule,
    audienceNote: row.audience_note,
    legalBases: legalBases.parse(row.legal_bases),
    sources: sources.parse(row.sources),
    confidence: confidence.parse(row.confidence),
    note: row.note,
    published: row.published,
    version: row.version,
    updatedAt: row.updated_at,
    milestones: storedMilestones
      .parse(row.milestones)
      .map(({ moves, audience, cancelled_at, updated_at, ...one }) => ({
        ...one,
        audience: audience?.rule ?? null,
        cancelledAt: cancelled_at,
        updatedAt: updated_at,
        moves: moves.map((move) => ({
          from: { date: move.from_date, precision: move.from_precision },
          to: { date: move.to_date, precision: move.to_precision },
          reason: move.reason,
          source: { label: move.source_label, url: move.source_url },
          at: move.at,
        })),
      })),
    links: row.links.map(({ kind, label, url, slug }) => ({
      kind,
      label,
      url: url ?? `/agenda/${slug}`,
      slug,
    })),
  };
}

/** The published measures, in the order of their titles; kept in memory while the content does not change. */
export const publishedMeasures = keptWithContent(async (db): Promise<readonly Measure[]> => {
  const rows = await selectMeasures(db)
    .where('measures.published', '=', true)
    .orderBy('measures.title')
    .execute();
  return rows.map(measureOf);
});

/** One measure, drafts included: who may see it is for the caller to check. */
export async function findMeasure(db: Db, slug: string): Promise<Measure | undefined> {
  const row = await selectMeasures(db).where('measures.slug', '=', slug).executeTakeFirst();
  return row && measureOf(row);
}
