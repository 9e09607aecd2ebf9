import { sql } from 'kysely';
import { z } from 'zod';
import type {
  ContributionKind,
  ContributionNaming,
  ContributionState,
  Db,
  ReportSubject,
} from '../../../platform/database/index.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { type ResourceContent, resourceContent } from '../resources/content.ts';

/** A resource that is missing, a change of one, or something wrong with one, as somebody sent it. */
export interface Contribution {
  id: string;
  catalogue: CatalogueSlug;
  kind: ContributionKind;
  /** Null for a resource that is missing, until it is accepted. */
  resource: { id: string; slug: string; title: string; published: boolean } | null;
  baseVersion: number | null;
  /** Null for a report. */
  content: ResourceContent | null;
  subject: ReportSubject | null;
  comment: string;
  naming: ContributionNaming;
  name: string | null;
  body: string | null;
  email: string | null;
  accountId: string | null;
  state: ContributionState;
  at: Date;
  /** When the address was confirmed; null where none is, or not yet. */
  confirmedAt: Date | null;
  decidedAt: Date | null;
  answer: string | null;
}

const catalogue = z.enum(catalogueSlugs);

const selectContributions = (db: Db) =>
  db
    .selectFrom('resource_contributions as contributions')
    .leftJoin('resources', 'resources.id', 'contributions.resource_id')
    .selectAll('contributions')
    .select(['resources.slug', 'resources.title', 'resources.published']);

type Row = Awaited<ReturnType<ReturnType<typeof selectContributions>['executeTakeFirstOrThrow']>>;

const contributionOf = (row: Row): Contribution => ({
  id: row.id,
  catalogue: catalogue.parse(row.catalogue),
  kind: row.kind,
  resource:
    row.resource_id === null
      ? null
      : {
          id: row.resource_id,
          slug: row.slug ?? '',
          title: row.title ?? '',
          published: row.published ?? false,
        },
  baseVersion: row.base_version,
  content: resourceContent.nullable().parse(row.content),
  subject: row.subject,
  comment: row.comment,
  naming: row.naming,
  name: row.name,
  body: row.body,
  email: row.email,
  accountId: row.account_id,
  state: row.state,
  at: row.asked_at,
  confirmedAt: row.confirmed_at,
  decidedAt: row.decided_at,
  answer: row.answer,
});

/** One that reached the queue of this catalogue. */
export async function findContribution(
  db: Db,
  slug: CatalogueSlug,
  id: string,
): Promise<Contribution | null> {
  const row = await selectContributions(db)
    .where('contributions.id', '=', id)
    .where('contributions.catalogue', '=', slug)
    .where('contributions.state', '<>', 'unconfirmed')
    .executeTakeFirst();
  return row ? contributionOf(row) : null;
}

export interface Queue {
  /** What waits, the oldest first. */
  waiting: Contribution[];
  total: number;
  /** What was decided last. */
  decided: Contribution[];
}

const mostDecided = 20;

export async function queueOf(
  db: Db,
  slug: CatalogueSlug,
  { page, perPage }: { page: number; perPage: number },
): Promise<Queue> {
  const [waiting, total, decided] = await Promise.all([
    selectContributions(db)
      .where('contributions.catalogue', '=', slug)
      .where('contributions.state', '=', 'waiting')
      .orderBy('contributions.asked_at')
      .orderBy('contributions.id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    countWaiting(db, [slug]),
    selectContributions(db)
      .where('contributions.catalogue', '=', slug)
      .where('contributions.decided_at', 'is not', null)
      .orderBy('contributions.decided_at', 'desc')
      .limit(mostDecided)
      .execute(),
  ]);
  return {
    waiting: waiting.map(contributionOf),
    total: total.get(slug) ?? 0,
    decided: decided.map(contributionOf),
  };
}

/** How many contributions wait, by catalogue. */
export async function countWaiting(db: Db, slugs: readonly CatalogueSlug[]): Promise<Map<string, number>> {
  if (slugs.length === 0) return new Map();
  const rows = await db
    .selectFrom('resource_contributions')
    .where('state', '=', 'waiting')
    .where('catalogue', 'in', slugs)
    .groupBy('catalogue')
    .select((eb) => ['catalogue', eb.fn.countAll<number>().as('total')])
    .execute();
  return new Map(rows.map(({ catalogue: of, total }) => [of, total]));
}

/** What somebody signed in sent, the latest first. */
export async function contributionsBy(db: Db, accountId: string): Promise<Contribution[]> {
  const rows = await selectContributions(db)
    .where('contributions.account_id', '=', accountId)
    .where('contributions.state', '<>', 'unconfirmed')
    .orderBy('contributions.asked_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(contributionOf);
}

/** Others that wait about the same resource, or with the same link. */
export async function alike(db: Db, { id, resource, content }: Contribution): Promise<Contribution[]> {
  const rows = await selectContributions(db)
    .where('contributions.state', '=', 'waiting')
    .where('contributions.id', '<>', id)
    .where((eb) =>
      eb.or([
        ...(resource ? [eb('contributions.resource_id', '=', resource.id)] : []),
        ...(content
          ? [sql<boolean>`link_key(contributions.content ->> 'url') = link_key(${content.url})`]
          : []),
      ]),
    )
    .orderBy('contributions.asked_at')
    .limit(10)
    .execute();
  return rows.map(contributionOf);
}

/** « Camille Martin, Mairie d’Annecy », « Mairie d’Annecy »; null for whoever chose not to be named. */
export function creditOf({
  naming,
  name,
  body,
}: Pick<Contribution, 'naming' | 'name' | 'body'>): string | null {
  if (naming === 'nobody') return null;
  const said = [naming === 'name' ? name : null, body].filter((part) => part !== null && part !== '');
  return said.length > 0 ? said.join(', ') : null;
}

/** Title of what it is about. */
export const titleOf = ({ resource, content }: Pick<Contribution, 'resource' | 'content'>): string =>
  resource?.title ?? content?.title ?? '';
