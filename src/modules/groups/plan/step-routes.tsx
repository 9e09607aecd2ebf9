import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, formPage, found } from '../../../platform/http/index.ts';
import { Confirmation, machineDate } from '../../../ui/index.ts';
import { type Allowed, actOf, allowed } from '../access.ts';
import { can } from '../policy.ts';
import { stepFields, stepStateValues } from '../schemas.ts';
import { spaceMeta } from '../views/space-frame.tsx';
import { listOwners, ownerLabel, ownerValue } from './owner.ts';
import { addStep, editStep, moveStep, removeStep, setStepState } from './step-actions.ts';
import { findStep, listPlan, type PlanStep } from './step-queries.ts';
import { openTasksBySteps } from './task-queries.ts';
import { PlanPage } from './views/plan.tsx';
import { StepForm } from './views/step-form.tsx';

const bySlug = z.object({ slug: fields.slug });
const byStep = z.object({ slug: fields.slug, id: fields.uuid });

const path = '/espace/groupes/:slug/plan';

/** The work plan of a group, seen by its members and kept by its copilots. */
export function planRoutes(app: App, deps: Deps): void {
  const mayPlan = allowed(deps, 'group.plan');
  const withStep = async (
    request: FastifyRequest,
    params: z.output<typeof byStep>,
  ): Promise<Allowed & { step: PlanStep }> => {
    const access = await mayPlan(request, params);
    const step = found(await findStep(deps.db, access.group.id, params.id), 'Cette étape n’existe plus.');
    return { ...access, step };
  };
  const planOf = (group: { slug: string }) => `/espace/groupes/${group.slug}/plan`;

  app.get(
    path,
    { config: { access: 'group.follow' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { group, actor } = await allowed(deps, 'group.follow')(request, request.params);
      const [steps, tasks] = await Promise.all([
        listPlan(deps.db, group.id),
        openTasksBySteps(deps.db, group.id),
      ]);
      return reply.page(
        spaceMeta(group, 'Plan de travail'),
        <PlanPage
          group={group}
          steps={steps}
          tasks={tasks}
          today={machineDate(deps.clock.now())}
          editable={can(actor, 'group.plan', group)}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/nouvelle-etape`,
    access: 'group.plan',
    params: bySlug,
    body: stepFields,
    load: mayPlan,
    initial: () => ({ state: 'todo' }),
    show: async ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Nouvelle étape'),
      body: (
        <StepForm
          group={group}
          form={form}
          title="Ajouter une étape"
          submit="Ajouter l’étape"
          owners={await listOwners(deps.db, group)}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input }) => {
      await addStep(tx, actOf(deps, actor), group, input);
      return { location: planOf(group), notice: 'L’étape est ajoutée.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/modifier`,
    access: 'group.plan',
    params: byStep,
    body: { ...stepFields, version: fields.version },
    load: withStep,
    initial: ({ thing: { step } }) => ({
      title: step.title,
      owner: ownerValue(step.owner),
      due_on: step.dueOn ?? '',
      state: step.state,
      version: String(step.version),
    }),
    show: async ({ form, thing: { group, step } }) => {
      const owners = await listOwners(deps.db, group);
      const { owner } = step;
      const known = !owner || owners.some(({ value }) => value === ownerValue(owner));
      return {
        meta: spaceMeta(group, 'Modifier une étape'),
        body: (
          <StepForm
            group={group}
            form={form}
            title="Modifier l’étape"
            submit="Enregistrer"
            owners={known ? owners : [...owners, { value: ownerValue(owner), label: ownerLabel(owner) }]}
          />
        ),
      };
    },
    submit: async ({ tx, thing: { group, actor, step }, input: { version, ...input } }) => {
      await editStep(tx, actOf(deps, actor), group, { id: step.id, version }, input);
      return { location: planOf(group), notice: 'L’étape est à jour.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/etat`,
    access: 'group.plan',
    params: byStep,
    body: { state: fields.choice(stepStateValues, 'Cet état n’existe pas.') },
    load: withStep,
    submit: async ({ tx, thing: { group, actor, step }, input }) => {
      await setStepState(tx, actOf(deps, actor), group, step.id, input.state);
      return planOf(group);
    },
  });

  button(app, deps, {
    path: `${path}/:id/position`,
    access: 'group.plan',
    params: byStep,
    body: { sens: fields.direction('Une étape monte ou descend.') },
    load: withStep,
    submit: async ({ tx, thing: { group, actor, step }, input }) => {
      await moveStep(tx, actOf(deps, actor), group, step.id, input.sens);
      return planOf(group);
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/suppression`,
    access: 'group.plan',
    params: byStep,
    load: withStep,
    show: ({ form, thing: { group, step } }) => ({
      meta: spaceMeta(group, 'Supprimer une étape'),
      body: (
        <Confirmation
          about={group.title}
          question={`Supprimer l’étape « ${step.title} » ?`}
          warning="L’étape quittera le plan pour de bon ; ses tâches resteront, hors étape. Si elle ne se fera pas, marquez-la plutôt « Abandonné » : le plan en garde la mémoire."
          act="Supprimer l’étape"
          form={form}
          cancelHref={planOf(group)}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor, step } }) => {
      await removeStep(tx, actOf(deps, actor), group, step.id);
      return { location: planOf(group), notice: 'L’étape est supprimée.' };
    },
  });
}
