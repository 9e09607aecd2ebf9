import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { keptWithContent } from '../../../platform/http/index.ts';
import { type PathContent, type Step, stepList } from './content.ts';
import { type Profile, profiles } from './profiles.ts';

export interface LearningPath {
  id: string;
  slug: string;
  profile: Profile;
  title: string;
  summary: string;
  origin: string;
  steps: readonly Step[];
  published: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const profile = z.enum(profiles);

const selectPaths = (db: Db) => db.selectFrom('learning_paths').selectAll();

function pathOf(
  row: Awaited<ReturnType<ReturnType<typeof selectPaths>['executeTakeFirstOrThrow']>>,
): LearningPath {
  return {
    id: row.id,
    slug: row.slug,
    profile: profile.parse(row.profile),
    title: row.title,
    summary: row.summary,
    origin: row.origin,
    steps: stepList.parse(row.steps),
    published: row.published,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Drafts included: who may see them is for the caller to say. */
export async function allPaths(db: Db): Promise<LearningPath[]> {
  const rows = await selectPaths(db).orderBy('position').orderBy('title').limit(200).execute();
  return rows.map(pathOf);
}

const published = keptWithContent(async (db) => (await allPaths(db)).filter((path) => path.published));

/** Kept in memory while the content does not change. */
export const publishedPaths = (deps: Pick<Deps, 'db' | 'pageCache'>): Promise<LearningPath[]> =>
  published(deps);

export async function findPath(db: Db, slug: string): Promise<LearningPath | undefined> {
  const row = await selectPaths(db).where('slug', '=', slug).executeTakeFirst();
  return row && pathOf(row);
}

export async function holdPath(tx: Db, id: string): Promise<LearningPath> {
  return pathOf(await selectPaths(tx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow());
}

export const contentOf = ({ profile: of, title, summary, origin, steps }: LearningPath): PathContent => ({
  profile: of,
  title,
  summary,
  origin,
  steps: [...steps],
});
