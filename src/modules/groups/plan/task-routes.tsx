import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, formPage } from '../../../platform/http/index.ts';
import { Confirmation } from '../../../ui/index.ts';
import { actOf } from '../access.ts';
import type { Group } from '../queries.ts';
import { stepStateValues, taskFields } from '../schemas.ts';
import { SpaceFrame, spaceMeta } from '../views/space-frame.tsx';
import { answerQuestion } from './comment-actions.ts';
import { listOwners, ownerLabel, ownerValue } from './owner.ts';
import { askOwner } from './questions.ts';
import { listPlan } from './step-queries.ts';
import { inPlan, onTask } from './task-access.ts';
import { addTask, editTask, removeTask, setTaskState, takeTask } from './task-actions.ts';
import type { WholeTask } from './task-queries.ts';
import { AnswerForm } from './views/answer-form.tsx';
import { TaskForm } from './views/task-form.tsx';

const bySlug = z.object({ slug: fields.slug });
const byTask = z.object({ slug: fields.slug, id: fields.uuid });
const askedStep = z.object({ etape: fields.uuid.optional().catch(undefined) });

const path = '/espace/groupes/:slug/plan/taches';
const state = fields.choice(stepStateValues, 'Cet état n’existe pas.');

/** What is done to tasks; the pages where they are read are in `task-list-routes.tsx` and `comment-routes.tsx`. */
export function taskRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  const choices = async (group: Group, task: WholeTask | null) => {
    const [owners, steps] = await Promise.all([listOwners(deps.db, group), listPlan(deps.db, group.id)]);
    const owner = task?.owner;
    const known = !owner || owners.some(({ value }) => value === ownerValue(owner));
    return {
      owners: known ? owners : [...owners, { value: ownerValue(owner), label: ownerLabel(owner) }],
      steps: steps.map(({ id, title }) => ({ value: id, label: title })),
    };
  };
  const pageOf = (group: { slug: string }, id = '') =>
    `/espace/groupes/${group.slug}/plan/taches${id && `/${id}`}`;

  formPage(app, deps, {
    path: `${path}/nouvelle`,
    access: 'task.plan',
    params: bySlug,
    body: taskFields,
    load: inPlan(deps, 'task.plan'),
    initial: ({ request }) => ({ state: 'todo', step: askedStep.parse(request.query).etape ?? '' }),
    show: async ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Nouvelle tâche'),
      body: (
        <SpaceFrame group={group} title="Ajouter une tâche" current="plan">
          <TaskForm
            form={form}
            submit="Ajouter la tâche"
            cancelHref={pageOf(group)}
            {...(await choices(group, null))}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor } }) => {
      const { step, due_on, ...task } = input;
      const id = await addTask(tx, actOf(deps, actor), {
        ...task,
        groupId: group.id,
        stepId: step,
        dueOn: due_on,
      });
      return { location: pageOf(group, id), notice: 'La tâche est ajoutée.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/modifier`,
    access: 'task.plan',
    params: byTask,
    body: { ...taskFields, version: fields.version },
    load: onTask(deps, 'task.plan'),
    initial: ({ thing: { task } }) => ({
      title: task.title,
      description: task.description,
      step: task.step?.id ?? '',
      owner: ownerValue(task.owner),
      due_on: task.dueOn ?? '',
      state: task.state,
      version: String(task.version),
    }),
    show: async ({ form, thing: { group, task } }) => ({
      meta: spaceMeta(group, 'Modifier une tâche'),
      body: (
        <SpaceFrame group={group} title="Modifier la tâche" current="plan">
          <TaskForm
            form={form}
            submit="Enregistrer"
            cancelHref={pageOf(group, task.id)}
            {...(await choices(group, task))}
          />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, thing: { group, actor, task }, input: { version, ...input } }) => {
      await editTask(tx, actOf(deps, actor), group, { id: task.id, version }, input);
      return { location: pageOf(group, task.id), notice: 'La tâche est à jour.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/etat`,
    access: 'task.set-state',
    params: byTask,
    body: { state, retour: z.string().max(500).optional() },
    load: onTask(deps, 'task.set-state'),
    submit: async ({ tx, thing: { group, actor, task }, input }) => {
      await setTaskState(tx, actOf(deps, actor), group, task.id, input.state);
      const back = input.retour?.startsWith(`/espace/groupes/${group.slug}/plan/`);
      return {
        location: back ? (input.retour ?? '') : pageOf(group, task.id),
        notice: `« ${task.title} » est à jour.`,
      };
    },
  });

  button(app, deps, {
    path: `${path}/:id/prise`,
    access: 'task.take',
    params: byTask,
    load: onTask(deps, 'task.take'),
    submit: async ({ tx, thing: { group, actor, task } }) => {
      await takeTask(tx, actOf(deps, actor), group, task.id);
      return { location: pageOf(group, task.id), notice: 'C’est noté : cette tâche est la vôtre.' };
    },
  });

  button(app, deps, {
    path: `${path}/:id/question`,
    access: 'task.ask',
    params: byTask,
    load: onTask(deps, 'task.ask'),
    submit: async ({ tx, thing: { group, actor, task } }) => {
      const count = await askOwner(tx, { ...actOf(deps, actor), publicUrl }, group, task.id);
      return {
        location: pageOf(group, task.id),
        notice:
          count === 1
            ? 'La question est partie par courriel.'
            : `La question est partie par courriel à ${count} personnes.`,
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/reponse`,
    access: 'task.set-state',
    params: byTask,
    body: {
      state,
      body: fields.paragraphs({ max: 2000, required: 'Dites en un mot où vous en êtes.' }),
    },
    load: onTask(deps, 'task.set-state'),
    initial: ({ thing: { task } }) => ({ state: task.state }),
    show: ({ form, thing: { group, task } }) => ({
      meta: spaceMeta(group, 'Où en êtes-vous ?'),
      body: (
        <SpaceFrame group={group} eyebrow={task.title} title="Où en êtes-vous ?" current="plan">
          <AnswerForm form={form} cancelHref={pageOf(group, task.id)} />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing: { group, actor, task } }) => {
      await answerQuestion(tx, actOf(deps, actor), group, task.id, input);
      return { location: pageOf(group, task.id), notice: 'Merci, c’est noté.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/suppression`,
    access: 'task.plan',
    params: byTask,
    load: onTask(deps, 'task.plan'),
    show: ({ form, thing: { group, task } }) => ({
      meta: spaceMeta(group, 'Supprimer une tâche'),
      body: (
        <Confirmation
          about={group.title}
          question={`Supprimer la tâche « ${task.title} » ?`}
          warning="La tâche et ses commentaires seront effacés pour de bon. Si elle ne se fera pas, marquez-la plutôt « Abandonné »."
          act="Supprimer la tâche"
          form={form}
          cancelHref={pageOf(group, task.id)}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor, task } }) => {
      await removeTask(tx, actOf(deps, actor), group, task.id);
      return { location: pageOf(group), notice: 'La tâche est supprimée.' };
    },
  });
}
