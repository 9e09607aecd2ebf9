import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { type Rule, walk } from './rule.ts';

/** A stage that a rule asks. */
export interface AskedStage {
  rollout: string;
  reached: string;
}

/** What is known of the stages that rules ask. */
export interface Stages {
  /** « Démat.ADS, étape « Archiver et mesurer » », by `rollout/stage`. */
  names: ReadonlyMap<string, string>;
  /** Of an authority, by `rollout/stage`: true from that stage on, false before; missing when nobody says where it stands. */
  reachedBy: (authorityId: string) => ReadonlyMap<string, boolean>;
}

export const stageKey = ({ rollout, reached }: AskedStage): string => `${rollout}/${reached}`;

/** The stage of a `rollout/stage`. */
export function stageOfKey(key: string): AskedStage {
  const [rollout = '', reached = ''] = key.split('/');
  return { rollout, reached };
}

/** The stages that a rule asks. */
export function stagesOf(rule: Rule): AskedStage[] {
  return [...walk(rule)].flatMap((one) => ('stage' in one ? one.stage : []));
}

const nothing: ReadonlyMap<string, boolean> = new Map();

/** A stage by its names: « Démat.ADS », « Archiver et mesurer ». */
export interface StageNames {
  rollout: string;
  stage: string;
}

/** All the stages that a rule may ask, by `rollout/stage`, each rollout's in their order. */
export async function listStages(db: Db): Promise<Map<string, StageNames>> {
  const { rows } = await sql<StageNames & { key: string }>`
    select slug || '/' || (stage ->> 'slug') as key, title as rollout, stage ->> 'title' as stage
    from rollouts cross join jsonb_array_elements(content -> 'stages') with ordinality as stages (stage, rank)
    order by position, rank`.execute(db);
  return new Map(rows.map(({ key, ...names }) => [key, names]));
}

/** The words of the stages that are asked; nothing is read when none is. */
export async function stageNames(db: Db, asked: readonly AskedStage[]): Promise<ReadonlyMap<string, string>> {
  if (asked.length === 0) return new Map();
  const stages = await listStages(db);
  return new Map([...stages].map(([key, { rollout, stage }]) => [key, `${rollout}, étape « ${stage} »`]));
}

/** Reads where all authorities stand with these stages; nothing is read when none is asked. */
export async function readStages(db: Db, asked: readonly AskedStage[]): Promise<Stages> {
  if (asked.length === 0) return { names: new Map(), reachedBy: () => nothing };
  const [names, { rows }] = await Promise.all([
    stageNames(db, asked),
    sql<{ authority_id: string; key: string; reached: boolean }>`
      select concerned.authority_id, stages.rollout || '/' || stages.slug as key,
        concerned.position >= stages.position as reached
      from rollout_stages as stages
      join rollout_concerned as concerned on concerned.rollout = stages.rollout
      where stages.rollout || '/' || stages.slug = any(${asked.map(stageKey)}::text[])
        and concerned.basis is not null and concerned.position is not null`.execute(db),
  ]);
  const reached = new Map<string, Map<string, boolean>>();
  for (const row of rows) {
    const known = reached.get(row.authority_id) ?? new Map<string, boolean>();
    reached.set(row.authority_id, known.set(row.key, row.reached));
  }
  return { names, reachedBy: (authorityId) => reached.get(authorityId) ?? nothing };
}
