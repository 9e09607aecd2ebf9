import { Badge, Fact, labelOf, plural, stepStates, TagList, Time } from '../../../../ui/index.ts';
import { daysLate } from '../../life-cycle.ts';
import { type Owner, ownerLabel } from '../owner.ts';
import type { PlanTask } from '../task-queries.ts';

export const tasksBase = (group: { slug: string }) => `/espace/groupes/${group.slug}/plan/taches`;

/** The three ways to look at a plan. */
export function PlanViews({
  group,
  current,
}: {
  group: { slug: string };
  current: 'plan' | 'tableau' | 'taches' | '';
}) {
  const base = `/espace/groupes/${group.slug}/plan`;
  return (
    <TagList
      label="Façons de voir le plan"
      items={[
        { label: 'Étapes', href: base, current: current === 'plan' },
        { label: 'Tableau des tâches', href: `${base}/tableau`, current: current === 'tableau' },
        { label: 'Liste des tâches', href: `${base}/taches`, current: current === 'taches' },
      ]}
    />
  );
}

const kinds = { todo: 'neutral', doing: 'accent', done: 'success', dropped: 'neutral' } as const;

/** By how much something is late, in words; nothing when it is not. */
export function Lateness({ of, today }: { of: Pick<PlanTask, 'state' | 'dueOn'>; today: string }) {
  const days = daysLate(of, today);
  return days > 0 ? <Badge kind="error">En retard de {plural(days, 'jour')}</Badge> : null;
}

export function StateBadge({ state }: { state: PlanTask['state'] }) {
  return <Badge kind={kinds[state]}>{labelOf(stepStates, state)}</Badge>;
}

/** Who and when, in a line; people are named here since only members read it. */
export function TaskFacts({
  task,
  today,
  withState = true,
  withStep = true,
}: {
  task: PlanTask;
  today: string;
  withState?: boolean;
  withStep?: boolean;
}) {
  return (
    <>
      {withState && <StateBadge state={task.state} />}
      <Lateness of={task} today={today} />
      <Fact icon="user">{ownerWords(task.owner)}</Fact>
      {task.dueOn && (
        <Fact icon="calendar">
          pour le <Time value={task.dueOn} />
        </Fact>
      )}
      {withStep && task.step && <Fact icon="flag">{task.step.title}</Fact>}
      {task.comments > 0 && <Fact icon="chat">{plural(task.comments, 'commentaire')}</Fact>}
    </>
  );
}

export function ownerWords(owner: Owner | null): string {
  if (!owner) return 'Sans responsable';
  return owner.kind === 'organisation' ? (owner.acronym ?? owner.name) : ownerLabel(owner);
}

/** Moves a task to another state: a list and its button, with the keyboard and without a script. */
export function StateForm({
  task,
  base,
  back,
  act = 'Déplacer',
}: {
  task: Pick<PlanTask, 'id' | 'title' | 'state'>;
  base: string;
  /** Where the person comes back to. */
  back: string;
  /** Words of the button. */
  act?: string;
}) {
  const id = `etat-${task.id}`;
  return (
    <form class="cd-move" method="post" action={`${base}/${task.id}/etat`}>
      <input type="hidden" name="retour" value={back} />
      <label class="fr-sr-only" for={id}>
        État de la tâche « {task.title} »
      </label>
      <select class="fr-select" id={id} name="state">
        {stepStates
          .filter(({ code }) => code !== 'late')
          .map(({ code, label }) => (
            <option value={code} selected={code === task.state}>
              {label}
            </option>
          ))}
      </select>
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
        <span>
          {act}
          <span class="fr-sr-only"> : {task.title}</span>
        </span>
      </button>
    </form>
  );
}
