import { type FormState, typedText } from '../../../platform/http/index.ts';
import {
  Confirmation,
  EmptyState,
  Prose,
  ReasonField,
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

/** Asks before words are gone for good; of another's words, why. */
export function MessageDeletion({
  about,
  html,
  files,
  first,
  own,
  author,
  back,
  form,
}: {
  /** Title of the thread. */
  about: string;
  html: SafeHtml;
  /** How many it carries. */
  files: number;
  first: boolean;
  own: boolean;
  /** Name of who wrote it; null once the account is gone. */
  author: string | null;
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
      {!own && (
        <ReasonField
          hint={readers(author, first)}
          value={typedText(form.values, 'motif')}
          error={form.errors.motif}
        />
      )}
    </Confirmation>
  );
}

/** Who will read the reason. */
function readers(author: string | null, first: boolean): string {
  if (author === null)
    return first ? 'Gardé au journal.' : 'Les membres du groupe le liront à la place du message.';
  return first
    ? `${author} le lira tel quel, par courriel.`
    : `${author} le lira tel quel, par courriel, et les membres du groupe à la place du message.`;
}
