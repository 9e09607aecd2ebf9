import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, pageCount } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { stepStateValues } from '../schemas.ts';
import { spaceMeta } from '../views/space-frame.tsx';
import { ownerLabel, ownerValue } from './owner.ts';
import { canOnTask } from './policy.ts';
import { listPlan } from './step-queries.ts';
import { type InPlan, inPlan } from './task-access.ts';
import {
  listColumns,
  listTasks,
  nobody,
  noStep,
  ownersOfTasks,
  type PlanTask,
  type TaskFilter,
  tasksPerPage,
} from './task-queries.ts';
import { BoardPage, TaskListPage, type TaskQuery } from './views/task-lists.tsx';

const bySlug = z.object({ slug: fields.slug });
const odd = undefined;
/** `?qui=moi&etape=…&etat=doing&retard=oui&page=2`; anything odd narrows nothing. */
const listQuery = z.object({
  qui: z
    .string()
    .regex(/^(?:moi|personne|organisme:[a-z0-9-]{1,200}|personne:[0-9a-f-]{36})$/)
    .optional()
    .catch(odd),
  etape: z
    .union([z.literal(noStep), fields.uuid])
    .optional()
    .catch(odd),
  etat: z.enum(stepStateValues).optional().catch(odd),
  retard: z.literal('oui').optional().catch(odd),
  page: fields.pageNumber.optional(),
});

const path = '/espace/groupes/:slug/plan';

/** The list and the board of a group's tasks. */
export function taskListRoutes(app: App, deps: Deps): void {
  const route = {
    config: { access: 'task.read' },
    schema: { params: bySlug, querystring: listQuery },
  } as const;
  const shared = async ({ group, actor }: InPlan, query: TaskQuery, tasksOf: () => readonly PlanTask[]) => {
    const [owners, steps] = await Promise.all([
      ownersOfTasks(deps.db, group.id),
      listPlan(deps.db, group.id),
    ]);
    return {
      group,
      query,
      today: machineDate(deps.clock.now()),
      owners: [
        { value: nobody, label: 'Sans responsable' },
        ...owners.map((owner) => ({ value: ownerValue(owner), label: ownerLabel(owner) })),
      ],
      steps: [
        ...steps.map(({ id, title }) => ({ value: id, label: title })),
        { value: noStep, label: 'Hors étape' },
      ],
      mayPlan: canOnTask(actor, 'task.plan', { group }),
      movable: new Set(
        tasksOf()
          .filter((task) => canOnTask(actor, 'task.set-state', { group, task }))
          .map(({ id }) => id),
      ),
    };
  };

  app.get(`${path}/taches`, route, async (request, reply) => {
    const access = await inPlan(deps, 'task.read')(request, request.params);
    const { page: asked = 1, ...query } = request.query;
    const today = machineDate(deps.clock.now());
    const filter = filterOf(access, query);
    const list = await listTasks(deps.db, access.group.id, { filter, today, page: asked });
    return reply.page(
      spaceMeta(access.group, 'Liste des tâches'),
      <TaskListPage
        {...(await shared(access, query, () => []))}
        {...list}
        page={asked}
        pages={pageCount(list.total, tasksPerPage)}
      />,
    );
  });

  app.get(`${path}/tableau`, route, async (request, reply) => {
    const access = await inPlan(deps, 'task.read')(request, request.params);
    const { qui, etape, retard } = request.query;
    const query = { qui, etape, retard };
    const today = machineDate(deps.clock.now());
    const columns = await listColumns(deps.db, access.group.id, { filter: filterOf(access, query), today });
    return reply.page(
      spaceMeta(access.group, 'Tableau des tâches'),
      <BoardPage
        {...(await shared(access, query, () => columns.flatMap(({ tasks }) => tasks)))}
        columns={columns}
      />,
    );
  });
}

function filterOf({ actor }: InPlan, query: z.output<typeof listQuery>): TaskFilter {
  return {
    ...(query.qui === 'moi'
      ? { mine: { id: actor.id, organisation: actor.organisation } }
      : { owner: query.qui }),
    step: query.etape,
    state: query.etat,
    late: query.retard === 'oui',
  };
}
