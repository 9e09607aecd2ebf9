import type { Db, StepState } from '../../../platform/database/index.ts';
import { type Owner, ownerColumns, ownerOf } from './owner.ts';

export interface PlanStep {
  id: string;
  title: string;
  state: StepState;
  dueOn: string | null;
  owner: Owner | null;
  version: number;
}

/** The work plan of a group, in the order that its copilots chose. */
export async function listPlan(db: Db, groupId: string): Promise<PlanStep[]> {
  const rows = await selectSteps(db, groupId)
    .orderBy('plan_steps.position')
    .orderBy('plan_steps.created_at')
    .execute();
  return rows.map(toStep);
}

/** Null when the group has no such step. */
export async function findStep(db: Db, groupId: string, stepId: string): Promise<PlanStep | null> {
  const row = await selectSteps(db, groupId).where('plan_steps.id', '=', stepId).executeTakeFirst();
  return row ? toStep(row) : null;
}

function selectSteps(db: Db, groupId: string) {
  return db
    .selectFrom('plan_steps')
    .leftJoin('organisations', 'organisations.slug', 'plan_steps.owner_organisation_slug')
    .leftJoin('accounts', 'accounts.id', 'plan_steps.owner_account_id')
    .where('plan_steps.group_id', '=', groupId)
    .select([
      'plan_steps.id',
      'plan_steps.title',
      'plan_steps.state',
      'plan_steps.due_on',
      'plan_steps.version',
      ...ownerColumns,
    ]);
}

type StepRow = Awaited<ReturnType<ReturnType<typeof selectSteps>['executeTakeFirstOrThrow']>>;

function toStep(row: StepRow): PlanStep {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    dueOn: row.due_on,
    version: row.version,
    owner: ownerOf(row),
  };
}
