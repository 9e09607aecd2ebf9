import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { found, keptWithContent } from '../../platform/http/index.ts';
import { type RolloutContent, rolloutContent } from './content.ts';

/** A stage with its place: from 1, 0 being for who has begun nothing. */
export type Stage = RolloutContent['stages'][number] & { position: number };

export type Segment = RolloutContent['segments'][number];

export type Target = RolloutContent['targets'][number];

/** A programme of stages to be reached by authorities. */
export interface Rollout extends Omit<RolloutContent, 'stages'> {
  slug: string;
  title: string;
  /** Slug of the project group that follows it. */
  group: string;
  /** In their order. */
  stages: readonly Stage[];
}

/** All rollouts in their order, kept until the content changes. */
export const allRollouts: (from: Pick<Deps, 'db' | 'pageCache'>) => Promise<readonly Rollout[]> =
  keptWithContent((db) => listRollouts(db));

/** The rollout of this slug. Throws the refusal of a thing that does not exist. */
export async function rolloutAt(from: Pick<Deps, 'db' | 'pageCache'>, slug: string): Promise<Rollout> {
  return found((await allRollouts(from)).find((one) => one.slug === slug));
}

export async function listRollouts(db: Db): Promise<Rollout[]> {
  const rows = await db
    .selectFrom('rollouts')
    .select(['slug', 'title', 'group_slug', 'content'])
    .orderBy('position')
    .execute();
  return rows.map(({ slug, title, group_slug, content }) => {
    const { stages, ...facts } = rolloutContent.parse(content);
    return {
      slug,
      title,
      group: group_slug,
      ...facts,
      stages: stages.map((stage, index) => ({ ...stage, position: index + 1 })),
    };
  });
}

/** The stage of a slug; undefined for one of another rollout. */
export function stageOf({ stages }: Pick<Rollout, 'stages'>, slug: string | null): Stage | undefined {
  return stages.find((stage) => stage.slug === slug);
}

/** Where an authority stands, in words: « Mettre en service une téléprocédure », « Rien n’est commencé ». */
export function stageWords(rollout: Pick<Rollout, 'stages'>, slug: string | null): string {
  return stageOf(rollout, slug)?.title ?? 'Rien n’est commencé';
}
