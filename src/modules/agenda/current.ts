import type { Db } from '../../platform/database/index.ts';
import { found } from '../../platform/http/index.ts';
import { ruleVersion } from '../audience/index.ts';
import type { MeasureContent } from './content.ts';
import { type Measure, type MeasureRow, measureOf, selectMeasures } from './measure.ts';

/** A measure with its content as versions keep it: what was cancelled is not part of it any more. */
export interface Current {
  measure: Measure;
  content: MeasureContent;
}

/** The measure as it is now. */
export async function currentOf(db: Db, id: string): Promise<Current> {
  const row = found(await selectMeasures(db).where('measures.id', '=', id).executeTakeFirst());
  return currentFrom(row, await linksOf(db, id));
}

/** All of them, drafts too, in the order of their slugs. */
export async function allCurrent(db: Db): Promise<Current[]> {
  const [rows, links] = await Promise.all([
    selectMeasures(db).orderBy('measures.slug').execute(),
    linksOf(db),
  ]);
  return rows.map((row) => currentFrom(row, links));
}

function currentFrom(row: MeasureRow, links: Links): Current {
  const measure = measureOf(row);
  return { measure, content: contentOf(measure, links.get(measure.id) ?? []) };
}

/** The same, held until the end of the transaction: nobody saves it behind us. */
export async function holdMeasure(tx: Db, id: string): Promise<Current> {
  await tx.selectFrom('measures').select('id').where('id', '=', id).forUpdate().execute();
  return currentOf(tx, id);
}

type Links = ReadonlyMap<string, MeasureContent['links']>;

/** Of one measure or of all, by its id: those to drafts too, which pages do not show. */
async function linksOf(db: Db, id?: string): Promise<Links> {
  const rows = await db
    .selectFrom('measure_links')
    .leftJoin('measures as target', 'target.id', 'measure_links.target_id')
    .select([
      'measure_links.measure_id',
      'measure_links.kind',
      'measure_links.label',
      'measure_links.url',
      'target.slug',
    ])
    .$if(id !== undefined, (query) => query.where('measure_links.measure_id', '=', id ?? ''))
    .orderBy('measure_links.position')
    .execute();
  const byMeasure = Map.groupBy(rows, ({ measure_id }) => measure_id);
  return new Map(
    [...byMeasure].map(([measureId, own]) => [
      measureId,
      own.map(({ kind, label, url, slug }) =>
        slug === null ? { kind, label: label ?? '', url: url ?? '' } : { kind, measure: slug },
      ),
    ]),
  );
}

function contentOf(measure: Measure, links: MeasureContent['links']): MeasureContent {
  return {
    slug: measure.slug,
    title: measure.title,
    theme: measure.theme.code,
    nature: measure.nature,
    status: measure.status,
    pilot: measure.pilot,
    summary: measure.summary,
    consequences: [...measure.consequences],
    audience: { version: ruleVersion, rule: measure.audience },
    audience_note: measure.audienceNote,
    legal_bases: [...measure.legalBases],
    milestones: measure.milestones
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ id, date, precision, kind, label, audience }) => ({
        id,
        date,
        precision,
        kind,
        label,
        audience: audience && { version: ruleVersion, rule: audience },
      })),
    links,
    sources: [...measure.sources],
    confidence: measure.confidence,
    note: measure.note,
  };
}
