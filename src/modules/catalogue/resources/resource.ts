import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { type Confidence, confidence, type Source, source } from '../../../platform/provenance.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { type Effort, effort, type FacetValues, facetsOf, type ResourceContent } from './content.ts';

/** A resource of a catalogue, whole. */
export interface Resource {
  id: string;
  catalogue: CatalogueSlug;
  slug: string;
  title: string;
  summary: string;
  producer: string;
  url: string;
  facets: FacetValues;
  leastPeople: number | null;
  mostPeople: number | null;
  /** Ids of the territories where it is open; none: all of France. */
  territories: readonly string[];
  effort: Effort | null;
  /** How to begin, in Markdown. */
  start: string | null;
  skills: readonly string[];
  language: string;
  sources: readonly Source[];
  confidence: Confidence;
  note: string | null;
  /** Slugs of measures. */
  measures: readonly string[];
  /** As `2026-11-23`. */
  checkedOn: string;
  /** A withdrawn resource keeps its page, and is in no list. */
  published: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const catalogue = z.enum(catalogueSlugs);
const sources = z.array(source);

export const selectResources = (db: Db) => db.selectFrom('resources').selectAll('resources');

type ResourceRow = Awaited<ReturnType<ReturnType<typeof selectResources>['executeTakeFirstOrThrow']>>;

export function resourceOf(row: ResourceRow): Resource {
  return {
    id: row.id,
    catalogue: catalogue.parse(row.catalogue),
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    producer: row.producer,
    url: row.url,
    facets: facetsOf(row.terms),
    leastPeople: row.least_people,
    mostPeople: row.most_people,
    territories: row.territories,
    effort: effort.nullable().parse(row.effort),
    start: row.start,
    skills: row.skills,
    language: row.language,
    sources: sources.parse(row.sources),
    confidence: confidence.parse(row.confidence),
    note: row.note,
    measures: row.measures,
    checkedOn: row.checked_on,
    published: row.published,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Withdrawn ones included: what may be seen of them is for the caller to say. */
export async function findResource(db: Db, slug: string): Promise<Resource | undefined> {
  const row = await selectResources(db).where('slug', '=', slug).executeTakeFirst();
  return row && resourceOf(row);
}

/** In the order of these ids; those that are gone are left out. */
export async function resourcesByIds(db: Db, ids: readonly string[]): Promise<Resource[]> {
  if (ids.length === 0) return [];
  const rows = await selectResources(db).where('id', 'in', ids).execute();
  const known = new Map(rows.map((row) => [row.id, resourceOf(row)]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** Published resources by their slugs. */
export async function resourcesBySlugs(db: Db, slugs: readonly string[]): Promise<Map<string, Resource>> {
  if (slugs.length === 0) return new Map();
  const rows = await selectResources(db).where('slug', 'in', slugs).where('published', '=', true).execute();
  return new Map(rows.map((row) => [row.slug, resourceOf(row)]));
}

export function contentOf(resource: Resource): ResourceContent {
  return {
    catalogue: resource.catalogue,
    slug: resource.slug,
    title: resource.title,
    summary: resource.summary,
    producer: resource.producer,
    url: resource.url,
    facets: resource.facets,
    least_people: resource.leastPeople,
    most_people: resource.mostPeople,
    territories: [...resource.territories],
    effort: resource.effort,
    start: resource.start,
    skills: [...resource.skills],
    language: resource.language,
    sources: [...resource.sources],
    confidence: resource.confidence,
    note: resource.note,
    measures: [...resource.measures],
    checked_on: resource.checkedOn,
  };
}
