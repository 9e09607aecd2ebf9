import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, type FormState, fields, formPage, limitAttempts } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { versionChanges } from '../../../platform/text-changes.ts';
import { Confirmation, machineDate, Prose, TextVersions } from '../../../ui/index.ts';
import type { Actor } from '../../identity/index.ts';
import { actOf } from '../access.ts';
import { SpaceFrame, spaceMeta } from '../views/space-frame.tsx';
import { addComment, deleteComment, editComment } from './comment-actions.ts';
import { hiddenCommentTexts } from './comment-hiding.ts';
import { commentVersions, listComments, type TaskComment } from './comment-queries.ts';
import { canOnTask, owns } from './policy.ts';
import { askableFrom } from './questions.ts';
import { type OnTask, onComment, onTask } from './task-access.ts';
import { CommentForm } from './views/comment-form.tsx';
import { TaskPage } from './views/task-page.tsx';

const byTask = z.object({ slug: fields.slug, id: fields.uuid });
const byComment = byTask.extend({ comment: fields.uuid });

const path = '/espace/groupes/:slug/plan/taches/:id';
const body = fields.paragraphs({ max: 5000, required: 'Écrivez votre commentaire.' });

/** The page of a task, and what is said there. */
export function commentRoutes(app: App, deps: Deps): void {
  const pageOf = ({ group, task }: OnTask) => `/espace/groupes/${group.slug}/plan/taches/${task.id}`;

  const showTask = async (form: FormState, thing: OnTask) => {
    const { group, actor, task } = thing;
    const now = deps.clock.now();
    const comments = await listComments(deps.db, task.id);
    const words = await hiddenCommentTexts(
      deps.db,
      comments.filter(({ hidden }) => hidden !== null).map(({ id }) => id),
    );
    const may = (verb: Parameters<typeof canOnTask>[1], comment?: TaskComment) =>
      canOnTask(actor, verb, { group, task, comment });
    return {
      meta: spaceMeta(group, task.title),
      body: (
        <TaskPage
          group={group}
          task={task}
          today={machineDate(now)}
          form={form}
          askableFrom={askableFrom(task, now)}
          comments={comments.map((comment) => {
            const mine = comment.authorId === actor.id;
            const canModerate = may('task.moderate-comment', comment);
            return {
              ...comment,
              mine,
              canEdit: may('task.edit-comment', comment),
              canDelete: may('task.delete-comment', comment),
              canReport: may('task.report-comment', comment),
              canModerate,
              hiddenBody: mine || canModerate ? words.get(comment.id) : undefined,
            };
          })}
          may={{
            plan: may('task.plan'),
            take: may('task.take'),
            setState: may('task.set-state'),
            answer: may('task.set-state') && owns(actor, task.owner),
            ask: may('task.ask'),
            comment: may('task.comment'),
          }}
        />
      ),
    };
  };

  app.get(path, { config: { access: 'task.read' }, schema: { params: byTask } }, async (request, reply) => {
    const thing = await onTask(deps, 'task.read')(request, request.params);
    const page = await showTask({ key: crypto.randomUUID(), values: {}, errors: {} }, thing);
    return reply.page(page.meta, page.body);
  });

  formPage(app, deps, {
    path: `${path}/commentaires`,
    access: 'task.comment',
    params: byTask,
    body: { body },
    load: onTask(deps, 'task.comment'),
    show: ({ form, thing }) => showTask(form, thing),
    guard: ({ thing: { actor } }) => limitComments(deps, actor),
    submit: async ({ tx, input, thing }) => {
      const id = await addComment(tx, actOf(deps, thing.actor), thing.task.id, input);
      return { location: `${pageOf(thing)}#commentaire-${id}`, notice: 'Votre commentaire est publié.' };
    },
  });

  formPage(app, deps, {
    path: `${path}/commentaires/:comment/modifier`,
    access: 'task.edit-comment',
    params: byComment,
    body: { body, version: fields.version },
    load: onComment(deps, 'task.edit-comment'),
    initial: ({ thing: { comment } }) => ({ body: comment.body, version: String(comment.version) }),
    show: ({ form, thing }) => ({
      meta: spaceMeta(thing.group, 'Modifier un commentaire'),
      body: (
        <SpaceFrame
          group={thing.group}
          eyebrow={thing.task.title}
          title="Modifier votre commentaire"
          current="plan"
        >
          <CommentForm form={form} cancelHref={pageOf(thing)} />
        </SpaceFrame>
      ),
    }),
    submit: async ({ tx, input, thing }) => {
      const { comment, actor } = thing;
      await editComment(tx, actOf(deps, actor), { id: comment.id, version: input.version }, input.body);
      return {
        location: `${pageOf(thing)}#commentaire-${comment.id}`,
        notice: 'Votre commentaire est modifié.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/commentaires/:comment/suppression`,
    access: 'task.delete-comment',
    params: byComment,
    load: onComment(deps, 'task.delete-comment'),
    show: ({ form, thing }) => ({
      meta: spaceMeta(thing.group, 'Supprimer un commentaire'),
      body: (
        <Confirmation
          about={thing.task.title}
          question="Supprimer ce commentaire ?"
          warning="Le texte et ses versions seront effacés ; la place du commentaire restera visible."
          act="Supprimer le commentaire"
          form={form}
          cancelHref={pageOf(thing)}
        >
          <blockquote>
            <Prose html={renderMarkdown(thing.comment.body, { headingIds: false, baseLevel: 3 })} />
          </blockquote>
        </Confirmation>
      ),
    }),
    submit: async ({ tx, thing }) => {
      await deleteComment(tx, actOf(deps, thing.actor), thing.comment.id);
      return { location: pageOf(thing), notice: 'Le commentaire est supprimé.' };
    },
  });

  app.get(
    `${path}/commentaires/:comment/historique`,
    { config: { access: 'task.read' }, schema: { params: byComment } },
    async (request, reply) => {
      const thing = await onComment(deps, 'task.read')(request, request.params);
      const { comment } = thing;
      const earlier = await commentVersions(deps.db, comment.id);
      const versions = versionChanges([
        { version: comment.version, body: comment.body, until: null },
        ...earlier.map(({ replacedAt, ...version }) => ({ ...version, until: replacedAt })),
      ]);
      return reply.page(
        spaceMeta(thing.group, 'Historique d’un commentaire'),
        <SpaceFrame
          group={thing.group}
          eyebrow={thing.task.title}
          title={`Historique du commentaire de ${thing.comment.authorName}`}
          current="plan"
          actions={<a href={`${pageOf(thing)}#commentaire-${thing.comment.id}`}>Revenir au commentaire</a>}
        >
          <TextVersions versions={versions} />
        </SpaceFrame>,
      );
    },
  );
}

/** Somebody at work writes a few; a script does not write a thousand. */
async function limitComments(deps: Deps, actor: Actor): Promise<void> {
  await limitAttempts(deps.db, {
    name: 'task comments',
    of: actor.id,
    max: 60,
    seconds: 3600,
    now: deps.clock.now(),
  });
}
