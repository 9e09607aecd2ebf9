import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { allPrerequisitePages } from '../../prerequisites/index.ts';
import { authorityUrl } from '../../territories/index.ts';
import { writtenAt } from '../pages/queries.ts';

/** A sitemap holds 50,000 addresses at most. */
export const perSitemap = 40_000;

export interface Address {
  path: string;
  /** Null when nobody can tell. */
  changed?: Date | null;
}

/**
 * A moment, unless it is that at which the start-up content came in: when that was last changed, nobody noted. Rows
 * written in the transaction of the import bear its very time.
 */
function known(moment: RawBuilder<Date | null>, content: string): RawBuilder<Date | null> {
  return sql`nullif(${moment}, (select at from content_imports where name = ${content}))`;
}

const updatedAt = sql<Date>`updated_at`;

/** The last change of a group, of its plan or of its progress. */
const groupChange = sql<Date | null>`greatest(${sql.join(
  [
    updatedAt,
    sql<Date | null>`(select max(updated_at) from progress_points where group_id = groups.id)`,
    sql<Date | null>`(select max(updated_at) from plan_steps where group_id = groups.id)`,
    sql<Date | null>`(select max(recorded_at) from group_life_changes where group_id = groups.id)`,
  ].map((moment) => known(moment, 'groups')),
)})`;

/** Everything public but the authorities, which are too many. */
export async function contentAddresses(db: Db): Promise<Address[]> {
  const [
    pages,
    groups,
    deliverables,
    organisations,
    measures,
    prerequisites,
    rollouts,
    charters,
    signatories,
    vendors,
    resources,
    selections,
    surveys,
    sessions,
    paths,
  ] = await Promise.all([
    db
      .selectFrom('pages')
      .select(['permalink', writtenAt.as('changed')])
      .where('published', '=', true)
      .execute(),
    db
      .selectFrom('groups')
      .select(['slug', groupChange.as('changed')])
      .execute(),
    db
      .selectFrom('deliverables')
      .select(['slug', known(updatedAt, 'deliverables').as('changed')])
      .where('state', '=', 'published')
      .execute(),
    db
      .selectFrom('organisations')
      .select(['slug', known(updatedAt, 'organisations').as('changed')])
      .execute(),
    db
      .selectFrom('measures')
      .select(['slug', known(updatedAt, 'agenda').as('changed')])
      .where('published', '=', true)
      .execute(),
    allPrerequisitePages(db),
    db.selectFrom('rollouts').select('slug').orderBy('position').execute(),
    db
      .selectFrom('charters')
      .select(['slug', known(updatedAt, 'charters').as('changed')])
      .execute(),
    db
      .selectFrom('charter_signatures')
      .select(['charter', 'slug', 'published_at as changed'])
      .where('slug', 'is not', null)
      .limit(perSitemap)
      .execute(),
    db.selectFrom('vendors').select('slug').where('demonstration', '=', false).execute(),
    db
      .selectFrom('resources')
      .select(['catalogue', 'slug', 'updated_at as changed'])
      .where('published', '=', true)
      .limit(perSitemap)
      .execute(),
    db
      .selectFrom('selections')
      .select(['slug', 'updated_at as changed'])
      .where('published', '=', true)
      .limit(perSitemap)
      .execute(),
    db
      .selectFrom('surveys')
      .select(['slug', sql<boolean>`shared <> '[]'`.as('has_results')])
      .where('state', '<>', 'draft')
      .where('demonstration', '=', false)
      .limit(perSitemap)
      .execute(),
    db
      .selectFrom('training_sessions')
      .select(['slug', 'updated_at as changed'])
      .where('status', '<>', 'draft')
      .where('demonstration', '=', false)
      .orderBy('starts_at', 'desc')
      .limit(5_000)
      .execute(),
    db
      .selectFrom('learning_paths')
      .select(['slug', known(updatedAt, 'learning-paths').as('changed')])
      .where('published', '=', true)
      .execute(),
  ]);
  return [
    ...[
      '/',
      '/collectivites',
      '/agenda',
      '/catalogues',
      '/catalogues/cybersecurite',
      '/catalogues/cybersecurite/guide',
      '/catalogues/donnees',
      '/catalogues/donnees/guide',
      '/catalogues/formations',
      '/catalogues/formations/guide',
      '/urgence-cyber',
      '/selections',
      '/formations/sessions',
      '/parcours',
      '/deploiements',
      '/chartes',
      '/enquetes',
      '/maturite-donnees',
      '/editeurs',
      '/groupes',
      '/livrables',
      '/actualites',
    ].map((path) => ({ path })),
    ...pages.map((row) => ({ path: encodeURI(row.permalink), changed: row.changed })),
    ...measures.map((row) => ({ path: `/agenda/${row.slug}`, changed: row.changed })),
    ...charters.flatMap(({ slug, changed }) => [
      { path: `/chartes/${slug}`, changed },
      { path: `/chartes/${slug}/signataires` },
    ]),
    ...signatories.map((row) => ({
      path: `/chartes/${row.charter}/signataires/${row.slug}`,
      changed: row.changed,
    })),
    ...groups.map((row) => ({ path: `/groupes/${row.slug}`, changed: row.changed })),
    ...deliverables.map((row) => ({ path: `/livrables/${row.slug}`, changed: row.changed })),
    ...rollouts.flatMap(({ slug }) => [
      { path: `/deploiements/${slug}` },
      { path: `/deploiements/${slug}/etapes` },
      { path: `/deploiements/${slug}/methode` },
    ]),
    ...prerequisites.map(({ href }) => ({ path: href })),
    ...resources.map((row) => ({ path: `/catalogues/${row.catalogue}/${row.slug}`, changed: row.changed })),
    ...selections.map((row) => ({ path: `/selections/${row.slug}`, changed: row.changed })),
    ...surveys.flatMap(({ slug, has_results }) => [
      { path: `/enquetes/${slug}` },
      ...(has_results ? [{ path: `/enquetes/${slug}/resultats` }] : []),
    ]),
    ...sessions.map((row) => ({ path: `/formations/sessions/${row.slug}`, changed: row.changed })),
    ...paths.map((row) => ({ path: `/parcours/${row.slug}`, changed: row.changed })),
    ...vendors.map((row) => ({ path: `/editeurs/${row.slug}` })),
    ...organisations.map((row) => ({ path: `/organismes/${row.slug}`, changed: row.changed })),
  ];
}

export async function countAuthorities(db: Db): Promise<number> {
  const row = await db
    .selectFrom('authorities')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** One part of the authorities, from 1. */
export async function authorityAddresses(db: Db, part: number): Promise<Address[]> {
  const rows = await db
    .selectFrom('authorities')
    .select(['kind', 'code'])
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(perSitemap)
    .offset((part - 1) * perSitemap)
    .execute();
  return rows.map((row) => ({ path: authorityUrl(row) }));
}

/** What the site map page lists. */
export async function siteMap(db: Db) {
  const [pages, groups, prerequisites, news] = await Promise.all([
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'page')
      .orderBy('menu_weight', (order) => order.asc().nullsLast())
      .orderBy(sql`plain(title)`)
      .execute(),
    db.selectFrom('groups').select(['title', 'slug']).orderBy('number').orderBy(sql`plain(title)`).execute(),
    allPrerequisitePages(db),
    db
      .selectFrom('pages')
      .select(['title', 'permalink'])
      .where('published', '=', true)
      .where('kind', '=', 'news')
      .orderBy('dated_on', 'desc')
      .limit(20)
      .execute(),
  ]);
  return { pages, groups, prerequisites, news };
}
