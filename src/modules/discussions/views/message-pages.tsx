import type { DiffPart } from '../../../ui/index.ts';
import {
  Alert,
  DiffView,
  EmptyState,
  Form,
  Prose,
  type SafeHtml,
  SubmitRow,
  Time,
} from '../../../ui/index.ts';

/** What a message said at one time, against what it said before. */
export interface MessageStage {
  version: number;
  /** Until when it said so; null for what it says now. */
  until: Date | null;
  parts: DiffPart[];
  /** The whole text; told by itself in the first version, which has none before it. */
  body: string;
}

/** The history of a message, newest first. */
export function MessageHistory({ stages }: { stages: readonly MessageStage[] }) {
  if (stages.length < 2) {
    return (
      <EmptyState title="Ce message n’a jamais été modifié">
        <p>Ses versions s’afficheront ici.</p>
      </EmptyState>
    );
  }
  return (
    <>
      {stages.map((stage, index) => (
        <section>
          <h2>
            Version {stage.version}
            {stage.until ? (
              <>
                , jusqu’au <Time value={stage.until} withTime />
              </>
            ) : (
              ', actuelle'
            )}
          </h2>
          {index === stages.length - 1 ? (
            <p class="cd-verbatim">{stage.body}</p>
          ) : (
            <DiffView parts={stage.parts} />
          )}
        </section>
      ))}
    </>
  );
}

/** Asks before words are gone for good. */
export function MessageDeletion({
  html,
  first,
  back,
  formKey,
}: {
  html: SafeHtml;
  first: boolean;
  back: string;
  formKey: string;
}) {
  return (
    <>
      <Alert kind="warning">
        <p>
          {first
            ? 'C’est le premier message : toute la discussion disparaîtra avec lui.'
            : 'Le texte et ses versions seront effacés ; la place du message restera visible.'}
        </p>
      </Alert>
      <blockquote>
        <Prose html={html} />
      </blockquote>
      <Form formKey={formKey}>
        <SubmitRow label={first ? 'Supprimer la discussion' : 'Supprimer le message'} cancelHref={back} />
      </Form>
    </>
  );
}
