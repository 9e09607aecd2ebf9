import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { authorise, found, notFound } from '../../../platform/http/index.ts';
import { type Actor, signedIn } from '../../identity/index.ts';
import { askToOpen } from '../openings/asking.ts';
import { findGroup, type Group } from '../queries.ts';
import { findComment, findPlacedComment, type PlacedComment, type TaskComment } from './comment-queries.ts';
import { canOnTask, type TaskVerb } from './policy.ts';
import { findTask, type WholeTask } from './task-queries.ts';

export interface InPlan {
  group: Group;
  actor: Actor;
}

export interface OnTask extends InPlan {
  task: WholeTask;
}

export interface OnComment extends OnTask {
  comment: TaskComment;
}

/** Checks the verb in the plan of the group of the address; its tasks do not exist for those outside it. */
export function inPlan(deps: Deps, verb: TaskVerb) {
  return async (request: FastifyRequest, { slug }: { slug: string }): Promise<InPlan> => {
    const actor = signedIn(request);
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    askToOpen(actor, group);
    if (!canOnTask(actor, 'task.read', { group })) notFound();
    authorise(request, verb, canOnTask(actor, verb, { group }));
    return { group, actor };
  };
}

/** Checks the verb on the task of the address. */
export function onTask(deps: Deps, verb: TaskVerb) {
  return async (request: FastifyRequest, { slug, id }: { slug: string; id: string }): Promise<OnTask> => {
    const { group, actor } = await inPlan(deps, 'task.read')(request, { slug });
    const task = found(await findTask(deps.db, group.id, id), 'Cette tâche n’existe pas.');
    authorise(request, verb, canOnTask(actor, verb, { group, task }));
    return { group, actor, task };
  };
}

/** Checks the verb on the comment of the address; a deleted one does not exist, nor a hidden one. */
export function onComment(deps: Deps, verb: TaskVerb) {
  return async (
    request: FastifyRequest,
    params: { slug: string; id: string; comment: string },
  ): Promise<OnComment> => {
    const access = await onTask(deps, 'task.read')(request, params);
    const comment = found(await findComment(deps.db, access.task.id, params.comment), noComment);
    authorise(
      request,
      verb,
      canOnTask(access.actor, verb, { group: access.group, task: access.task, comment }),
    );
    return { ...access, comment };
  };
}

const noComment = 'Ce commentaire n’existe pas.';

/** Checks the verb on a comment that is known by its id alone; for those outside its group, it does not exist. */
export async function onPlacedComment(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: 'task.report-comment' | 'task.moderate-comment',
): Promise<{ actor: Actor; comment: PlacedComment }> {
  const actor = signedIn(request);
  const comment = await findPlacedComment(deps.db, id);
  if (comment) askToOpen(actor, comment.group);
  if (!comment || !canOnTask(actor, 'task.read', { group: comment.group })) return notFound(noComment);
  authorise(request, verb, canOnTask(actor, verb, { group: comment.group, comment }));
  return { actor, comment };
}
