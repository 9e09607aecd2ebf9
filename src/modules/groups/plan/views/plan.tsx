import {
  Button,
  EmptyState,
  ItemList,
  type PlanStep as KitStep,
  ListItem,
  MoveButtons,
  PostButton,
  plural,
  Section,
  type StepState,
  Steps,
} from '../../../../ui/index.ts';
import { daysLate, isLate } from '../../life-cycle.ts';
import { DueOn } from '../../views/labels.tsx';
import { SpaceFrame } from '../../views/space-frame.tsx';
import type { PlanStep } from '../step-queries.ts';
import type { PlanTask } from '../task-queries.ts';
import { PlanViews, TaskFacts, tasksBase } from './task-parts.tsx';

/** Who owns a step: people are named to the members only, organisations to everybody. */
function ownerWords({ owner }: PlanStep, audience: 'public' | 'members'): string | undefined {
  if (!owner) return undefined;
  if (owner.kind === 'organisation') return owner.acronym ?? owner.name;
  return audience === 'members' ? owner.name : 'un membre du groupe';
}

/** A step as the kit draws it; late is a state of its own there. */
export function kitStep(step: PlanStep, today: string, audience: 'public' | 'members'): KitStep {
  const state: StepState = isLate(step, today) ? 'late' : step.state;
  const days = daysLate(step, today);
  return {
    title: step.title,
    state,
    when: (
      <>
        <DueOn day={step.dueOn} />
        {days > 0 && ` (${plural(days, 'jour')} de retard)`}
      </>
    ),
    owner: ownerWords(step, audience),
  };
}

/** The open tasks of the plan, by step, and how many of all those of a step are done. */
export interface StepTasks {
  byStep: ReadonlyMap<string, readonly PlanTask[]>;
  counts: ReadonlyMap<string, { done: number; all: number }>;
}

export interface PlanPageProps {
  group: { slug: string; title: string };
  steps: readonly PlanStep[];
  tasks: StepTasks;
  today: string;
  editable: boolean;
}

export function PlanPage({ group, steps, tasks, today, editable }: PlanPageProps) {
  const base = `/espace/groupes/${group.slug}/plan`;
  const add = (
    <Button href={`${base}/nouvelle-etape`} icon="plus">
      Ajouter une étape
    </Button>
  );
  const outside = tasks.byStep.get('aucune') ?? [];
  return (
    <SpaceFrame
      group={group}
      title="Plan de travail"
      lead="Les étapes du groupe sont publiques, avec leurs échéances ; leurs tâches ne sont montrées qu’aux membres."
      current="plan"
      actions={
        editable && (
          <>
            {steps.length > 0 && add}
            <Button href={`${base}/taches/nouvelle`} kind="secondary" icon="plus">
              Ajouter une tâche
            </Button>
          </>
        )
      }
    >
      <PlanViews group={group} current="plan" />
      {steps.length === 0 ? (
        <EmptyState title="Le plan de travail est vide" action={editable ? add : undefined}>
          <p>
            {editable
              ? 'Ajoutez une première étape : un titre suffit, l’échéance et le responsable peuvent venir ensuite.'
              : 'Les copilotes du groupe n’y ont pas encore mis d’étape.'}
          </p>
        </EmptyState>
      ) : (
        <Steps
          level={2}
          steps={steps.map((step, index) => ({
            ...kitStep(step, today, 'members'),
            details: (
              <TasksOfStep group={group} step={step} tasks={tasks} today={today} editable={editable} />
            ),
            actions: editable && (
              <StepActions base={base} step={step} first={index === 0} last={index === steps.length - 1} />
            ),
          }))}
        />
      )}
      {outside.length > 0 && (
        <Section
          title="Tâches hors étape"
          id="hors-etape"
          more={{ label: 'Toutes', href: `${base}/taches?etape=aucune` }}
        >
          <TaskLines group={group} tasks={outside.slice(0, shownPerStep)} today={today} level={3} />
        </Section>
      )}
    </SpaceFrame>
  );
}

/** More would bury the steps; the list has them all. */
const shownPerStep = 8;

function TasksOfStep({
  group,
  step,
  tasks: { byStep, counts },
  today,
  editable,
}: Omit<PlanPageProps, 'steps'> & { step: PlanStep }) {
  const base = tasksBase(group);
  const open = byStep.get(step.id) ?? [];
  const count = counts.get(step.id);
  return (
    <>
      {count && (
        <p class="cd-step-tasks">
          <a href={`${base}?etape=${step.id}`}>
            {count.done} {count.done > 1 ? 'tâches faites' : 'tâche faite'} sur {count.all}
          </a>
        </p>
      )}
      {open.length > 0 && (
        <TaskLines group={group} tasks={open.slice(0, shownPerStep)} today={today} level={3} />
      )}
      {editable && step.state !== 'done' && step.state !== 'dropped' && (
        <a href={`${base}/nouvelle?etape=${step.id}`}>
          Ajouter une tâche<span class="fr-sr-only"> à l’étape {step.title}</span>
        </a>
      )}
    </>
  );
}

function TaskLines({
  group,
  tasks,
  today,
  level,
}: {
  group: { slug: string; title: string };
  tasks: readonly PlanTask[];
  today: string;
  level: 3;
}) {
  return (
    <ItemList label="Tâches en cours ou à faire">
      {tasks.map((task) => (
        <ListItem
          title={task.title}
          href={`${tasksBase(group)}/${task.id}`}
          level={level}
          meta={<TaskFacts task={task} today={today} withStep={false} />}
        />
      ))}
    </ItemList>
  );
}

function StepActions({
  base,
  step,
  first,
  last,
}: {
  base: string;
  step: PlanStep;
  first: boolean;
  last: boolean;
}) {
  const context = `: ${step.title}`;
  const open = step.state === 'todo' || step.state === 'doing';
  const look = { kind: 'tertiary', size: 'sm', context } as const;
  return (
    <>
      {open && (
        <PostButton action={`${base}/${step.id}/etat`} fields={{ state: 'done' }} icon="check" {...look}>
          Marquer comme fait
        </PostButton>
      )}
      <Button href={`${base}/${step.id}/modifier`} icon="edit" {...look}>
        Modifier
      </Button>
      <MoveButtons action={`${base}/${step.id}/position`} context={context} up={!first} down={!last} />
      <Button href={`${base}/${step.id}/suppression`} {...look}>
        Supprimer
      </Button>
    </>
  );
}
