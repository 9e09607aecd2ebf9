import {
  ActiveFilters,
  Button,
  EmptyState,
  FilterSelect,
  Filters,
  ItemList,
  ListItem,
  labelOf,
  listHref,
  Pagination,
  plural,
  stepStates,
} from '../../../../ui/index.ts';
import { SpaceFrame } from '../../views/space-frame.tsx';
import type { Column, PlanTask } from '../task-queries.ts';
import { PlanViews, StateForm, TaskFacts, tasksBase } from './task-parts.tsx';

/** What the address asks, in its own words. */
export interface TaskQuery {
  qui?: string;
  etat?: string;
  etape?: string;
  retard?: string;
}

export interface TaskListProps {
  group: { slug: string; title: string };
  query: TaskQuery;
  owners: readonly { value: string; label: string }[];
  steps: readonly { value: string; label: string }[];
  today: string;
  mayPlan: boolean;
  /** Ids of the tasks whose state this person may change. */
  movable: ReadonlySet<string>;
}

export function TaskListPage(
  props: TaskListProps & { tasks: readonly PlanTask[]; total: number; page: number; pages: number },
) {
  const { group, query, tasks, total, page, pages, today } = props;
  const path = tasksBase(group);
  return (
    <TasksFrame {...props} title="Liste des tâches" current="taches" path={path}>
      {tasks.length === 0 ? (
        <Nothing {...props} path={path} />
      ) : (
        <>
          <p role="status">{plural(total, 'tâche')}</p>
          <ItemList label="Tâches">
            {tasks.map((task) => (
              <ListItem
                title={task.title}
                href={`${path}/${task.id}`}
                level={2}
                meta={<TaskFacts task={task} today={today} />}
              />
            ))}
          </ItemList>
          <Pagination
            page={page}
            pages={pages}
            hrefOf={(to) => listHref(path, { ...query, page: to })}
            label="Pages de tâches"
          />
        </>
      )}
    </TasksFrame>
  );
}

export function BoardPage(props: TaskListProps & { columns: readonly Column[] }) {
  const { group, query, columns } = props;
  const path = `/espace/groupes/${group.slug}/plan/tableau`;
  const total = columns.reduce((sum, column) => sum + column.total, 0);
  return (
    <TasksFrame {...props} title="Tableau des tâches" current="tableau" path={path}>
      {total === 0 ? (
        <Nothing {...props} path={path} />
      ) : (
        <div class="cd-board">
          {columns.map((column) => (
            <BoardColumn {...props} column={column} back={listHref(path, { ...query })} />
          ))}
        </div>
      )}
    </TasksFrame>
  );
}

function BoardColumn({
  column: { state, tasks, total },
  group,
  query,
  today,
  movable,
  back,
}: TaskListProps & { column: Column; back: string }) {
  const base = tasksBase(group);
  return (
    <section class="cd-board__column" aria-labelledby={`colonne-${state}`}>
      <h2 class="cd-board__title" id={`colonne-${state}`}>
        {labelOf(stepStates, state)} <span class="cd-count">{total}</span>
      </h2>
      {tasks.length === 0 ? (
        <p class="cd-board__none">Aucune tâche.</p>
      ) : (
        <ul class="cd-board__tasks">
          {tasks.map((task) => (
            <li class="cd-board__task">
              <h3>
                <a href={`${base}/${task.id}`}>{task.title}</a>
              </h3>
              <p class="cd-meta">
                <TaskFacts task={task} today={today} withState={false} />
              </p>
              {movable.has(task.id) && <StateForm task={task} base={base} back={back} />}
            </li>
          ))}
        </ul>
      )}
      {total > tasks.length && (
        <a href={listHref(base, { ...query, etat: state })}>Voir les {total} tâches de cette colonne</a>
      )}
    </section>
  );
}

function TasksFrame({
  group,
  query,
  owners,
  steps,
  mayPlan,
  title,
  current,
  path,
  children,
}: TaskListProps & {
  title: string;
  current: 'taches' | 'tableau';
  path: string;
  children: preact.ComponentChildren;
}) {
  const narrowed = Object.values(query).some((value) => value !== undefined);
  return (
    <SpaceFrame
      group={group}
      title={title}
      lead="Qui fait quoi, pour quand. Les tâches ne sont montrées qu’aux membres du groupe."
      current="plan"
      actions={
        mayPlan && (
          <Button href={`${tasksBase(group)}/nouvelle`} icon="plus">
            Ajouter une tâche
          </Button>
        )
      }
    >
      <PlanViews group={group} current={current} />
      <Filters action={path} label="Filtrer les tâches" resetHref={narrowed ? path : undefined}>
        <FilterSelect
          name="qui"
          label="Responsable"
          value={query.qui}
          all="Tous"
          choices={[{ value: 'moi', label: 'Moi ou mon organisme' }, ...owners]}
        />
        <FilterSelect name="etape" label="Étape" value={query.etape} all="Toutes" choices={steps} />
        {current === 'taches' && (
          <FilterSelect
            name="etat"
            label="État"
            value={query.etat}
            choices={stepStates
              .filter(({ code }) => code !== 'late')
              .map(({ code, label }) => ({ value: code, label }))}
          />
        )}
        <FilterSelect
          name="retard"
          label="Échéance"
          value={query.retard}
          all="Toutes"
          choices={[{ value: 'oui', label: 'Dépassée' }]}
        />
      </Filters>
      <ActiveFilters items={activeOf({ query, owners, steps, path })} />
      {children}
    </SpaceFrame>
  );
}

function activeOf({
  query,
  owners,
  steps,
  path,
}: Pick<TaskListProps, 'query' | 'owners' | 'steps'> & { path: string }) {
  const named = (choices: readonly { value: string; label: string }[], value: string | undefined) =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  const words: [keyof TaskQuery, string | undefined][] = [
    ['qui', query.qui === 'moi' ? 'Moi ou mon organisme' : named(owners, query.qui)],
    ['etape', named(steps, query.etape)],
    ['etat', query.etat && labelOf(stepStates, query.etat)],
    ['retard', query.retard && 'Échéance dépassée'],
  ];
  return words.flatMap(([name, label]) =>
    label ? [{ label, href: listHref(path, { ...query, [name]: undefined }) }] : [],
  );
}

function Nothing({ query, mayPlan, group, path }: TaskListProps & { path: string }) {
  if (Object.values(query).some((value) => value !== undefined)) {
    return (
      <EmptyState
        title="Aucune tâche ne répond à ces filtres"
        action={
          <Button href={path} kind="secondary">
            Voir toutes les tâches
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      title="Aucune tâche pour l’instant"
      action={
        mayPlan ? (
          <Button href={`${tasksBase(group)}/nouvelle`} icon="plus">
            Ajouter une tâche
          </Button>
        ) : undefined
      }
    >
      <p>
        {mayPlan
          ? 'Une tâche dit ce qui est à faire ; un responsable et une échéance peuvent venir ensuite.'
          : 'Les copilotes y mettront ce que chacun peut faire.'}
      </p>
    </EmptyState>
  );
}
