import {
  findPlacedComment,
  forgetHiddenTaskComments,
  hideTaskComment,
  onPlacedComment,
  type PlacedComment,
  restoreTaskComment,
} from '../../groups/index.ts';
import type { ReportableKind, ReportedThing } from '../reportable.ts';

/** What is said of the tasks of a work plan. */
export const taskComments: ReportableKind = {
  kind: 'task-comment',
  segment: 'commentaires',
  words: {
    name: 'Commentaire d’une tâche',
    the: 'le commentaire',
    this: 'Ce commentaire',
    your: 'Votre commentaire',
    made: 'écrit',
    where: (label) => `sous la tâche « ${label} »`,
    hiding: 'Sa place reste, avec le motif. Son texte n’est plus lu que par son auteur et par la modération.',
    hidden: 'Les autres membres ne le lisent plus ; ils voient ce motif à sa place.',
    readers: 'les membres du groupe à la place du commentaire',
  },
  isMarkdown: true,
  async find(deps, request, id, act) {
    const verb = act === 'report' ? 'task.report-comment' : 'task.moderate-comment';
    const { actor, comment } = await onPlacedComment(deps, request, id, verb);
    return { actor, thing: thingOf(comment) };
  },
  async peek(db, id) {
    const comment = await findPlacedComment(db, id);
    return comment && thingOf(comment);
  },
  hide: hideTaskComment,
  restore: restoreTaskComment,
  forget: forgetHiddenTaskComments,
};

function thingOf(comment: PlacedComment): ReportedThing {
  return {
    id: comment.id,
    groupId: comment.group.id,
    authorId: comment.authorId,
    authorName: comment.authorName,
    label: comment.task.title,
    text: comment.body,
    files: 0,
    href: `/espace/groupes/${comment.group.slug}/plan/taches/${comment.task.id}#commentaire-${comment.id}`,
  };
}
