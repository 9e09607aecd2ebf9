import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { Details } from './messages.tsx';

const hiders = new Map([
  ['copilot', 'un copilote'],
  ['team', 'l’équipe du programme'],
]);

export interface HiddenWordsProps {
  /** « Message », « Commentaire »: what stood there. */
  what: string;
  /** By which right it was hidden, and why. */
  hidden: { as: string; reason: string };
  /** Where moderation speaks of it: `/espace/moderation/messages/ID`. */
  about: string;
  /** The reader wrote it; otherwise, they may moderate it, or not. */
  mine: boolean;
  canModerate: boolean;
  /** Which one, for who hears the link alone. */
  context: string;
  /** Who else reads no more. */
  readers?: string;
  /** What it said, for who still reads it. */
  children?: ComponentChildren;
}

/** What is left in the place of what moderation hid; its words, for its author and for those who moderate. */
export function HiddenWords({
  what,
  hidden,
  about,
  mine,
  canModerate,
  context,
  readers = 'les autres membres',
  children,
}: HiddenWordsProps) {
  return (
    <>
      <p class="cd-message__deleted">
        {what} masqué par la modération ({hiders.get(hidden.as)}). Motif : {hidden.reason}
      </p>
      {children && (
        <Details summary={mine ? `Votre texte, que ${readers} ne lisent plus` : 'Lire le texte masqué'}>
          {children}
        </Details>
      )}
      {(mine || canModerate) && (
        <footer class="cd-message__foot">
          <Button
            href={mine ? `${about}/contester` : `${about}/dossier`}
            kind="tertiary"
            size="sm"
            context={context}
          >
            {mine ? 'La décision, et comment la contester' : 'La décision'}
          </Button>
        </footer>
      )}
    </>
  );
}
