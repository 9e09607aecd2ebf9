import {
  Button,
  EmptyState,
  type PlanStep as KitStep,
  MoveButtons,
  PostButton,
  type StepState,
  Steps,
} from '../../../ui/index.ts';
import { isLate } from '../life-cycle.ts';
import type { PlanStep } from '../plan-queries.ts';
import { DueOn } from './labels.tsx';
import { SpaceFrame } from './space-frame.tsx';

/** Who owns a step: people are named to the members only, organisations to everybody. */
function ownerWords({ owner }: PlanStep, audience: 'public' | 'members'): string | undefined {
  if (!owner) return undefined;
  if (owner.kind === 'organisation') return owner.acronym ?? owner.name;
  return audience === 'members' ? owner.name : 'un membre du groupe';
}

/** A step as the kit draws it; late is a state of its own there. */
export function kitStep(step: PlanStep, today: string, audience: 'public' | 'members'): KitStep {
  const state: StepState = isLate(step, today) ? 'late' : step.state;
  return { title: step.title, state, when: <DueOn day={step.dueOn} />, owner: ownerWords(step, audience) };
}

export function PlanPage({
  group,
  steps,
  today,
  editable,
}: {
  group: { slug: string; title: string };
  steps: readonly PlanStep[];
  today: string;
  editable: boolean;
}) {
  const base = `/espace/groupes/${group.slug}/plan`;
  const add = (
    <Button href={`${base}/nouvelle-etape`} icon="plus">
      Ajouter une étape
    </Button>
  );
  return (
    <SpaceFrame
      group={group}
      title="Plan de travail"
      lead="Les étapes du groupe, leurs responsables et leurs échéances. Le plan est public."
      current="plan"
      actions={editable && steps.length > 0 ? add : undefined}
    >
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
            actions: editable && (
              <StepActions base={base} step={step} first={index === 0} last={index === steps.length - 1} />
            ),
          }))}
        />
      )}
    </SpaceFrame>
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
