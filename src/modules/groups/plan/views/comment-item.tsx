import { renderMarkdown } from '../../../../platform/markdown/index.ts';
import {
  Avatar,
  Button,
  formatDate,
  HiddenWords,
  labelOf,
  Prose,
  stepStates,
  Time,
} from '../../../../ui/index.ts';
import type { TaskComment } from '../comment-queries.ts';

/** A comment, and what the reader may do to it. */
export interface ShownComment extends TaskComment {
  /** The reader wrote it. */
  mine: boolean;
  canEdit: boolean;
  canDelete: boolean;
  canReport: boolean;
  canModerate: boolean;
  /** What a hidden one said, for who still reads it. */
  hiddenBody?: string;
}

const shown = { headingIds: false, baseLevel: 3 } as const;

/** What somebody said of a task. */
export function CommentItem({ comment, here }: { comment: ShownComment; here: string }) {
  const named = `le commentaire de ${comment.authorName}, du ${formatDate(comment.createdAt)}`;
  return (
    <li class="cd-message" id={`commentaire-${comment.id}`}>
      <article aria-label={`Commentaire de ${comment.authorName}`}>
        <header class="cd-message__head">
          <Avatar name={comment.authorName} />
          <div>
            <p class="cd-message__author">{comment.authorName}</p>
            <p class="cd-message__detail">
              <Time value={comment.createdAt} withTime />
              {comment.toldState && ` · dit : ${labelOf(stepStates, comment.toldState).toLowerCase()}`}
            </p>
          </div>
        </header>
        {comment.hidden ? (
          <HiddenWords
            what="Commentaire"
            hidden={comment.hidden}
            about={aboutOf(comment)}
            mine={comment.mine}
            canModerate={comment.canModerate}
            context={named}
          >
            {comment.hiddenBody !== undefined && <Prose html={renderMarkdown(comment.hiddenBody, shown)} />}
          </HiddenWords>
        ) : comment.deleted ? (
          <p class="cd-message__deleted">Ce commentaire a été supprimé.</p>
        ) : (
          <>
            <Prose html={renderMarkdown(comment.body, shown)} />
            <CommentActs comment={comment} at={`${here}/commentaires/${comment.id}`} named={named} />
          </>
        )}
      </article>
    </li>
  );
}

const aboutOf = ({ id }: ShownComment) => `/espace/moderation/commentaires/${id}`;

function CommentActs({ comment, at, named }: { comment: ShownComment; at: string; named: string }) {
  const acts = [
    { label: 'Modifier', href: `${at}/modifier`, may: comment.canEdit },
    { label: 'Supprimer', href: `${at}/suppression`, may: comment.canDelete },
    { label: 'Signaler', href: `${aboutOf(comment)}/signaler`, may: comment.canReport },
    { label: 'Masquer', href: `${aboutOf(comment)}/masquer`, may: comment.canModerate },
  ].filter(({ may }) => may);
  if (!comment.editedAt && acts.length === 0) return null;
  return (
    <footer class="cd-message__foot">
      {comment.editedAt && (
        <a href={`${at}/historique`}>
          Modifié le <Time value={comment.editedAt} withTime />
        </a>
      )}
      {acts.map(({ label, href }) => (
        <Button href={href} kind="tertiary" size="sm" context={named}>
          {label}
        </Button>
      ))}
    </footer>
  );
}
