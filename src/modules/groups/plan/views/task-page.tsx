import { type FormState, typedPreview, typedText } from '../../../../platform/http/index.ts';
import { renderMarkdown } from '../../../../platform/markdown/index.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  DescriptionList,
  ErrorSummary,
  Form,
  formatDate,
  MarkdownField,
  PostButton,
  Prose,
  SubmitRow,
  Time,
} from '../../../../ui/index.ts';
import { SpaceFrame } from '../../views/space-frame.tsx';
import type { WholeTask } from '../task-queries.ts';
import { CommentItem, type ShownComment } from './comment-item.tsx';
import { Lateness, ownerWords, StateBadge, StateForm, tasksBase } from './task-parts.tsx';

export interface TaskPageProps {
  group: { slug: string; title: string };
  task: WholeTask;
  comments: readonly ShownComment[];
  today: string;
  may: { plan: boolean; take: boolean; setState: boolean; answer: boolean; ask: boolean; comment: boolean };
  /** When the question may be asked again; null when that is now. */
  askableFrom: Date | null;
  form: FormState;
}

export function TaskPage(props: TaskPageProps) {
  const { group, task, today } = props;
  return (
    <SpaceFrame group={group} eyebrow={`${group.title} : une tâche`} title={task.title} current="plan">
      <p class="cd-meta">
        <StateBadge state={task.state} />
        <Lateness of={task} today={today} />
      </p>
      <Acts {...props} />
      <DescriptionList
        items={[
          { term: 'Responsable', value: ownerWords(task.owner) },
          { term: 'Échéance', value: task.dueOn ? <Time value={task.dueOn} /> : 'Aucune' },
          { term: 'Étape', value: task.step?.title },
          { term: 'Décidée', value: task.source && <a href={task.source.url}>{task.source.label}</a> },
          {
            term: 'Ajoutée',
            value: (
              <>
                le <Time value={task.createdAt} />
                {task.createdBy && `, par ${task.createdBy}`}
              </>
            ),
          },
          {
            term: 'Dernière question',
            value: task.askedAt && (
              <>
                « Où en êtes-vous ? », le <Time value={task.askedAt} />
                {task.askedBy && `, par ${task.askedBy}`}
              </>
            ),
          },
        ]}
      />
      {task.description !== '' && (
        <Prose html={renderMarkdown(task.description, { headingIds: false, baseLevel: 3 })} />
      )}
      <Talk {...props} />
    </SpaceFrame>
  );
}

function Acts({ group, task, may, askableFrom }: TaskPageProps) {
  const base = tasksBase(group);
  const here = `${base}/${task.id}`;
  return (
    <>
      {may.setState && <StateForm task={task} base={base} back={here} act="Changer l’état" />}
      <ButtonGroup>
        {may.take && (
          <PostButton action={`${here}/prise`} icon="check">
            Je m’en charge
          </PostButton>
        )}
        {may.answer && (
          <Button href={`${here}/reponse`} kind={task.askedAt ? 'primary' : 'secondary'} icon="chat">
            Dire où j’en suis
          </Button>
        )}
        {may.ask && !askableFrom && (
          <PostButton action={`${here}/question`} kind="secondary" icon="mail">
            Où en êtes-vous ?
          </PostButton>
        )}
        {may.plan && (
          <Button href={`${here}/modifier`} kind="secondary" icon="edit">
            Modifier la tâche
          </Button>
        )}
        {may.plan && (
          <Button href={`${here}/suppression`} kind="tertiary">
            Supprimer
          </Button>
        )}
      </ButtonGroup>
      {may.ask && askableFrom && (
        <p class="fr-hint-text">
          La question « Où en êtes-vous ? » est partie cette semaine ; elle pourra être reposée à partir du{' '}
          {formatDate(askableFrom)}.
        </p>
      )}
    </>
  );
}

function Talk({ group, task, comments, may, form }: TaskPageProps) {
  const here = `${tasksBase(group)}/${task.id}`;
  const body = typedText(form.values, 'body');
  return (
    <section class="cd-section" aria-labelledby="commentaires">
      <h2 id="commentaires">Commentaires</h2>
      {comments.length === 0 ? (
        <p>Aucun commentaire pour l’instant.</p>
      ) : (
        <ol class="cd-thread">
          {comments.map((comment) => (
            <CommentItem comment={comment} here={here} />
          ))}
        </ol>
      )}
      {may.comment ? (
        <>
          <ErrorSummary errors={form.errors} />
          <Form action={`${here}/commentaires`} formKey={form.key}>
            <MarkdownField
              name="body"
              label="Votre commentaire"
              rows={4}
              maxLength={5000}
              value={body}
              error={form.errors.body}
              preview={typedPreview(form.values, 'body', { most: 5000, baseLevel: 3 })}
            />
            <SubmitRow label="Publier le commentaire" />
          </Form>
        </>
      ) : (
        <Alert kind="info">
          <p>
            Vous lisez cette tâche sans pouvoir la commenter : votre rôle ou l’état du groupe ne le permet
            pas.
          </p>
        </Alert>
      )}
    </section>
  );
}
