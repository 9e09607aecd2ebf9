import { Button, EmptyState, PageHeader } from '../../../../ui/index.ts';
import type { Survey } from '../../survey.ts';

/** There is nothing to answer here: why, and where to go. */
export function NoAnswer({ survey, open }: { survey: Survey; open: boolean }) {
  return (
    <>
      <PageHeader eyebrow="Enquête" title={survey.title} />
      <EmptyState
        title={open ? 'Aucune réponse commencée dans ce navigateur' : 'Cette enquête n’est pas ouverte'}
        action={<Button href={`/enquetes/${survey.slug}`}>Voir l’enquête</Button>}
      >
        <p>
          {open
            ? 'Elle a peut-être été envoyée, effacée, ou a expiré. Le lien pour reprendre plus tard la retrouve tant qu’elle n’a pas été envoyée.'
            : 'Rien ne peut y être répondu aujourd’hui.'}
        </p>
      </EmptyState>
    </>
  );
}
