import type { Db } from '../../platform/database/index.ts';
import { knownUpdate, type SiteAddress } from '../../platform/site-addresses.ts';
import { pathHref, sessionHref } from './addresses.ts';

/** The latest: what was held years ago is sought by nobody. */
const mostSessions = 5_000;

export async function siteAddresses(db: Db): Promise<SiteAddress[]> {
  const [sessions, paths] = await Promise.all([
    db
      .selectFrom('training_sessions')
      .select(['slug', 'updated_at as changed'])
      .where('status', '<>', 'draft')
      .where('demonstration', '=', false)
      .orderBy('starts_at', 'desc')
      .limit(mostSessions)
      .execute(),
    db
      .selectFrom('learning_paths')
      .select(['slug', knownUpdate('learning-paths').as('changed')])
      .where('published', '=', true)
      .execute(),
  ]);
  return [
    { path: '/formations/sessions' },
    { path: '/parcours' },
    ...sessions.map(({ slug, changed }) => ({ path: sessionHref(slug), changed })),
    ...paths.map(({ slug, changed }) => ({ path: pathHref(slug), changed })),
  ];
}
