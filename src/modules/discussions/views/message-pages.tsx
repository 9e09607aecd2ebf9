import type { FormState } from '../../../platform/http/index.ts';
import {
  Confirmation,
  EmptyState,
  Prose,
  type SafeHtml,
  type TextVersion,
  TextVersions,
} from '../../../ui/index.ts';

/** The history of a message, newest first. */
export function MessageHistory({ versions }: { versions: readonly TextVersion[] }) {
  if (versions.length < 2) {
    return (
      <EmptyState title="Ce message n’a jamais été modifié">
        <p>Ses versions s’afficheront ici.</p>
      </EmptyState>
    );
  }
  return (
    <TextVersions
      versions={versions}
      unchanged="Le texte n’a pas changé : des fichiers ont été joints ou retirés."
    />
  );
}

/** Asks before words are gone for good. */
export function MessageDeletion({
  about,
  html,
  files,
  first,
  back,
  form,
}: {
  /** Title of the thread. */
  about: string;
  html: SafeHtml;
  /** How many it carries. */
  files: number;
  first: boolean;
  back: string;
  form: FormState;
}) {
  return (
    <Confirmation
      about={about}
      question={first ? 'Supprimer cette discussion ?' : 'Supprimer ce message ?'}
      warning={
        first
          ? 'C’est le premier message : toute la discussion disparaîtra avec lui.'
          : `Le texte${files > 0 ? ', ses fichiers' : ''} et ses versions seront effacés ; la place du message restera visible.`
      }
      act={first ? 'Supprimer la discussion' : 'Supprimer le message'}
      form={form}
      cancelHref={back}
    >
      <blockquote>
        <Prose html={html} />
      </blockquote>
    </Confirmation>
  );
}
